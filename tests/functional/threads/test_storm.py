"""Sixteen threads and two hundred modules: see ``storm.py`` for what is promised."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import thence

SOURCES = Path(thence.__file__).parents[1]
STORM = Path(__file__).with_name("storm.py")
ROUNDS = int(os.environ.get("THENCE_STORM_ROUNDS", "3"))  # nox -s soak wants a hundred
EXECUTED_IN_A_ROUND = 210  # with the packages


@pytest.mark.parametrize("system", ["installed", "private"])
def test_each_module_is_executed_once_and_seen_complete(system, tmp_path):
    """threads/1 to 4: no deadlock, nothing twice, nothing half made that need not be."""
    ended = subprocess.run(
        [sys.executable, str(STORM), str(tmp_path), system, str(ROUNDS)],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        check=False,
        timeout=1800,
    )

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == [str(ROUNDS * EXECUTED_IN_A_ROUND)], ended.stdout[:2000]
