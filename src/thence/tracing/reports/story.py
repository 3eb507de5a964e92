"""All that is known of one import, in words: parts with a label, each of a few lines."""

from collections.abc import Iterator

from ..places import Place
from ..times import PARTS, Times
from ..tree import (
    BytecodeFacts,
    Change,
    ContentFacts,
    EntryFacts,
    FinderFacts,
    HookFacts,
    Import,
    Outcome,
)
from .words import size_in_words, time_in_words

Part = tuple[str, list[str]]

OUTCOMES = {
    Outcome.LOADED: "found and executed",
    Outcome.CACHED: "the module cache had it",
    Outcome.WAITED: "another thread was importing it, and was waited for",
    Outcome.TAKEN: "it came into the cache while its parent or a finder was at work",
    Outcome.ABSENT: "nobody has it",
    Outcome.FAILED: "it raised an error",
    Outcome.UNFINISHED: "the recording ends before it does",
}


def story_of(each: Import, total: Times | None = None) -> list[Part]:
    """The parts that have something to tell, in the order of the import.

    ``total``: ``each.total``, for whoever knows it already.
    """
    parts = [
        ("asked by", list(who_asked(each))),
        ("outcome", list(what_came_of_it(each))),
        ("time", list(where_time_went(each, total))),
        ("memory", list(what_memory_grew(each))),
        ("finders", [said_of_finder(finder) for finder in each.finders]),
        ("hooks", [said_of_hook(hook) for hook in each.hooks]),
        ("entries", [said_of_entry(entry) for entry in each.entries]),
        ("spec", list(what_was_chosen(each))),
        ("shadows", list(each.shadows)),
        ("bytecode", [said_of_bytecode(fact) for fact in each.bytecode]),
        ("contents", [said_of_content(fact) for fact in each.contents]),
        ("changed", [said_of_change(change) for change in each.changes]),
    ]
    return [(label, lines) for label, lines in parts if lines]


def place_in_words(place: Place) -> str:
    """A line of a program.

    >>> place_in_words(Place("/app/main.py", 3, "<module>"))
    '/app/main.py:3'
    >>> place_in_words(Place("/app/main.py", 7, "start"))
    '/app/main.py:7, in start'
    """
    inside = "" if place.function == "<module>" else f", in {place.function}"
    return f"{place.file}:{place.line}{inside}"


def who_asked(each: Import) -> Iterator[str]:
    """The line, and what it asked for."""
    if each.asker is not None:
        yield place_in_words(each.asker)
    if each.fromlist:
        yield f"from {package_named(each)} import {', '.join(each.fromlist)}"


def package_named(each: Import) -> str:
    """What stands between ``from`` and ``import``.

    ``from a import b`` asks for ``a``, and then for ``a.b``; where a request for ``a.b`` has ``b``
    in its from-list, ``from a.b import b`` may have made it, too: nobody knows.
    """
    parent, _, last = each.fullname.rpartition(".")
    return "..." if parent and last in (each.fromlist or ()) else each.fullname


def what_came_of_it(each: Import) -> Iterator[str]:
    """The outcome, its error, and who took that."""
    yield OUTCOMES[each.outcome]
    if each.is_circular:
        yield "in a circle: its code had not run to its end"
    if each.replaced_by:
        yield f"it put a {each.replaced_by} in its own place"
    if each.error is not None:
        yield f"{each.error.kind}: {each.error.message}"
    if each.swallowed_at is not None:
        surely = "" if each.swallowed_for_certain else ", probably"
        yield f"swallowed by the except at {place_in_words(each.swallowed_at)}{surely}"


def where_time_went(each: Import, total: Times | None) -> Iterator[str]:
    """Own and total, the split of both, and when its code began to run."""
    yield f"own {time_in_words(each.own_ns)}, total {time_in_words(each.total_ns)}"
    if each.own_ns:
        yield f"own: {split_in_words(each.own)}"
    if each.children:
        yield f"total: {split_in_words(total or each.total)}"
    if each.executed_at_ns is not None:
        after = time_in_words(each.executed_at_ns - each.began_ns)
        yield f"its code began to run {after} after the request"


def split_in_words(times: Times) -> str:
    """What time was spent on.

    >>> split_in_words(Times(finding=1000, executing=2_000_000))
    'finding 1.00 µs, executing 2.00 ms'
    """
    spent = [(name, getattr(times, name)) for name in PARTS]
    return ", ".join(f"{name} {time_in_words(took)}" for name, took in spent if took)


def what_memory_grew(each: Import) -> Iterator[str]:
    """What the process grew by."""
    if each.memory is not None and each.own_memory is not None:
        yield f"own {size_in_words(each.own_memory)}, total {size_in_words(each.memory)}"


def said_of_finder(finder: FinderFacts) -> str:
    """A finder's answer."""
    answer = "has it" if finder.found else "does not have it"
    return f"{finder.finder}: {answer}, {time_in_words(finder.took_ns)}"


def said_of_hook(hook: HookFacts) -> str:
    """A hook's answer."""
    answer = hook.entry_finder or "refused"
    return f"{shown_entry(hook.entry)}: {hook.hook}: {answer}, {time_in_words(hook.took_ns)}"


def said_of_entry(entry: EntryFacts) -> str:
    """What lay at a path entry, and who looked."""
    where = shown_entry(entry.entry)
    if entry.entry_finder is None:
        return f"{where}: no path hook took it"
    took = time_in_words(entry.took_ns)
    return f"{where}: {entry.found or 'nothing'}, {took} ({entry.entry_finder})"


def shown_entry(entry: str) -> str:
    """A path entry; the empty one is the working directory.

    >>> shown_entry(""), shown_entry("/app")
    ("''", '/app')
    """
    return entry or "''"


def what_was_chosen(each: Import) -> Iterator[str]:
    """The spec."""
    spec = each.spec
    if spec is None:
        return
    if spec.origin:
        yield spec.origin
    if spec.loader:
        yield f"loaded by {spec.loader}"
    if spec.is_namespace:
        yield f"a namespace package of {', '.join(spec.locations or ()) or 'nothing'}"
    elif spec.is_package:
        yield "a package"


def said_of_bytecode(fact: BytecodeFacts) -> str:
    """What was done with a bytecode file."""
    return f"{fact.what}: {fact.file}{f' ({fact.reason})' if fact.reason else ''}"


def said_of_content(fact: ContentFacts) -> str:
    """Bytes that a source gave.

    >>> said_of_content(ContentFacts("https://h/a.py", None, 12, "source", 3_000_000))
    'https://h/a.py: 12 bytes from the source in 3.0 ms'
    """
    digest = f", sha256 {fact.sha256}" if fact.sha256 else ""
    took = f"{fact.took_ns / 1e6:.1f} ms"
    return f"{fact.file}: {fact.size} bytes from the {fact.where} in {took}{digest}"


def said_of_change(change: Change) -> str:
    """What the module's code changed."""
    surely = "" if change.certain else " (or another thread did)"
    if change.added or change.removed:
        parts = [
            *(f"+ {item}" for item in change.added),
            *(f"- {item}" for item in change.removed),
        ]
        return f"{change.subject}: {', '.join(parts)}{surely}"
    return f"{change.subject}: its order{surely}"
