"""Writes down what an import system decides, as it happens.  Runs in the user's process.

Every line here is paid for at each import: rows are tuples, names are worked out once, and
nothing is told twice.
"""

from time import perf_counter_ns as now

from . import code_steps, executions, failures, requests, searches
from .rows import PROCESS_ENDED
from .settling import settle, settle_all, settle_of_ended_threads
from .state import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .state import OfThread


PATIENCE = 1  # seconds, at the end, for another thread that is writing


class Recorder(State):
    """Records one process."""

    # Functions of the parts, and no class for each: to make one takes as long as a dozen rows.
    requested = requests.requested
    request_ended = requests.request_ended
    cache_hit = requests.cache_hit
    is_made = requests.is_made
    served = requests.served
    finder_answered = searches.finder_answered
    _searched = searches.searched
    entry_consulted = searches.entry_consulted
    _entry_answered = searches.entry_answered
    hook_asked = searches.hook_asked
    spec_chosen = searches.spec_chosen
    before_writing = searches.fill_shadows
    _bytecode_used = code_steps.bytecode_used
    _reading_began = code_steps.reading_began
    reading = code_steps.reading
    unmarshalling = code_steps.unmarshalling
    compiling = code_steps.compiling
    code_ready = code_steps.code_ready
    content_read = code_steps.content_read
    bytecode_refused = code_steps.bytecode_refused
    bytecode_written = code_steps.bytecode_written
    executing = executions.executing
    executed = executions.executed
    failed = failures.failed

    def new_thread(self) -> "OfThread":
        """Another thread: some may have ended."""
        settle_of_ended_threads(self)
        return super().new_thread()

    def end(self, how: str) -> None:
        """Write what is left, and that the process (or its recording) comes to an end."""
        if self.is_broken:
            return
        mine = self.here.mine
        if mine.pending is not None:
            settle(self, mine, None)
        settle_all(self)
        executions.look_around(self, at_modules=True)
        self.rows.extend((PROCESS_ENDED + mine.base, now(), how))
        self.flush(PATIENCE)
