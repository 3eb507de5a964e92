"""Who imports whom: the modules of a recording, and the requests from one to another."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..recording import Recording
from ..tree import Import, Outcome


@dataclass(slots=True)
class Graph:
    """Modules by number, and edges (who asks, who is asked)."""

    modules: list[str] = field(default_factory=list)
    edges: list[tuple[int, int]] = field(default_factory=list)

    def cycles(self) -> list[list[int]]:
        """Groups of modules each of which leads to all others of its group; largest first.

        A module that asks for itself is none: ``import a.b`` in ``a`` asks for ``a``, too.
        """
        groups = [sorted(group) for group in strong_components(len(self.modules), self.edges)]
        found = [group for group in groups if len(group) > 1]
        return sorted(found, key=lambda group: (-len(group), group))


def graph_of(recording: Recording) -> Graph:
    """The graph of all requests that were recorded, of all processes together.

    A module that asks is the one whose code the request stands in, or, where that is not
    known, the one that was being imported.
    """
    graph = Graph()
    numbers: dict[str, int] = {}
    edges: dict[tuple[int, int], None] = {}
    for each in recording.imports():
        asked = number_of(each.fullname, numbers)
        asking = asker_of(each)
        if asking is not None:
            edges.setdefault((number_of(asking, numbers), asked))
    graph.modules = list(numbers)
    graph.edges = list(edges)
    return graph


def packages_of(graph: Graph) -> Graph:
    """The graph between packages at top level; what goes on inside of them is left out."""
    numbers: dict[str, int] = {}
    members = [number_of(name.partition(".")[0], numbers) for name in graph.modules]
    pairs = ((members[asking], members[asked]) for asking, asked in graph.edges)
    return Graph(list(numbers), list(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1])))


def number_of(name: str, numbers: dict[str, int]) -> int:
    """The number of a module; a new one for a new module."""
    return numbers.setdefault(name, len(numbers))


def asker_of(each: Import) -> str | None:
    """The name of the module that asked; None: nobody knows.

    ``a``, imported on the way to ``a.b``, is no request of ``a.b``'s, whose code has not run yet.
    """
    if each.asker is not None and each.asker.module:
        return each.asker.module
    above = each.parent
    if each.outcome is not Outcome.CACHED:
        while above is not None and above.fullname.startswith(f"{each.fullname}."):
            above = above.parent
    return None if above is None else above.fullname


def strong_components(count: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Groups of nodes that reach each other, in linear time (Tarjan's algorithm).

    >>> sorted(map(sorted, strong_components(3, [(0, 1), (1, 0), (1, 2)])))
    [[0, 1], [2]]
    """
    following: list[list[int]] = [[] for _ in range(count)]
    for asking, asked in edges:
        following[asking].append(asked)
    search = _Search(following)
    for node in range(count):
        if search.order[node] < 0:
            search.visit(node)
    return search.groups


class _Search:
    """A walk in depth that keeps its own stack: chains of imports are longer than Python's."""

    def __init__(self, following: list[list[int]]) -> None:
        self.following = following
        self.order = [-1] * len(following)  # when a node was reached; -1: not yet
        self.lowest = [0] * len(following)  # the earliest node that it leads back to
        self.open: list[int] = []  # reached, and of no group yet
        self.is_open = [False] * len(following)
        self.groups: list[list[int]] = []
        self.reached = 0

    def visit(self, start: int) -> None:
        """Walk all that a node leads to."""
        path = [(start, iter(self.following[start]))]
        self._enter(start)
        while path:
            node, others = path[-1]
            other = next(others, None)
            if other is None:
                path.pop()
                self._leave(node, path[-1][0] if path else None)
            elif self.order[other] < 0:
                self._enter(other)
                path.append((other, iter(self.following[other])))
            elif self.is_open[other]:
                self.lowest[node] = min(self.lowest[node], self.order[other])

    def _enter(self, node: int) -> None:
        self.order[node] = self.lowest[node] = self.reached
        self.reached += 1
        self.open.append(node)
        self.is_open[node] = True

    def _leave(self, node: int, above: int | None) -> None:
        if above is not None:
            self.lowest[above] = min(self.lowest[above], self.lowest[node])
        if self.lowest[node] != self.order[node]:
            return
        group: list[int] = []
        while not group or group[-1] != node:
            member = self.open.pop()
            self.is_open[member] = False
            group.append(member)
        self.groups.append(group)
