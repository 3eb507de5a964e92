"""Writes the same bytecode over and over, until a timer ends it in the middle of something.

python killed_writer.py SYSTEM FOLDER SECONDS
"""

from __future__ import annotations

import importlib
import signal
import sys
from pathlib import Path
from typing import Any

name, folder, seconds = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
sys.dont_write_bytecode = False
modules: Any = sys.modules
import_ = importlib.import_module
if name == "cpython":
    sys.path.insert(0, str(folder))
else:
    import thence

    if name == "installed":
        thence.install()
        sys.path.insert(0, str(folder))
    else:
        system = thence.ImportSystem(path=[str(folder)])
        modules, import_ = system.modules, system.import_module

signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody handles it: the process ends at once
while True:
    for file in folder.glob("__pycache__/large.*.pyc"):
        file.unlink()
    modules.pop("large", None)
    import_("large")
