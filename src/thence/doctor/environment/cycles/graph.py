"""Which modules may import each other in a circle, and which lead into one: graphs of names."""

from collections.abc import Iterable, Iterator, Mapping, Set

Graph = Mapping[str, Set[str]]


def circular(graph: Graph) -> set[str]:
    """The nodes that lie on a circle: in one walk over all edges.

    Source: R. Tarjan, Depth-first search and linear graph algorithms (1972).

    >>> sorted(circular({"a": {"b"}, "b": {"c"}, "c": {"b"}}))
    ['b', 'c']
    """
    walk = Walk(graph)
    for node in graph:
        if node not in walk.order:
            walk.begin_at(node)
    return walk.on_circles


class Walk:
    """A walk that goes deep first, without recursion: some graphs are thousands of nodes deep."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        # The when of each node's first visit, and the earliest that can be reached from it.
        self.order: dict[str, int] = {}
        self._earliest: dict[str, int] = {}
        # Nodes whose component is not complete, in the order of their visits.
        self._open: dict[str, None] = {}
        self.on_circles: set[str] = set()

    def begin_at(self, start: str) -> None:
        """Visit all that can be reached."""
        trail = [(start, self._visit(start))]
        while trail:
            node, rest = trail[-1]
            following = next(rest, None)
            if following is None:
                trail.pop()
                self._leave(node)
                if trail:
                    self._reaches(trail[-1][0], self._earliest[node])
            elif following not in self.order:
                trail.append((following, self._visit(following)))
            elif following in self._open:
                self._reaches(node, self.order[following])

    def _visit(self, node: str) -> Iterator[str]:
        self.order[node] = self._earliest[node] = len(self.order)
        self._open[node] = None
        return iter(self._graph.get(node, ()))

    def _reaches(self, node: str, when: int) -> None:
        self._earliest[node] = min(self._earliest[node], when)

    def _leave(self, node: str) -> None:
        """Close the component that a node is the first of."""
        if self._earliest[node] != self.order[node]:
            return
        component: list[str] = []
        while not component or component[-1] != node:
            component.append(self._open.popitem()[0])
        if len(component) > 1:
            self.on_circles.update(component)


def reachable(starts: Iterable[str], graph: Graph) -> set[str]:
    """The nodes that a way leads to, with those that it starts from."""
    found = set(starts)
    ahead = list(found)
    while ahead:
        new = graph.get(ahead.pop(), frozenset()) - found
        found |= new
        ahead += new
    return found


def reversed_edges(graph: Graph) -> dict[str, set[str]]:
    """The same graph, each edge the other way round."""
    found: dict[str, set[str]] = {node: set() for node in graph}
    for node, others in graph.items():
        for other in others:
            found.setdefault(other, set()).add(node)
    return found
