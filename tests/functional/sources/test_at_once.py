"""Several processes, and several Pythons, with one cache and one lock at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROCESSES = 8
MODULES = 12
OTHERS = ("3.13", "3.12", "3.14", "3.15", "3.11")
PROGRAM = """
import sys
sys.dont_write_bytecode = False
import thence
from thence.sources import MemorySource, Sources

class Far(MemorySource):
    is_local = False

files = {{f"m{{n}}.py": f"value = {{n}}" for n in range({modules})}}
source = Far("memory:far", files)
sources = Sources([source], lock="thence.lock", trust_first_use={trusts})
thence.install(sources=sources)
sys.path.append("memory:far")
print("begun", flush=True)
sys.stdin.read()
begin = int(sys.argv[1])
for number in range(begin, begin + {modules}):
    module = __import__(f"m{{number % {modules}}}")
    assert module.value == number % {modules}, module
print(sys.implementation.cache_tag)
"""


def another_python() -> str | None:
    """A Python of another version that is not the running one; None where there is none."""
    for version in OTHERS:
        if version == "{}.{}".format(*sys.version_info):
            continue
        named = os.environ.get(f"PYTHON_{version.replace('.', '_')}", f"python{version}")
        found = shutil.which(named)
        if found is not None and works(found, version):
            return found
    return None


def works(python: str, version: str) -> bool:
    """Does a command start this version?  It may be a shim."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version


def at_once(place, pythons: list[str], *, trusts: bool) -> list[str]:
    """What each of several processes prints that begin together; all have to end well."""
    file = place.write("program.py", PROGRAM.format(modules=MODULES, trusts=trusts))
    environment = {**place.environment, "PYTHONPATH": place.thence_folder}
    running = [
        subprocess.Popen(
            [python, str(file), str(number)],
            cwd=place.folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number, python in enumerate(pythons)
    ]
    for each in running:
        assert each.stdout.readline() == "begun\n", each.communicate()[1]
    for each in running:
        each.stdin.close()
        each.stdin = None
    ended = [each.communicate(timeout=120) for each in running]
    assert all(each.returncode == 0 for each in running), ended
    return [out.strip() for out, _ in ended]


def test_what_several_trust_for_the_first_time_is_all_in_the_lock(place):
    at_once(place, [sys.executable] * PROCESSES, trusts=True)

    lock = (place.folder / "thence.lock").read_text()
    assert [lock.count(f'"m{number}.py"') for number in range(MODULES)] == [1] * MODULES
    at_once(place, [sys.executable], trusts=False)
    names = {file.name for file in place.folder.iterdir() if file.is_file()}
    assert names == {"thence.lock", "program.py"}


def test_two_pythons_share_a_cache_and_keep_bytecode_each_of_its_own(place):
    other = another_python()
    if other is None:
        pytest.skip("no other Python is there: two with one cache are NOT TESTED")
    at_once(place, [sys.executable], trusts=True)
    shutil.rmtree(place.folder / "cache")

    tags = at_once(place, [sys.executable, other] * 2, trusts=False)

    kept = [file.name for file in Path(place.folder, "cache/bytecode").rglob("*.pyc")]
    by_tag = {tag: [name for name in kept if f".{tag}." in name] for tag in tags}
    assert [len(names) for names in by_tag.values()] == [MODULES, MODULES]
    assert at_once(place, [sys.executable, other], trusts=False) == tags[:2]
    assert place.thence("cache", "verify").returncode == 0
