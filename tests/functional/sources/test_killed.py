"""Processes that fill the cache at once and are killed while they do."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys

import pytest

KILLS = int(os.environ.get("THENCE_KILLS", "4"))  # nox -s soak wants two hundred
PROCESSES = 8
MODULES = 40
PATIENCE = 60  # seconds, for a process that nobody kills
PROGRAM = """
import sys
sys.dont_write_bytecode = False
import thence
from thence.sources import Sources
thence.install(sources=Sources(["tool.zip"], lock="thence.lock"))
sys.path.append(__file__.replace("fill.py", "tool.zip"))
print("begun", flush=True)
for number in range({modules}):
    module = __import__(f"many.m{{number}}", fromlist=["value"])
    assert module.value == number, module
print("done", flush=True)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9")


def body(number: int) -> str:
    return f"value = {number}\n" + f"# {number} fills some pages of the file\n" * 200


def test_no_damaged_entry_is_executed_and_nobody_hangs(place):
    files = {"many/__init__.py": "", **{f"many/m{n}.py": body(n) for n in range(MODULES)}}
    place.archive("tool.zip", files)
    place.pin_archive("tool.zip")
    program = place.write("fill.py", PROGRAM.format(modules=MODULES))
    chance = random.Random(6)

    for _ in range(KILLS):
        shutil.rmtree(place.folder / "cache")
        running = [begin(place, program) for _ in range(PROCESSES)]
        for process in running:
            process.stdout.readline()  # from here on it fills the cache
            if chance.random() < 0.8:
                wait(chance.randrange(1_000_000))
                process.send_signal(signal.SIGKILL)
        ended = [process.communicate(timeout=PATIENCE) for process in running]
        survivors = [each for each in zip(running, ended, strict=True) if each[0].returncode != -9]
        assert all(process.returncode == 0 for process, _ in survivors), survivors

        last = begin(place, program)
        out, err = last.communicate(timeout=PATIENCE)
        assert (last.returncode, out.split()) == (0, ["begun", "done"]), err
        assert place.thence("cache", "verify").returncode == 0


def begin(place, program):
    return subprocess.Popen(
        [sys.executable, str(program)],
        cwd=place.folder,
        env={**place.environment, "PYTHONPATH": place.thence_folder},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait(turns: int) -> None:
    """Let some time go by, a random amount, without a clock."""
    for _ in range(turns):
        pass
