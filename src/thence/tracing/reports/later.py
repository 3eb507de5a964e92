"""What code of others did to a module after it was loaded."""

from collections.abc import Iterator

from ..recording import Process, Recording
from ..tree import Change, Import, Outcome
from .story import Part, said_of_change

ATTRIBUTES = ("__spec__", "__loader__", "__package__", "__path__")
Changes = dict[tuple[int, str], list[str]]


def changed_later(recording: Recording) -> Changes:
    """Number of the process and name of a module -> what others changed of it, in words."""
    found: Changes = {}
    for process in recording.processes:
        for change, owner in changes_in(process):
            name = module_changed(change)
            if name is not None and (owner is None or owner.fullname != name):
                words = f"{said_of_change(change)}, {by_whom(owner)}"
                found.setdefault((process.number, name), []).append(words)
    return found


def later_part(later: Changes, node: Import) -> list[Part]:
    """The part of a story that tells of it: of the import that loaded the module."""
    lines = later.get((node.process, node.fullname), [])
    return [("changed later", lines)] if lines and node.outcome is Outcome.LOADED else []


def changes_in(process: Process) -> Iterator[tuple[Change, Import | None]]:
    """All changes, with the import whose code was running; None: the program's own code."""
    for thread in process.threads:
        yield from ((change, None) for change in thread.changes)
    for node in process.imports():
        yield from ((change, node) for change in node.changes)


def module_changed(change: Change) -> str | None:
    """The module whose attribute, or place in the cache, it is; None: another kind of change."""
    if change.subject.startswith("sys.modules["):
        return change.subject[len("sys.modules['") : -len("']")]
    name, _, attribute = change.subject.rpartition(".")
    return name if attribute in ATTRIBUTES else None


def by_whom(owner: Import | None) -> str:
    """Whose code was running."""
    return f"by {owner.fullname}" if owner is not None else "between imports, or after the last"
