"""Bytecode files that are not in order.

The code in them differs from the source beside them, so that one sees which of the two ran.
"""

from __future__ import annotations

import marshal
import py_compile
import sys
from pathlib import Path

import pytest
from bytecode_support import HEADER, UNKNOWN, bytecode_file, bytecode_of, with_flags


@pytest.fixture(autouse=True)
def writes_bytecode(monkeypatch):
    """The import system writes bytecode files, whatever the tests were started with."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


class TestRefusing:
    """When a bytecode file is not taken. Its code differs from the source: one sees who ran."""

    SOURCE = "came_from = 'source'"

    @pytest.fixture
    def bytecode(self):
        """The content of an unchecked hash-based file, which no source can make stale."""
        return bytecode_of("came_from = 'bytecode'")

    @pytest.fixture
    def refused(self, bytecode):
        """The content of files that are refused, by the reason."""
        return {
            "unknown flags": with_flags(bytecode, UNKNOWN),
            "magic number": b"\0\0\r\n" + bytecode[4:],
            "short header": bytecode[: HEADER.size - 1],
        }

    @pytest.mark.parametrize("reason", ["unknown flags", "magic number", "short header"])
    @pytest.mark.clause("bytecode/14", "bytecode/16", "bytecode/18")
    def test_the_source_is_compiled_instead(self, system, importable, refused, reason):
        """bytecode/14, 16, 18: a file that is not in order is replaced."""
        file = bytecode_file(Path())
        root = importable({"wanted.py": self.SOURCE, str(file): refused[reason]})

        module = system.import_module("wanted")

        assert module.came_from == "source"
        assert (root / file).read_bytes()[:8] == system.util.MAGIC_NUMBER + bytes(4)

    @pytest.mark.clause("bytecode/14", "bytecode/16", "bytecode/18")
    def test_a_file_in_order_is_not_refused(self, system, importable, bytecode):
        """bytecode/14, 16, 18: the same file, undamaged, is the one that runs."""
        importable({"wanted.py": self.SOURCE, str(bytecode_file(Path())): bytecode})

        assert system.import_module("wanted").came_from == "bytecode"

    @pytest.mark.parametrize(
        ("reason", "message"),
        [
            ("unknown flags", "^invalid flags 4 in 'wanted'$"),
            ("magic number", r"^bad magic number in 'wanted': b'\\x00\\x00\\r\\n'$"),
        ],
    )
    @pytest.mark.clause("bytecode/15", "bytecode/17")
    def test_without_a_source_there_is_no_way_out(
        self, system, importable, refused, reason, message
    ):
        """bytecode/15, 17: the file is all there is of the module, and it is refused."""
        root = importable({"wanted.pyc": refused[reason]})

        with pytest.raises(ImportError, match=message) as caught:
            system.import_module("wanted")

        assert caught.value.name == "wanted"
        assert caught.value.path == str(root / "wanted.pyc")

    @pytest.mark.clause("bytecode/19")
    def test_damaged_code_stops_the_import(self, system, importable, bytecode):
        """bytecode/19: behind a good header nothing is checked but that it can be read."""
        damaged = bytecode[: len(bytecode) // 2]
        importable({"wanted.py": self.SOURCE, str(bytecode_file(Path())): damaged})

        with pytest.raises((EOFError, ValueError), match="marshal"):
            system.import_module("wanted")

        assert "wanted" not in system.modules

    @pytest.mark.clause("bytecode/20")
    def test_something_else_than_code_stops_the_import(self, system, importable, bytecode):
        """bytecode/20: the file has to hold a code object."""
        other = bytecode[: HEADER.size] + marshal.dumps(42)
        root = importable({"wanted.py": self.SOURCE, str(bytecode_file(Path())): other})

        with pytest.raises(ImportError, match=r"^Non-code object in ") as caught:
            system.import_module("wanted")

        assert caught.value.name == "wanted"
        assert caught.value.path == str(root / bytecode_file(Path()))

    @pytest.mark.clause("bytecode/22")
    def test_code_names_the_file_its_source_has_now(self, system, importable, tree):
        """bytecode/22: bytecode may be moved with its source; tracebacks find the source."""
        source = "def function():\n    return (lambda: 42)"
        old = tree({"wanted.py": source}, under="old")
        py_compile.compile(str(old / "wanted.py"), doraise=True)
        new = old.rename(old.with_name("new"))
        importable({}, under="new")
        written = bytecode_file(new).stat().st_ino

        function = system.import_module("wanted").function

        assert function.__code__.co_filename == str(new / "wanted.py")
        assert function().__code__.co_filename == str(new / "wanted.py")
        assert bytecode_file(new).stat().st_ino == written
