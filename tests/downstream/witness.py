"""A plugin for pytest that says whose import system the tests ran on.

It is copied into the environment of the suite, and knows nothing but that environment.
"""

import os
import sys
from pathlib import Path

VARIABLE = "DOWNSTREAM_WITNESS"


def in_force() -> str:
    """Whose function the interpreter calls for an import."""
    function = vars(sys.modules["_frozen_importlib"])["_find_and_load"]
    return str(function.__module__).partition(".")[0]


def pytest_sessionfinish() -> None:
    """At the end: thence has to be in force still.  Not in the runs that tests start."""
    if file := os.environ.pop(VARIABLE, ""):
        Path(file).write_text(in_force(), encoding="utf-8")
