"""Where the cache cannot be written to the end: nothing damaged stays, and imports go on."""

from __future__ import annotations

import re
import sys

import pytest

FILES = {
    "deep.py": "value = 1\n" + "# more than the limit lets through\n" * 200,
    "small.py": "value = 2",
}
LEFTOVER = re.compile(r"\.\d+\.\d+$")  # process and thread
# The source is another machine's, as far as the cache is concerned: what it sends is kept.
PROGRAM = """
import sys
sys.dont_write_bytecode = False
import thence
from thence.sources import MemorySource, Sources

class Far(MemorySource):
    is_local = False

source = Far("memory:far", {files!r})
thence.install(sources=Sources([source], lock="thence.lock", trust_first_use={trusts}))
sys.path.append("memory:far")
import thence.sources.cache.pruning, tomllib
{fault}
for name in {files!r}:
    print(__import__(name.removesuffix(".py")).value)
"""
FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, resource.RLIM_INFINITY))
"""
# As a network file system may: at once, or when it has done it.
NO_RENAMES = """
import posix
def refused(before, after):
    raise OSError(116, "Stale file handle")
posix.replace = posix.rename = refused
"""
LATE_RENAMES = """
import posix
replace = posix.replace
def late(before, after):
    replace(before, after)
    raise OSError(2, "No such file or directory")
posix.replace = late
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and faults are POSIX'")


def program(fault: str, files=FILES, *, trusts: bool = False) -> str:
    """A program that imports all files while there is a fault."""
    return PROGRAM.format(files=files, trusts=trusts, fault=fault)


@pytest.fixture
def pinned(place):
    """A lock with both files, and nothing in the cache."""
    assert place.output(program("", trusts=True)) == "1\n2\n"
    assert place.thence("cache", "prune").returncode == 0
    return place


@pytest.mark.parametrize(
    "fault", [FULL, NO_RENAMES, LATE_RENAMES], ids=["full", "no renames", "late renames"]
)
def test_what_cannot_be_kept_is_executed_all_the_same(pinned, fault):
    assert pinned.output(program(fault)) == "1\n2\n"
    assert pinned.output(program(fault)) == "1\n2\n"

    verified = pinned.thence("cache", "verify")
    assert (verified.returncode, verified.stderr) == (0, "")
    names = [file.name for file in (pinned.folder / "cache").rglob("*") if file.is_file()]
    assert not any(map(LEFTOVER.search, names))
    assert pinned.output(program("")) == "1\n2\n"


def test_a_lock_that_cannot_be_written_stays_as_it_was(pinned):
    before = (pinned.folder / "thence.lock").read_text()

    ended = pinned.python(program(NO_RENAMES, {**FILES, "more.py": "value = 3"}, trusts=True))

    assert ended.stdout == "1\n2\n"
    assert "LockError: cannot write" in ended.stderr
    assert (pinned.folder / "thence.lock").read_text() == before
    files = {file.name for file in pinned.folder.iterdir() if file.is_file()}
    assert files == {"thence.lock", "program.py"}
