"""One import as a drawing (SVG): what each part of the import system said, step by step.

Columns are the packages above the module, outermost first, and the module; rows are the steps
of the language reference's chapter 5.
"""

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import PurePath

from ..recording import Recording
from ..tree import Import, Outcome
from .forest import is_searched

COLUMN, GAP, MARGIN = 270, 34, 14  # pixels
LINE, PADDING, HEADING = 17, 8, 20
BETWEEN = 22  # rows
LONGEST = 36  # letters that a box holds in a line

STYLE = """
.box{fill:#f5f6f8;stroke:#c3c8cf}.module{fill:#dce9fb;stroke:#1f5fbf}
text{font:12px ui-monospace,"DejaVu Sans Mono",monospace;fill:#1c2127;unicode-bidi:isolate}
.title{font-weight:bold}.step{font:11px system-ui,"DejaVu Sans",sans-serif;fill:#5d6670}
.arrow{fill:none;stroke:#5d6670}.head{fill:#5d6670}.ground{fill:#ffffff}
@media(prefers-color-scheme:dark){.box{fill:#1d2126;stroke:#454d57}
.module{fill:#23354f;stroke:#82b1ff}text{fill:#e6e9ed}.step{fill:#9aa4af}
.arrow{stroke:#9aa4af}.head{fill:#9aa4af}.ground{fill:#14171b}}
"""

# What is said of an import, step by step: (step, lines).
Steps = list[tuple[str, list[str]]]
STEPS = (
    "request",
    "5.3.1 module cache",
    "5.3.4 meta path",
    "5.5 path",
    "5.4 spec and loader",
    "5.4.7 bytecode",
    "5.4 execution",
    "5.4.2 binding",
)


def text(recording: Recording, name: str) -> str | None:
    """The drawing; None where nobody asked for the module."""
    imports = imports_of(recording, name)
    if not imports:
        return None
    root = recording.processes[0].directory or ""
    columns = [steps_of(each, name, root) for each in imports]
    return drawing([each.fullname for each in imports], columns)


def imports_of(recording: Recording, name: str) -> list[Import]:
    """The first import of each package above a module that had one, and the module's own."""
    parts = name.split(".")
    names = [".".join(parts[: count + 1]) for count in range(len(parts))]
    found: dict[str, Import] = {}
    for each in recording.imports():
        if each.fullname in names and (each.fullname not in found and is_searched(each)):
            found[each.fullname] = each
    return [found[each] for each in names if each in found] if name in found else []


def steps_of(node: Import, wanted: str, root: str) -> Steps:
    """All steps of one import; those that were not taken have no lines."""
    said = (
        list(request_lines(node, wanted, root)),
        ["not there"],
        [f"{short(each.finder)}: {'yes' if each.found else 'no'}" for each in node.finders],
        list(path_lines(node, root)),
        list(spec_lines(node, root)),
        [f"{each.what}{f': {each.reason}' if each.reason else ''}" for each in node.bytecode],
        list(execution_lines(node)),
        list(binding_lines(node)),
    )
    return list(zip(STEPS, said, strict=True))


def request_lines(node: Import, wanted: str, root: str) -> Iterator[str]:
    """Who wants it."""
    if node.fullname != wanted:
        yield f"needed first for {wanted}"
    elif node.asker is not None:
        yield f"by {relative(node.asker.file, root)}, line {node.asker.line}"


def path_lines(node: Import, root: str) -> Iterator[str]:
    """Where the path based finder looked."""
    parent = node.fullname.rpartition(".")[0]
    if node.entries:
        yield f"{parent}.__path__:" if parent else "sys.path:"
    for each in node.entries:
        found = each.found or "nothing"
        answer = relative(found, root) if found.startswith("/") else found
        yield f"  {relative(each.entry, root)}: {answer}"


def spec_lines(node: Import, root: str) -> Iterator[str]:
    """What was chosen, or that nothing was."""
    spec = node.spec
    if spec is None:
        yield "no spec: ModuleNotFoundError"
        return
    yield short(spec.loader) if spec.loader and not spec.is_namespace else "no file to load"
    if spec.is_package:
        yield "its __path__:"
        for each in spec.locations or ():
            yield f"  {relative(each, root)}"


def execution_lines(node: Import) -> Iterator[str]:
    """Whether code ran."""
    if node.outcome is Outcome.LOADED:
        yield f"sys.modules[{node.fullname!r}] = module"
        is_namespace = node.spec is not None and node.spec.is_namespace
        yield "it has no code" if is_namespace else "its code runs"
    elif node.outcome is Outcome.FAILED and node.error is not None:
        yield f"raised {node.error.kind}"


def binding_lines(node: Import) -> Iterator[str]:
    """A submodule becomes an attribute of its package."""
    parent, _, child = node.fullname.rpartition(".")
    if node.outcome is Outcome.LOADED and parent:
        yield f"{parent}.{child} = module"


def short(name: str | None) -> str:
    """A class without its module."""
    return (name or "").rpartition(".")[2]


def relative(file: str, root: str) -> str:
    """A path as seen from where the program was started."""
    path = PurePath(file)
    return str(path.relative_to(root)) if root and path.is_relative_to(root) else file


def drawing(names: list[str], columns: list[Steps]) -> str:
    """The columns as SVG; a row is as high as its highest box."""
    lefts = [MARGIN + number * (COLUMN + GAP) for number in range(len(columns))]
    top, parts = MARGIN + HEADING, []
    tops: list[int] = []
    heights: list[int] = []
    for step in range(len(STEPS)):
        tops.append(top)
        heights.append(max(box_height(column[step][1]) for column in columns))
        top += heights[-1] + (BETWEEN if heights[-1] else 0)
    for left, name, column in zip(lefts, names, columns, strict=True):
        parts.append(written(left, MARGIN + 12, name, "title"))
        parts.extend(column_parts(left, tops, column))
    parts.extend(ways(lefts, tops, columns))
    width = lefts[-1] + COLUMN + MARGIN
    return page(width, top, parts)


def box_height(lines: list[str]) -> int:
    """The height of a box: none for a step that was not taken."""
    return 0 if not lines else HEADING + len(lines) * LINE + PADDING


def column_parts(left: int, tops: list[int], column: Steps) -> Iterator[str]:
    """The boxes of one module, and the arrows from one to the next."""
    taken = [step for step, (_, lines) in enumerate(column) if lines]
    for step in taken:
        title, lines = column[step]
        kind = "module" if title == "5.4 execution" else "box"
        yield (
            f'<rect class="{kind}" x="{left}" y="{tops[step]}" width="{COLUMN}" '
            f'height="{box_height(lines)}" rx="6"/>'
        )
        yield written(left + PADDING, tops[step] + 14, title, "step")
        for number, line in enumerate(lines):
            yield written(left + PADDING, tops[step] + HEADING + 13 + number * LINE, line)
    middle = left + COLUMN // 2
    for step, after in pairwise(taken):
        bottom = tops[step] + box_height(column[step][1])
        yield arrow(f"M{middle} {bottom}V{tops[after] - 2}")


def ways(lefts: list[int], tops: list[int], columns: list[Steps]) -> Iterator[str]:
    """From the end of each package to the search for what is in it."""
    for (left, column), right in pairwise([*zip(lefts, columns, strict=True)]):
        last = max(step for step, (_, lines) in enumerate(column) if lines)
        start = tops[last] + box_height(column[last][1]) // 2
        end = tops[STEPS.index("5.3.4 meta path")] + HEADING
        middle = left + COLUMN + GAP // 2
        yield arrow(f"M{left + COLUMN} {start}H{middle}V{end}H{right[0] - 2}")


def arrow(way: str) -> str:
    """A line with a head."""
    return f'<path class="arrow" d="{way}" marker-end="url(#head)"/>'


def written(left: int, baseline: int, line: str, kind: str = "") -> str:
    """A line of text, cut to what a box holds."""
    cut = line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
    shown = cut if cut.isprintable() else cut.encode("unicode_escape").decode()
    style = f' class="{kind}"' if kind else ""
    spaces = ' xml:space="preserve"' if shown.startswith(" ") else ""
    return f'<text x="{left}" y="{baseline}"{style}{spaces}>{escape(shown)}</text>'


def page(width: int, height: int, parts: list[str]) -> str:
    """The whole document."""
    size = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
    head = '<path class="head" d="M0 0L8 4L0 8z"/>'
    sides = f'width="{width}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {sides}>',
        f"<style>{STYLE}</style>",
        f'<defs><marker id="head" {size} orient="auto">{head}</marker></defs>',
        f'<rect class="ground" {sides}/>',
        *parts,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"
