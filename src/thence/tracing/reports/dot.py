"""Graphviz' DOT: who imports whom, cycles in red."""

from ..recording import Recording
from .graph import graph_of
from .words import printable

BETWEEN = ' [color="#b3261e", penwidth=2]'
MEMBER = ' [color="#b3261e"]'


def text(recording: Recording) -> str:
    """The graph; an arrow leads from the module that asks to the one that is asked for."""
    graph = graph_of(recording)
    group = {member: number for number, ring in enumerate(graph.cycles()) for member in ring}
    lines = ["digraph imports {", "  rankdir=LR;", '  node [shape=box, fontname="sans-serif"];']
    for number, name in enumerate(graph.modules):
        lines.append(f"  {quoted(name)}{MEMBER if number in group else ''};")
    for asking, asked in graph.edges:
        ring = group.get(asking)
        style = BETWEEN if ring is not None and ring == group.get(asked) else ""
        lines.append(
            f"  {quoted(graph.modules[asking])} -> {quoted(graph.modules[asked])}{style};"
        )
    return "\n".join([*lines, "}", ""])


def quoted(name: str) -> str:
    r"""A name as DOT reads it, whatever is in it.

    >>> quoted('a"b')
    '"a\\"b"'
    """
    # A backslash before anything but a quote is kept by DOT, and begins an escape in a label.
    escaped = printable(name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
