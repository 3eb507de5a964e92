"""Which imports a table or a tree shows, and in which order."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ..recording import Recording
from ..tree import Import
from .forest import Row, is_searched, rows_of

ORDERS = ("own", "total", "memory", "time", "name")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see; the defaults leave nothing out but what the cache served."""

    order: str = "own"  # one of ORDERS; "time" is the order in which things happened
    name: str | None = None  # a part of the name, or a pattern with "*"
    depth: int | None = None  # at most so many requests above it
    least_ns: int = 0  # of total time
    with_cached: bool = False

    def wants(self, row: Row) -> bool:
        """Is the import wanted, by itself?"""
        return (
            (self.with_cached or is_searched(row.node))
            and (self.depth is None or row.depth <= self.depth)
            and row.node.total_ns >= self.least_ns
            and (self.name is None or matches(row.node.fullname, self.name))
        )


def matches(name: str, wanted: str) -> bool:
    """Does a name fit a pattern, or have a text in it?

    >>> matches("django.db", "ngo"), matches("django.db", "django.*"), matches("a.b", "b*")
    (True, True, False)
    """
    if "*" in wanted or "?" in wanted:
        return fnmatchcase(name, wanted)
    return wanted in name


@dataclass(slots=True)
class ModuleLine:
    """A module and all of its imports, in all processes."""

    name: str
    first: Import  # of its imports
    count: int = 0
    own_ns: int = 0
    total_ns: int = 0
    own_memory: int | None = None


def table_of(recording: Recording, wish: Wish) -> list[ModuleLine]:
    """One line for each module, in the order that is wished for."""
    lines: dict[str, ModuleLine] = {}
    counted: set[Import] = set()
    for row in rows_of(recording):
        if wish.wants(row):
            counted.add(row.node)
            name = row.node.fullname
            line = lines.setdefault(name, ModuleLine(name, row.node))
            line.count += 1
            line.own_ns += row.node.own_ns
            if not is_within_itself(row.node, counted):
                line.total_ns += row.node.total_ns
            if row.node.own_memory is not None:
                line.own_memory = (line.own_memory or 0) + row.node.own_memory
    return in_order(list(lines.values()), wish.order)


def is_within_itself(node: Import, counted: set[Import]) -> bool:
    """Was it asked for during an import of its own?  Then its time is in that one's total."""
    above = node.parent
    while above is not None and not (above.fullname == node.fullname and above in counted):
        above = above.parent
    return above is not None


KEYS: dict[str, Callable[[ModuleLine], tuple[int, str]]] = {
    "own": lambda line: (-line.own_ns, line.name),
    "total": lambda line: (-line.total_ns, line.name),
    "memory": lambda line: (-(line.own_memory or 0), line.name),
    "name": lambda line: (0, line.name),
}


def in_order(lines: list[ModuleLine], order: str) -> list[ModuleLine]:
    """The lines sorted; "time" leaves them as they are."""
    key = KEYS.get(order)
    return lines if key is None else sorted(lines, key=key)


def tree_of(recording: Recording, wish: Wish, most: int | None = None) -> list[Row]:
    """The imports that are wanted, with those that led to them, in the order of time.

    ``most``: only so many, those of the largest total; none of them is then without the one
    that asked for it, whose total is larger.
    """
    rows = rows_of(recording)
    kept: set[int] = set()
    wanted = [row for row in rows if wish.wants(row)]
    if most is not None:
        wanted = sorted(wanted, key=lambda row: (-row.node.total_ns, row.index))[:most]
    for row in wanted:
        index = row.index
        while index >= 0 and index not in kept:
            kept.add(index)
            index = rows[index].parent
    return [row for row in rows if row.index in kept]
