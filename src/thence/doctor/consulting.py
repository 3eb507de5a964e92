"""Asks the doctor, who sits in an interpreter of his own, and lets him speak.

That interpreter is started with -I -S: neither the user's path nor ``site`` reach it.  What is
known travels through a pipe, so that no folder has to be writable.
"""

import sys

from .._engine import paths
from .._engine.primitives import io, marshal, os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Facts = dict[str, Any]

STANDARD_INPUT = 0
FROM_THE_START = 0  # os.SEEK_SET
STANDARD_OUTPUT = 1
STANDARD_ERROR = 2
NOBODY = -1  # no descriptor
UNKNOWN = 2  # the exit status of a doctor who could not be asked


class Consultation:
    """A way to the doctor, kept from before the program could change it.

    ``options`` are the command's: what is to be said, and how.
    """

    def __init__(self, options: "Facts") -> None:
        self.options = options
        # The system's own functions: ``launching.children`` and programs replace them.
        self._spawn: Any = getattr(os, "posix_spawn", None)
        # A frozen program is its own interpreter: started with options, it would run once more.
        self._executable = "" if getattr(sys, "frozen", False) else sys.executable
        self._options = ["-I", "-S", *bytecode_options(), "-X", "utf8"]
        self._process = os.getpid()
        self.status = UNKNOWN

    def is_of_parent(self) -> bool:
        """Was it made in the process that this one was forked from?"""
        return os.getpid() != self._process

    def move_in(self) -> None:
        """Be this process's own from now on."""
        self._process = os.getpid()

    def report(self, facts: "Facts") -> None:
        """Have the doctor say what he finds, on standard error, after the program's last word."""
        if self._spawn is None or not self._executable or self.is_of_parent():
            return
        for stream in (sys.stdout, sys.stderr):
            flush(stream)
        target = next(filter(is_open, (STANDARD_ERROR, STANDARD_OUTPUT)), None)
        if target is not None:  # somebody hears
            request = {**self.options, "task": "report", "facts": facts}
            try:
                self._exchange(request, target, listen=False)
            except OSError:
                self._leave_in_place_of_input(request, target)

    def findings(self, facts: "Facts") -> "list[Facts]":
        """What the doctor finds, as plain values; nothing where he cannot be started."""
        if self._spawn is None or not self._executable:
            return []
        answer = self._exchange(
            {**self.options, "task": "findings", "facts": facts}, 2, listen=True
        )
        found: list[Facts] = marshal.loads(answer) if answer else []
        return found

    def ask(self, request: "Facts") -> int:
        """Have the doctor answer on standard output; returns his exit status."""
        if self._spawn is not None and self._executable:
            self._exchange(request, STANDARD_OUTPUT, listen=False)
        return self.status

    def _exchange(self, request: "Facts", target: int, *, listen: bool) -> bytes:
        """Start the doctor, hand him the request, wait for his end; what he wrote, if heard.

        Raises OSError where the process may open no descriptor more.
        """
        reading, writing = os.pipe()
        hearing, speaking = os.pipe() if listen else (NOBODY, target)
        process = self._start(reading, speaking)
        os.close(reading)
        if listen:
            os.close(speaking)
        if process is None:
            for descriptor in filter(is_open, (writing, hearing)):
                os.close(descriptor)
            return b""
        write_all(writing, marshal.dumps(request))
        answer = read_all(hearing) if listen else b""
        self.status = wait_for(process)
        return answer

    def _leave_in_place_of_input(self, request: "Facts", target: int) -> None:
        """The same where no descriptor is left for a pipe: the program reads nothing any more."""
        if not hasattr(os, "memfd_create"):
            return
        if is_open(STANDARD_INPUT):
            os.close(STANDARD_INPUT)
        held = os.memfd_create("thence doctor")
        rest = memoryview(marshal.dumps(request))
        while rest:
            rest = rest[os.write(held, rest) :]
        os.lseek(held, 0, FROM_THE_START)
        process = self._start(held, target)
        if process is not None:
            self.status = wait_for(process)

    def _start(self, reading: int, speaking: int) -> int | None:
        """Start the doctor between two descriptors; None where that is not possible."""
        actions: list[Any] = [(os.POSIX_SPAWN_DUP2, speaking, STANDARD_OUTPUT)]
        # First: the request's end may have any number, one included where that was closed.
        actions.insert(0, (os.POSIX_SPAWN_DUP2, reading, STANDARD_INPUT))
        try:
            process: int = self._spawn(
                self._executable, self._command(), os.environ, file_actions=actions
            )
        except OSError as error:
            complain(f"cannot start {self._executable}: {error.strerror}")
            return None
        return process

    def _command(self) -> "list[str]":
        folder = paths.split(paths.absolute(__file__))[0]
        return [self._executable, *self._options, paths.join(folder, "start.py")]


def bytecode_options() -> list[str]:
    """The doctor keeps his bytecode as this interpreter does; -I hides the variables from him."""
    prefix = sys.pycache_prefix
    elsewhere = ["-X", f"pycache_prefix={prefix}"] if isinstance(prefix, str) else []
    return [*elsewhere, *(["-B"] if sys.dont_write_bytecode else [])]


def complain(message: str) -> None:
    """Say why the doctor says nothing."""
    try:  # noqa: SIM105 - contextlib is not to be loaded
        os.write(STANDARD_ERROR, f"thence doctor: {message}\n".encode("utf-8", "replace"))
    except OSError:
        pass


def write_all(descriptor: int, data: bytes) -> None:
    """Write to a pipe and close it; a doctor who is gone does not hear the rest."""
    try:
        with io.open(descriptor, "wb") as stream:
            stream.write(data)
    except OSError:
        pass


def read_all(descriptor: int) -> bytes:
    """What comes through a pipe until its end."""
    with io.open(descriptor, "rb") as stream:
        data: bytes = stream.read()
        return data


def wait_for(process: int) -> int:
    """Wait for the end of a child, if nobody else did; its exit status, 2 if it is not known."""
    try:
        status: int = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    except (OSError, ValueError):
        return UNKNOWN
    return status


def flush(stream: "Any") -> None:
    """Let a stream say what it holds back."""
    try:  # noqa: SIM105 - contextlib is not to be loaded
        stream.flush()
    except Exception:  # noqa: BLE001 - whatever stands there, and in whatever state
        pass


def is_open(descriptor: int) -> bool:
    """Does the descriptor lead anywhere?"""
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
