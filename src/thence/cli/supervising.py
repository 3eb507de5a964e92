"""A command that runs while this process waits for its end."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

from ..launching.environment import environment
from ..launching.launcher import StartError

BY_SIGNAL = 128  # what shells add to the number of the signal that ended a command
# From the terminal these reach the command, too: it decides.
LEFT_TO_THE_COMMAND = (signal.SIGINT, signal.SIGQUIT)
PASSED_ON = (signal.SIGTERM, signal.SIGHUP)


def run_and_wait(command: Sequence[str]) -> int:
    """Run a command with this one's streams; returns its exit status as a shell has it.

    Raises StartError when the system refuses.
    """
    try:
        process = subprocess.Popen(command, env=environment())
    except OSError as error:
        raise StartError(f"cannot start {command[0]}: {error.strerror}") from error
    with signals_left_to(process):
        status = process.wait()
    return BY_SIGNAL - status if status < 0 else status


@contextmanager
def signals_left_to(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Let the command decide what signals mean."""

    def pass_on(number: int, _frame: FrameType | None) -> None:
        os.kill(process.pid, number)

    wanted: dict[int, Any] = dict.fromkeys(LEFT_TO_THE_COMMAND, signal.SIG_IGN)
    wanted |= dict.fromkeys(PASSED_ON, pass_on)
    before = {number: signal.signal(number, wanted[number]) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
