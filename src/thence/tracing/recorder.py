"""Writes down what an import system decides, as it happens.  Runs in the user's process.

Every line here is paid for at each import: rows are tuples, names are worked out once, and
nothing is told twice.
"""

from time import perf_counter_ns as now

from .executions import Executions
from .rows import PROCESS_ENDED
from .searches import Searches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


PATIENCE = 1  # seconds, at the end, for another thread that is writing


class Recorder(Searches, Executions):
    """Records one process.

    ``write`` is handed lists of rows.  ``memory`` returns the bytes in use, None: it is not
    measured.  ``watches``: all modules are compared at each border.
    """

    def __init__(
        self,
        write: "Callable[..., None]",
        memory: "Callable[[], int] | None" = None,
        *,
        watches: bool = False,
    ) -> None:
        super().__init__(write)
        self.memory = memory
        self.watches = watches

    def end(self, how: str) -> None:
        """Write what is left, and that the process (or its recording) comes to an end."""
        if self.is_broken:
            return
        mine = self.here.mine
        if mine.pending is not None:
            self.settle(None)
        self.settle_all()
        self.look_around(at_modules=True)
        self.rows.extend((PROCESS_ENDED + mine.base, now(), how))
        self.flush(PATIENCE)
