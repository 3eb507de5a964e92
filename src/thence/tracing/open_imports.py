"""An import while it is being rebuilt from events."""

from .places import ErrorFacts
from .tree import Import, Outcome

FINDING, READING, UNMARSHALLING = "finding", "reading", "unmarshalling"
COMPILING, EXECUTING = "compiling", "executing"


class OpenImport:
    """One that has begun and not ended: what its time is spent on at the moment."""

    def __init__(self, node: Import, *, was_requested: bool) -> None:
        self.node = node
        # False: a loader was called without a request (importlib.reload and the like).
        self.was_requested = was_requested
        self.part = FINDING
        self.is_searched = False  # a search has come to its end
        # How much time of ``finding`` was told of when a finder, and an entry, answered last.
        self._finder_mark = 0
        self._entry_mark = 0
        self.memory_before: int | None = None

    @property
    def is_untouched(self) -> bool:
        """Has nothing been done for it yet?"""
        node = self.node
        return not (self.is_searched or node.finders or node.entries or node.executed_at_ns)

    @property
    def is_executing(self) -> bool:
        """Is its code running, or what it calls?"""
        return self.node.executed_at_ns is not None and self.part == EXECUTING

    def since_finder(self) -> int:
        """Time spent on finding since a finder answered last."""
        spent = self.node.own.finding
        took, self._finder_mark = spent - self._finder_mark, spent
        self._entry_mark = spent
        return took

    def since_entry(self) -> int:
        """Time spent on finding since an entry or a hook answered last."""
        spent = self.node.own.finding
        took, self._entry_mark = spent - self._entry_mark, spent
        return took

    def answered_by_cache(self, *, is_forbidden: bool, is_being_made: bool) -> None:
        """The module was made by another thread, or is being made by this one."""
        node = self.node
        node.is_circular = is_being_made
        node.outcome = Outcome.CACHED if is_being_made else Outcome.WAITED
        if is_forbidden:
            node.outcome = Outcome.ABSENT
        node.own.waiting += node.own.finding
        node.own.finding = 0

    def failed(self, error: ErrorFacts) -> None:
        """It raised."""
        self.node.error = error
        is_absent = self.is_searched and self.node.spec is None
        self.node.outcome = Outcome.ABSENT if is_absent else Outcome.FAILED

    def measured(self, size: int) -> None:
        """Memory in use: the first time before its work, then after it."""
        if self.memory_before is None:
            self.memory_before = size
        self.node.memory = size - self.memory_before

    def close(self, at_ns: int) -> None:
        """It has ended."""
        self.node.ended_ns = at_ns
        if self.node.outcome is Outcome.UNFINISHED:
            self.node.outcome = self._quiet_outcome()

    def _quiet_outcome(self) -> Outcome:
        """What came of one that ended without being loaded, and without an error."""
        if self.node.executed_at_ns is not None:
            return Outcome.FAILED
        return Outcome.ABSENT if self.is_searched and self.node.spec is None else Outcome.TAKEN
