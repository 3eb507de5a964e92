"""Root reads and writes whatever the permissions say; a process that gave that up does not."""

from __future__ import annotations

import ctypes
import os
import sys

PR_CAPBSET_READ, PR_CAPBSET_DROP = 23, 24
# "Override permissions of files": CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH.
OVERRIDES = (1, 2)


def give_up() -> bool:
    """Let the programs that this process will execute be bound by permissions, even root's.

    Returns whether there was anything to give up.  It takes effect at the next ``exec``: to be
    called between fork and exec (``preexec_fn``), or before a program executes itself again.
    """
    if sys.platform != "linux":
        return False
    prctl = ctypes.CDLL(None).prctl
    held = [each for each in OVERRIDES if prctl(PR_CAPBSET_READ, each, 0, 0, 0) == 1]
    dropped = [prctl(PR_CAPBSET_DROP, each, 0, 0, 0) == 0 for each in held]
    return any(dropped) and os.geteuid() == 0


def start_again_without() -> None:
    """Execute this program once more, bound by permissions; where it is already, go on."""
    if give_up():
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
