"""One program, run plainly and under the doctor."""

from __future__ import annotations

import difflib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.downstream.fetching import clean_environment

from .masking import masked
from .preparing import Place, lay_out
from .programs import Program

SECONDS = 900  # a run that takes longer hangs
LOOKS = 10  # how often a server must be seen waiting
BETWEEN_LOOKS = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class Run:
    """What one run printed, and how it ended."""

    stdout: str
    stderr: str
    status: int


@dataclass(frozen=True, slots=True)
class Result:
    """A program on one Python, without the doctor and with him."""

    program: Program
    version: str
    python: str
    plain: Run
    watched: Run

    def differences(self) -> Iterator[str]:
        """What the doctor changed, or said; nothing for a healthy program."""
        if self.plain.status != self.program.status:
            tail = (self.plain.stderr or self.plain.stdout)[-2000:]
            yield f"it is not healthy: it ends with {self.plain.status} without the doctor\n{tail}"
        if self.watched.status != self.plain.status:
            yield f"the status is {self.watched.status}, not {self.plain.status}"
        for name in ("stdout", "stderr"):
            plain, watched = (masked_lines(each, name, self.program) for each in self.runs)
            if plain != watched:
                yield f"{name} differs:\n{difference(plain, watched)}"

    @property
    def runs(self) -> tuple[Run, Run]:
        """Both."""
        return self.plain, self.watched


def masked_lines(run: Run, name: str, program: Program) -> list[str]:
    """The lines of one stream of one run."""
    return masked(getattr(run, name), program.mask).splitlines()


def difference(plain: list[str], watched: list[str]) -> str:
    """The lines that only one run has."""
    return "\n".join(difflib.unified_diff(plain, watched, "plain", "watched", lineterm="", n=0))


def run_program(program: Program, place: Place, archives: Path) -> tuple[Run, Run]:
    """Run it in fresh trees, in both ways."""
    runs = []
    for command in (plainly(program, place), watched(program, place)):
        tree = place.folder / "tree"
        lay_out(program, archives, tree)
        runs.append(run_once(program, command, place, tree))
    return runs[0], runs[1]


def plainly(program: Program, place: Place) -> list[str]:
    """As people start it: a console script, or ``python`` with what follows."""
    first, *rest = program.command
    script = place.bin / first
    return [str(script), *rest] if script.exists() else [str(place.python), first, *rest]


def watched(program: Program, place: Place) -> list[str]:
    """The same, behind ``thence doctor --``."""
    return [str(place.bin / "thence"), "doctor", "--", *program.command]


def run_once(program: Program, command: list[str], place: Place, tree: Path) -> Run:
    """Run one command; a server is interrupted when it is ready."""
    home = place.folder / "home"
    home.mkdir(exist_ok=True)
    path = f"{place.bin}{os.pathsep}{os.environ['PATH']}"
    more = {"PATH": path, "HOME": str(home), "PYTHONHASHSEED": "0", "COLUMNS": "100"}
    process = subprocess.Popen(
        command,
        cwd=tree,
        env=clean_environment(**more, **program.env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    alarm = threading.Timer(SECONDS, os.killpg, (process.pid, signal.SIGKILL))
    alarm.start()
    readers = [Reader(process, stream, program.until) for stream in streams_of(process)]
    process.wait()
    for reader in readers:
        reader.join()
    alarm.cancel()
    return Run(readers[0].text, readers[1].text, process.returncode)


def streams_of(process: subprocess.Popen[bytes]) -> list[IO[bytes]]:
    """Its output streams."""
    assert process.stdout is not None
    assert process.stderr is not None
    return [process.stdout, process.stderr]


class Reader(threading.Thread):
    """Reads a stream to its end; interrupts the process when it has said that it is ready."""

    def __init__(self, process: subprocess.Popen[bytes], stream: IO[bytes], until: str) -> None:
        super().__init__()
        self.text = ""
        self._process = process
        self._stream = stream
        self._until = until
        self.start()

    def run(self) -> None:
        """Read line by line."""
        for line in self._stream:
            self.text += line.decode("utf-8", "replace")
            if self._until and self._until in self.text:
                self._until = ""
                threading.Thread(target=interrupt_when_waiting, args=(self._process,)).start()


def interrupt_when_waiting(process: subprocess.Popen[bytes]) -> None:
    """What says that it is ready may have more to say, and not yet expect an interrupt."""
    quiet = 0
    while quiet < LOOKS and process.poll() is None:
        time.sleep(BETWEEN_LOOKS)
        quiet = quiet + 1 if is_asleep(process.pid) else 0
    process.send_signal(signal.SIGINT)


def is_asleep(process: int) -> bool:
    """Does it wait for something?"""
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return True  # another system, or it is gone
    return state == "S"
