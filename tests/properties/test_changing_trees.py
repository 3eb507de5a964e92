"""Thirty lives of a changing tree, in a process of their own: see ``changing_trees.py``.

``nox -s soak`` lives longer.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import thence

SOURCES = Path(thence.__file__).parents[1]
PROGRAM = Path(__file__).with_name("changing_trees.py")
LIVES, STEPS_IN_A_LIFE = 30, 60


@pytest.mark.parametrize("system", ["private", "installed"])
def test_thence_and_the_interpreter_say_the_same_after_each_step(system):
    steps = LIVES * STEPS_IN_A_LIFE

    ended = subprocess.run(
        [sys.executable, str(PROGRAM), system, "--steps", str(steps)],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.startswith(f"{system}: {steps} steps")
    assert ended.stdout.endswith("no difference\n")
