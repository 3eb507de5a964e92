"""Waiting for something elsewhere, while other threads go on importing."""

from .._engine.primitives import imp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


class WithoutImportLock:
    """Lets go of the interpreter's import lock, as far as this thread holds it, for a ``with``.

    Finders are asked while it is held.  A source may take its time, and what it waits for may
    be another thread of this process that has to import something: a server there, fsspec's
    event loop, or whoever has just locked the lock file, or a module that the source needs, too.
    The locks of the modules that are being imported stay as they are.
    """

    __slots__ = ("_depth",)

    def __enter__(self) -> None:
        self._depth = 0
        while imp.lock_held():
            try:
                imp.release_lock()
            except RuntimeError:  # another thread holds it
                break
            self._depth += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: "TracebackType | None",
    ) -> None:
        for _ in range(self._depth):
            imp.acquire_lock()
