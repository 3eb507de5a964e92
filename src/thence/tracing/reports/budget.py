"""Limits for what a command imports, and which of them a recording breaks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ..recording import Recording
from ..tree import Import, Outcome
from .forest import total_of
from .owning import file_of
from .words import number_of_things, size_in_words

# The size of a file in bytes; None: it cannot be read any more.
SizeOf = Callable[[str], int | None]


@dataclass(frozen=True, slots=True)
class Budget:
    """The limits of one command; None or (): there is no such limit."""

    modules: int | None = None  # that are executed
    size: int | None = None  # of their files, in bytes
    time_ratio: float | None = None  # importing, as a part of the process's whole time
    forbidden: tuple[str, ...] = ()  # modules, or patterns; submodules are meant, too
    # (late, early): no module of the first package may be loaded before the second module.
    not_before: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A limit that was not kept."""

    rule: str  # "modules", "bytes", "time-ratio", "forbidden", "not-before", "status"
    message: str
    chain: tuple[Import, ...] = ()  # the requests that broke it, outermost first


@dataclass(frozen=True, slots=True)
class Used:
    """What the budget is spent on."""

    modules: int
    size: int
    time_ratio: float


def executed(recording: Recording) -> list[Import]:
    """The first import of each module that was executed, in the order of time."""
    found: dict[str, Import] = {}
    for each in sorted(recording.imports(), key=lambda each: each.began_ns):
        if each.outcome in (Outcome.LOADED, Outcome.UNFINISHED) and not is_thences(each):
            found.setdefault(each.fullname, each)
    return list(found.values())


def is_thences(node: Import) -> bool:
    """Is it what thence needs to record?  No line of a program asks for that."""
    outermost = node.chain[0]
    return outermost.asker is None and outermost.fullname.startswith("thence.")


def used_by(recording: Recording, size_of: SizeOf) -> Used:
    """Count what the limits are about."""
    nodes = executed(recording)
    return Used(len(nodes), sum(sizes_of(nodes, size_of)), time_ratio_of(recording))


def sizes_of(nodes: list[Import], size_of: SizeOf) -> list[int]:
    """The sizes of the modules' files; 0 where there is none."""
    files = [file_of(each) for each in nodes]
    return [(size_of(file) or 0) if file is not None else 0 for file in files]


def time_ratio_of(recording: Recording) -> float:
    """Time spent importing, as a part of the time that the processes lived."""
    lived = sum(each.ended_ns - each.began_ns for each in recording.processes)
    return total_of(recording) / lived if lived else 0.0


def broken_by(recording: Recording, budget: Budget, size_of: SizeOf) -> list[Broken]:
    """All limits that the recording breaks."""
    nodes = executed(recording)
    return [
        *too_many(nodes, budget),
        *too_large(nodes, budget, size_of),
        *too_slow(recording, nodes, budget),
        *forbidden(nodes, budget),
        *too_early(nodes, budget),
    ]


def too_many(nodes: list[Import], budget: Budget) -> Iterator[Broken]:
    """The limit of modules; the chain is that of the first module beyond it."""
    limit = budget.modules
    if limit is not None and len(nodes) > limit:
        message = f"{number_of_things(len(nodes), 'module')}, and {limit} are allowed"
        yield Broken("modules", message, tuple(nodes[limit].chain))


def too_large(nodes: list[Import], budget: Budget, size_of: SizeOf) -> Iterator[Broken]:
    """The limit of bytes; the chain is that of the module with which it was passed."""
    limit, total = budget.size, 0
    passed: Import | None = None
    for node, size in zip(nodes, sizes_of(nodes, size_of), strict=True):
        total += size
        if limit is not None and total > limit:
            passed = passed or node
    if limit is not None and passed is not None:
        message = f"{size_in_words(total)} of modules, and {size_in_words(limit)} are allowed"
        yield Broken("bytes", message, tuple(passed.chain))


def too_slow(recording: Recording, nodes: list[Import], budget: Budget) -> Iterator[Broken]:
    """The limit of time; the chain leads to the module with the largest own time."""
    limit, ratio = budget.time_ratio, time_ratio_of(recording)
    if limit is not None and ratio > limit:
        dearest = max(nodes, key=lambda each: each.own_ns)
        message = f"{ratio:.2f} of the time is spent importing, and {limit:.2f} is allowed"
        yield Broken("time-ratio", message, tuple(dearest.chain))


def forbidden(nodes: list[Import], budget: Budget) -> Iterator[Broken]:
    """Modules that must never be loaded; of each pattern the first one."""
    for pattern in budget.forbidden:
        found = next((each for each in nodes if is_of(each.fullname, pattern)), None)
        if found is not None:
            meant = "" if found.fullname == pattern else f" ({pattern})"
            message = f"{found.fullname} is imported, and is forbidden{meant}"
            yield Broken("forbidden", message, tuple(found.chain))


def too_early(nodes: list[Import], budget: Budget) -> Iterator[Broken]:
    """Modules that were loaded before others that must come first."""
    order = {each.fullname: each.began_ns for each in nodes}
    for late, early in budget.not_before:
        found = next((each for each in nodes if is_of(each.fullname, late)), None)
        if found is None or order.get(early, found.began_ns + 1) <= found.began_ns:
            continue
        which = "which is not imported at all" if early not in order else "which must come first"
        message = f"{found.fullname} is imported before {early}, {which}"
        yield Broken("not-before", message, tuple(found.chain))


def is_of(name: str, pattern: str) -> bool:
    """Is a module meant by a pattern, itself or as a part of a package?

    >>> is_of("numpy.core", "numpy"), is_of("numpydoc", "numpy"), is_of("a.tests.b", "*.tests")
    (True, False, True)
    """
    return fnmatchcase(name, pattern) or fnmatchcase(name, f"{pattern}.*")
