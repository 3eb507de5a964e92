"""Imports make no system call that CPython does not make: counted, file by file.

CPython is always the first of the two: what it caches of the standard library is of use to both.
"""

from __future__ import annotations

import compileall
import py_compile
import shutil
from collections import Counter
from pathlib import Path

import pytest
import rich

from .conftest import SOURCES, SYSTEMS, reported

# Of rich, which thence's own command needs: they lead to most of the others.
REAL = ["rich", "rich.console", "rich.table", "rich.progress", "rich.markdown", "rich.traceback"]

FILES = {
    "package/__init__.py": "from . import inner\nfrom .sub import deeper\n",
    "package/inner.py": "import package\n",
    "package/sub/__init__.py": "",
    "package/sub/deeper.py": "from ..inner import package\n",
    "package/sub/alone.py": "",
    "package/folder/within.py": "",
    "package/data.txt": "",
    "single.py": "import package.inner\n",
    "spread/one.py": "",
    "shadowed/file.py": "",
    "shadowed.py": "",
    "bare.py": "",
    "broken.py": "raise ImportError\n",
}
MADE = [
    *("package", "package.sub.alone", "package.folder.within", "package.absent"),
    *("package.inner.absent", "single", "spread.one", "spread.absent", "shadowed", "bare"),
    *("broken", "broken", "absent", "absent", "single"),
]


@pytest.fixture(params=[1, 50], ids=["one entry", "50 entries"])
def path(request, tmp_path):
    """A path whose last entry will have the modules; the others are empty folders."""
    entries = [tmp_path / str(number) for number in range(request.param)]
    for entry in entries:
        entry.mkdir()
    return entries


def calls(system: str, path: list[Path], names: list[str], bytecode: bool = True) -> Counter[str]:
    """How often each call was made."""
    made = reported(
        "system_calls.py",
        *(system, str(SOURCES)),
        keeps_bytecode=bytecode,
        entries=[str(entry) for entry in path],
        names=names,
    )
    return Counter(" ".join(call) for call in made)


def of_first_and_second_time(system, path, names, fill):
    """The calls while bytecode is written and while it is read, in a fresh tree."""
    shutil.rmtree(path[-1])
    path[-1].mkdir()
    fill(path[-1])
    return [calls(system, path, names) for _ in range(2)]


def no_more(ours, theirs):
    """Is nothing called more often?"""
    return not ours - theirs


def fill_with_made_modules(folder):
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    py_compile.compile(str(folder / "bare.py"), cfile=str(folder / "bare.pyc"))
    (folder / "bare.py").unlink()


def fill_with_a_real_package(folder):
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(rich.__path__[0], folder / "rich", ignore=ignored)


@pytest.mark.parametrize("system", SYSTEMS)
class TestMadeModules:
    """Packages, portions, bytecode without a source, modules that fail or do not exist."""

    def test_no_more_calls(self, path, system):
        theirs, ours = (
            of_first_and_second_time(each, path, MADE, fill_with_made_modules)
            for each in ("cpython", system)
        )

        for time, (mine, its) in enumerate(zip(ours, theirs, strict=True)):
            assert no_more(mine, its), (time, mine - its)
            assert its.total() > 8 * len(FILES)

    def test_none_where_no_bytecode_is_kept(self, path, system):
        fill_with_made_modules(path[-1])

        theirs, ours = (calls(each, path, MADE, bytecode=False) for each in ("cpython", system))

        assert no_more(ours, theirs), ours - theirs

    def test_hash_based_bytecode(self, path, system):
        fill_with_made_modules(path[-1])
        checked = py_compile.PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(path[-1], quiet=2, invalidation_mode=checked)

        theirs, ours = (calls(each, path, MADE) for each in ("cpython", system))

        assert no_more(ours, theirs), ours - theirs

    def test_each_folder_is_read_once(self, path, system):
        fill_with_made_modules(path[-1])

        ours = calls(system, path, MADE, bytecode=False)

        read = {call: count for call, count in ours.items() if call.startswith("listdir")}
        assert set(read.values()) == {1}
        assert len(read) >= len(path)


def test_a_real_package(path):
    theirs, ours = (
        of_first_and_second_time(each, path, REAL, fill_with_a_real_package)
        for each in ("cpython", "installed")
    )

    for mine, its in zip(ours, theirs, strict=True):
        assert no_more(mine, its), mine - its
        assert sum(count for call, count in its.items() if call.startswith("opened")) > 30
