"""Writes the same bytecode over and over, until a timer ends it in the middle of something.

python killed_writer.py SYSTEM FOLDER SECONDS
"""

from __future__ import annotations

import importlib
import signal
import sys
from pathlib import Path
from typing import Any


def system_of(name: str, folder: str) -> tuple[Any, Any]:
    """The module cache of a system that finds modules in a folder, and its ``import_module``."""
    import thence

    if name == "private":
        system = thence.ImportSystem(path=[folder])
        return system.modules, system.import_module
    thence.install()
    sys.path.insert(0, folder)
    return sys.modules, importlib.import_module


def main() -> None:
    name, folder, seconds = sys.argv[1:]
    modules, import_module = system_of(name, folder)
    sys.dont_write_bytecode = False
    signal.setitimer(signal.ITIMER_REAL, float(seconds))  # nobody handles it: the end, at once
    while True:
        for file in Path(folder).glob("__pycache__/large.*.pyc"):
            file.unlink()
        modules.pop("large", None)
        import_module("large")


if __name__ == "__main__":
    main()
