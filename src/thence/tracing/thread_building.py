"""From the events of one thread to its trees of imports."""

from collections.abc import Callable
from typing import Any

from . import events, open_imports
from .open_imports import OpenImport
from .recording import Thread
from .tree import (
    BytecodeFacts,
    Change,
    ContentFacts,
    EntryFacts,
    FinderFacts,
    HookFacts,
    Import,
    Outcome,
)

IN_C = ("ExtensionFileLoader", "BuiltinImporter")  # loaders of modules without frames


class ThreadBuilder:
    """Takes the events of one thread, in order.

    The time between two events is spent on what the innermost open import is doing then: so the
    parts of an import's own time, and its children's totals, add up to its total.
    """

    def __init__(self, thread: Thread, process: int) -> None:
        self.thread = thread
        self._process = process
        self._open: list[OpenImport] = []
        self._at_ns = 0
        # Error number -> the imports that it left.
        self._raised: dict[int, list[Import]] = {}

    @property
    def is_executing(self) -> bool:
        """Is the code of some module running?"""
        return any(each.is_executing for each in self._open)

    def take(self, event: events.Event) -> None:
        """Take the next event, if it is no change."""
        self._spend_until(event.at_ns)
        taking: Callable[[ThreadBuilder, Any], None] | None = TAKEN_BY.get(type(event))
        if taking is not None:
            taking(self, event)

    def take_change(self, event: events.Event, *, is_alone: bool) -> None:
        """Take a change; ``is_alone``: no other thread is executing a module's code."""
        self._spend_until(event.at_ns)
        owners = [each.node for each in self._open if each.is_executing]
        changes = owners[-1].changes if owners else self.thread.changes
        changes.append(change_of(event, is_certain=is_alone))

    def finish(self, at_ns: int) -> None:
        """The recording ends here; what is open remains unfinished."""
        self._spend_until(at_ns)
        while self._open:
            self._open.pop().node.ended_ns = self._at_ns

    def _spend_until(self, at_ns: int) -> None:
        """Count the time since the last event; a clock that goes back stands still here."""
        if self._open:
            innermost = self._open[-1]
            innermost.node.own.spend(innermost.part, max(0, at_ns - self._at_ns))
        self._at_ns = max(self._at_ns, at_ns)

    def _innermost(self, fullname: str) -> OpenImport | None:
        """The innermost open import, if it is one of this module."""
        if self._open and self._open[-1].node.fullname == fullname:
            return self._open[-1]
        return None

    def _begin(self, fullname: str) -> Import:
        """A new import, in the place where it belongs."""
        parent = self._open[-1].node if self._open else None
        node = Import(
            fullname, self._process, self.thread.number, self._at_ns, self._at_ns, parent=parent
        )
        (self.thread.roots if parent is None else parent.children).append(node)
        return node

    # --- requests

    def _ask(self, node: Import, event: events.Requested | events.CacheAnswered) -> None:
        node.asker, node.fromlist = event.asker, event.fromlist
        if was_asked_by_extension(node):
            node.fromlist = None

    def _requested(self, event: events.Requested) -> None:
        node = self._begin(event.fullname)
        self._ask(node, event)
        self._open.append(OpenImport(node, was_requested=True))

    def _cache_answered(self, event: events.CacheAnswered) -> None:
        found = self._innermost(event.fullname)
        if found is None or not found.was_requested or not found.is_untouched:
            node = self._begin(event.fullname)
            self._ask(node, event)
            found = OpenImport(node, was_requested=True)
            found.answered_by_cache(
                is_forbidden=event.is_forbidden, is_being_made=event.is_being_made
            )
            if node.outcome is Outcome.WAITED:  # nobody was waited for
                node.outcome = Outcome.CACHED
            return
        found.answered_by_cache(is_forbidden=event.is_forbidden, is_being_made=event.is_being_made)

    def _failed(self, event: events.Failed) -> None:
        found = self._innermost(event.fullname)
        if found is not None:
            found.failed(event.error)
            self._raised.setdefault(event.error.number, []).append(found.node)

    def _swallowed(self, event: events.Swallowed) -> None:
        for node in self._raised.get(event.error.number, ()):
            node.swallowed_at = event.place
            node.swallowed_for_certain = event.certain

    def _request_ended(self, event: events.RequestEnded) -> None:
        named = [
            each.was_requested and each.node.fullname == event.fullname for each in self._open
        ]
        if True not in named:
            return  # it began before the recording did
        while True:
            innermost = self._open.pop()
            innermost.close(self._at_ns)
            if innermost.was_requested and innermost.node.fullname == event.fullname:
                return

    def _measured(self, event: events.MemoryMeasured) -> None:
        if self._open:
            self._open[-1].measured(event.size)

    # --- searching

    def _searching(self, fullname: str) -> OpenImport | None:
        """The innermost open import, if it is one of this module, whose search goes on."""
        found = self._innermost(fullname)
        return None if found is None or found.is_searched else found

    def _finder_answered(self, event: events.FinderAnswered) -> None:
        if (found := self._searching(event.fullname)) is not None:
            facts = FinderFacts(event.finder, event.found, found.since_finder())
            found.node.finders.append(facts)

    def _entry_answered(self, event: events.EntryAnswered) -> None:
        if (found := self._searching(event.fullname)) is not None:
            facts = EntryFacts(event.entry, event.entry_finder, event.found, found.since_entry())
            found.node.entries.append(facts)

    def _hook_answered(self, event: events.HookAnswered) -> None:
        if self._open:
            found = self._open[-1]
            took = found.since_entry()
            found.node.hooks.append(HookFacts(event.entry, event.hook, event.entry_finder, took))

    def _spec_chosen(self, event: events.SpecChosen) -> None:
        found = self._innermost(event.fullname)
        if found is None or found.node.executed_at_ns is not None:
            return
        found.is_searched = True
        found.node.spec, found.node.shadows = event.spec, event.shadows
        if event.spec is not None:
            found.part = open_imports.EXECUTING  # the module is made

    # --- loading

    def _executing(self, event: events.Executing) -> None:
        found = self._innermost(event.fullname)
        if found is None or found.node.executed_at_ns is not None:
            found = OpenImport(self._begin(event.fullname), was_requested=False)
            self._open.append(found)
        found.node.executed_at_ns = self._at_ns
        found.part = open_imports.EXECUTING

    def _executed(self, event: events.Executed) -> None:
        found = self._innermost(event.fullname)
        if found is None:
            return
        found.node.outcome = Outcome.LOADED
        found.node.replaced_by = event.replaced_by
        if not found.was_requested:
            self._open.pop().close(self._at_ns)

    def _step(self, event: Any) -> None:
        if (found := self._innermost(event.fullname)) is not None:
            found.part = PARTS[type(event)]
            if isinstance(event, events.Unmarshalling):
                found.node.bytecode.append(BytecodeFacts("accepted", event.file))

    def _refused(self, event: events.BytecodeRefused) -> None:
        if (found := self._innermost(event.fullname)) is not None:
            found.node.bytecode.append(BytecodeFacts("refused", event.file, event.reason))

    def _written(self, event: events.BytecodeWritten) -> None:
        if (found := self._innermost(event.fullname)) is not None:
            found.node.bytecode.append(BytecodeFacts("written", event.file))

    def _content_read(self, event: events.ContentRead) -> None:
        if self._open:
            facts = event.file, event.sha256, event.size, event.where, event.took_ns
            self._open[-1].node.contents.append(ContentFacts(*facts))


def was_asked_by_extension(node: Import) -> bool:
    """Did C code of the module around it ask, during the statement that asked for that?"""
    parent = node.parent
    if parent is None or parent.spec is None:
        return False
    loader = (parent.spec.loader or "").rpartition(".")[2]
    return loader in IN_C and node.asker == parent.asker


def change_of(event: events.Event, *, is_certain: bool) -> Change:
    """The change that an event tells of."""
    if isinstance(event, events.ListChanged):
        return Change(event.at_ns, event.name, event.before, event.after, is_certain)
    if isinstance(event, events.AttributeChanged):
        module = f"sys.modules[{event.fullname!r}]"
        subject = f"{event.fullname}.{event.attribute}" if event.attribute else module
        before = () if event.before is None else (event.before,)
        after = () if event.after is None else (event.after,)
        return Change(event.at_ns, subject, before, after, is_certain)
    assert isinstance(event, events.ImportFunctionChanged)
    subject = "builtins.__import__"
    return Change(event.at_ns, subject, (event.before,), (event.after,), is_certain)


CHANGES = (events.ListChanged, events.AttributeChanged, events.ImportFunctionChanged)

PARTS: dict[type[events.Event], str] = {
    events.Reading: open_imports.READING,
    events.Unmarshalling: open_imports.UNMARSHALLING,
    events.Compiling: open_imports.COMPILING,
    events.CodeReady: open_imports.EXECUTING,
}

TAKEN_BY: dict[type[events.Event], Callable[[ThreadBuilder, Any], None]] = {
    events.Requested: ThreadBuilder._requested,
    events.CacheAnswered: ThreadBuilder._cache_answered,
    events.Failed: ThreadBuilder._failed,
    events.Swallowed: ThreadBuilder._swallowed,
    events.RequestEnded: ThreadBuilder._request_ended,
    events.MemoryMeasured: ThreadBuilder._measured,
    events.FinderAnswered: ThreadBuilder._finder_answered,
    events.EntryAnswered: ThreadBuilder._entry_answered,
    events.HookAnswered: ThreadBuilder._hook_answered,
    events.SpecChosen: ThreadBuilder._spec_chosen,
    events.Executing: ThreadBuilder._executing,
    events.Executed: ThreadBuilder._executed,
    events.BytecodeRefused: ThreadBuilder._refused,
    events.BytecodeWritten: ThreadBuilder._written,
    events.ContentRead: ThreadBuilder._content_read,
    **dict.fromkeys(PARTS, ThreadBuilder._step),
}
