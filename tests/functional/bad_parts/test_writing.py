"""Bytecode that cannot be written, or not to its end: the import goes on, and nothing is lost."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

import thence

SOURCES = Path(thence.__file__).parents[1]
WRITER = Path(__file__).with_name("killed_writer.py")
KILLS = int(os.environ.get("THENCE_KILLS", "6"))  # nox -s soak wants two hundred

BEGINNING = """
    import resource, signal
    (root / "wanted.py").write_text("x = 1\\n" * 300)
    (root / "other.py").write_text("x = 2")
    for place in root.rglob("*.py"):
        os.utime(place, (1_600_000_000, 1_600_000_000))
    def tell():
        print(outcome(lambda: system.import_module("wanted").x, root), of_bytecode(root))
        del system.modules["wanted"]
"""


@pytest.mark.parametrize("mode", [0o555, 0o000, 0o444])
@pytest.mark.parametrize("there", ["nothing", "a folder", "stale bytecode"])
def test_a_folder_that_takes_nothing(programs, mode, there):
    lines = programs(
        f"""{BEGINNING}
    if {there!r} == "stale bytecode":
        tell()
        (root / "wanted.py").write_text("x = 33\\n" * 30)
        os.utime(root / "wanted.py", (1_600_000_000, 1_600_000_000))
    elif {there!r} == "a folder":
        (root / "__pycache__").mkdir()
    folder = root if {there!r} == "nothing" else root / "__pycache__"
    try:
        system.find_spec("wanted")
        folder.chmod({mode})
        print(outcome(lambda: system.import_module("wanted").x, root))
    finally:
        folder.chmod(0o755)
    system.modules.pop("wanted", None)
    system.invalidate_caches()
    tell()
    """
    )

    assert lines[-1].startswith("('33', [])" if there == "stale bytecode" else "('1', [])")


def test_a_disk_that_is_full(programs):
    """Nothing can be written at all."""
    lines = programs(
        f"""{BEGINNING}
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    tell()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    tell()
    tell()
    """
    )

    assert lines[0] == "('1', []) {}"
    assert "wanted" in lines[1]
    assert lines[1] == lines[2]


@pytest.mark.parametrize("name", ["thence", "installed"])
@pytest.mark.parametrize("room", [1, 15, 16, 17, 100])
def test_a_disk_that_becomes_full(run_program, name, room):
    """Half a file is no file; the interpreter keeps it before 3.14 (docs/deviations.md)."""
    ended = run_program(
        name,
        f"""{BEGINNING}
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, resource.RLIM_INFINITY))
    tell()
    tell()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    tell()
    """,
    )

    assert ended.stderr == ""
    first, second, last = ended.stdout.splitlines()
    assert first == second == "('1', []) {}"
    assert ".pyc" in last


def test_no_more_files_can_be_opened(programs):
    lines = programs(
        f"""{BEGINNING}
    system.path[:] = [str(root)]
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    for name in ("wanted", "other"):
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))
        came_of_it = outcome(lambda: system.import_module(name), root)
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        print(came_of_it)
        system.find_spec(name)
    tell()
    """
    )

    assert all("OSError" in line for line in lines[:2])
    assert lines[2].startswith("('1', [])")


@pytest.mark.parametrize("name", ["private", "installed"])
def test_whoever_is_killed_while_writing_leaves_all_or_nothing(tmp_path, name):
    """The process ends at any moment; after it, the bytecode is complete or not there."""
    (tmp_path / "large.py").write_text("x = 1\n" + "def f(a): return a\n" * 2000)
    cached = Path(importlib.util.cache_from_source(str(tmp_path / "large.py")))
    complete = None
    random = Random(name)
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    for _ in range(KILLS):
        command = [
            sys.executable,
            str(WRITER),
            name,
            str(tmp_path),
            str(random.uniform(0.05, 0.3)),
        ]
        ended = subprocess.run(command, env=environment, capture_output=True, check=False)

        assert ended.returncode == -signal.SIGALRM, ended.stderr
        if cached.exists():
            complete = cached.read_bytes() if complete is None else complete
            assert cached.read_bytes() == complete
        assert thence.ImportSystem(path=[str(tmp_path)]).import_module("large").x == 1
