"""Bytecode files: their names, their header, how they are written, and their hashes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from bytecode_support import (
    CHECKED_HASH,
    HEADER,
    UNCHECKED_HASH,
    bytecode_file,
    bytecode_of,
    flags_of,
    with_flags,
)
from path_support import in_a_process


@pytest.fixture(autouse=True)
def writes_bytecode(monkeypatch):
    """The import system writes bytecode files, whatever the tests were started with."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def import_again(system, name: str = "wanted"):
    """Import as a later process would, which finds what this one left on the disk."""
    system.modules.pop(name, None)
    system.invalidate_caches()
    return system.import_module(name)


class TestNames:
    """Where the bytecode of a source file is looked for."""

    @pytest.mark.clause("bytecode/1")
    def test_the_file_lies_in_pycache_and_has_the_tag(self, system, importable):
        """bytecode/1: __pycache__/module.tag.pyc is written, and known to the spec."""
        root = importable({"wanted.py": ""})

        module = system.import_module("wanted")

        file = bytecode_file(root)
        assert file.is_file()
        assert module.__spec__.cached == str(file)
        assert system.util.cache_from_source(module.__file__) == str(file)

    @in_a_process
    @pytest.mark.parametrize(("option", "tag"), [("-O", ".opt-1"), ("-OO", ".opt-2")])
    @pytest.mark.clause("bytecode/2")
    def test_optimised_code_has_a_file_of_its_own(self, process, tree, option, tag):
        """bytecode/2: -O and -OO add to the tag."""
        root = tree({"wanted.py": ""}).resolve()

        cached = process.run_code("import wanted; print(wanted.__spec__.cached)", option, cwd=root)

        file = bytecode_file(root, optimization=tag)
        assert cached == str(file)
        assert file.is_file()

    @pytest.mark.parametrize(("asked", "tag"), [(1, ".opt-1"), ("fast", ".opt-fast"), ("", "")])
    @pytest.mark.clause("bytecode/3")
    def test_an_optimisation_can_be_asked_for(self, system, asked, tag):
        """bytecode/3: the optimisation is a part of the name, unless it is empty."""
        file = system.util.cache_from_source("/lib/wanted.py", optimization=asked)

        assert file == str(bytecode_file(Path("/lib"), optimization=tag))

    @pytest.mark.clause("bytecode/3")
    def test_an_optimisation_is_letters_and_digits(self, system):
        """bytecode/3: nothing else may become a part of the name."""
        with pytest.raises(ValueError, match="not alphanumeric"):
            system.util.cache_from_source("/lib/wanted.py", optimization="../up")

    @pytest.mark.parametrize("optimization", ["", "2"])
    @pytest.mark.clause("bytecode/4")
    def test_the_source_is_known_from_the_name(self, system, optimization):
        """bytecode/4: source_from_cache undoes cache_from_source."""
        file = system.util.cache_from_source("/lib/wanted.py", optimization=optimization)

        assert system.util.source_from_cache(file) == "/lib/wanted.py"

    @pytest.mark.parametrize(
        "file",
        [
            "/lib/wanted.tag.pyc",
            "/lib/__pycache__/wanted.pyc",
            "/lib/__pycache__/wanted.tag.fast.pyc",
            "/lib/__pycache__/wanted.tag.opt-../up.pyc",
            "/lib/__pycache__/wanted.tag.opt-1.more.pyc",
        ],
    )
    @pytest.mark.clause("bytecode/4")
    def test_other_names_are_refused(self, system, file):
        """bytecode/4: a file that cache_from_source would not name has no source."""
        with pytest.raises(ValueError, match=r".+"):
            system.util.source_from_cache(file)

    @pytest.mark.clause("bytecode/5")
    def test_without_a_tag_there_is_no_file(self, system, importable, monkeypatch):
        """bytecode/5: an interpreter without a cache tag imports from source only."""
        root = importable({"wanted.py": "answer = 42"})
        monkeypatch.setattr(sys.implementation, "cache_tag", None)

        module = system.import_module("wanted")

        assert module.answer == 42
        assert module.__spec__.cached is None
        assert not (root / "__pycache__").exists()
        with pytest.raises(NotImplementedError):
            system.util.cache_from_source("wanted.py")

    @in_a_process
    @pytest.mark.clause("bytecode/6")
    def test_a_prefix_keeps_the_files_in_another_tree(self, process, tree, tmp_path):
        """bytecode/6: PYTHONPYCACHEPREFIX holds the directories of the sources again."""
        root = tree({"wanted.py": ""}, under="source").resolve()
        prefix = tmp_path.resolve() / "prefix"
        code = "import wanted; print(wanted.__spec__.cached)"

        cached = process.run_code(code, cwd=root, PYTHONPYCACHEPREFIX=str(prefix))

        expected = prefix / root.relative_to("/") / bytecode_file(root).name
        assert cached == str(expected)
        assert expected.is_file()
        assert not (root / "__pycache__").exists()

    @pytest.mark.clause("bytecode/21")
    def test_a_file_without_its_source_is_no_module(self, system, importable):
        """bytecode/21: what lies in __pycache__ counts together with its source only."""
        file = bytecode_file(Path())
        importable({str(file): bytecode_of("")})

        assert system.find_spec("wanted") is None


class TestWriting:
    """How the import system writes a bytecode file."""

    @in_a_process
    @pytest.mark.parametrize(
        ("options", "environment"), [(["-B"], {}), ([], {"PYTHONDONTWRITEBYTECODE": "1"})]
    )
    @pytest.mark.clause("bytecode/7")
    def test_files_may_be_read_and_not_written(self, process, tree, options, environment):
        """bytecode/7: -B and PYTHONDONTWRITEBYTECODE forbid the writing, not the reading."""
        root = tree({"wanted.py": "came_from = 'source'", "other.py": ""})
        file = bytecode_file(root)
        tree({str(file): bytecode_of("came_from = 'bytecode'")})
        code = "import wanted, other; print(wanted.came_from)"

        assert process.run_code(code, *options, cwd=root, **environment) == "bytecode"
        assert list(file.parent.iterdir()) == [file]

    @pytest.mark.clause("bytecode/8")
    def test_the_header_describes_the_source(self, system, importable):
        """bytecode/8: magic number, no flags, modification time and size of the source."""
        root = importable({"wanted.py": "answer = 42"})
        os.utime(root / "wanted.py", (1_234_567_890, 1_234_567_890))

        system.import_module("wanted")

        header = HEADER.unpack(bytecode_file(root).read_bytes()[: HEADER.size])
        assert header == (system.util.MAGIC_NUMBER, 0, 1_234_567_890, len("answer = 42"))

    @pytest.mark.clause("bytecode/9")
    def test_a_late_time_is_kept_by_its_low_bits(self, system, importable):
        """bytecode/9: a time beyond 32 bits is cut, in the file and in the comparison."""
        root = importable({"wanted.py": ""})
        os.utime(root / "wanted.py", (2**32 + 7, 2**32 + 7))

        system.import_module("wanted")
        file = bytecode_file(root)
        written = file.stat().st_ino
        import_again(system)

        assert HEADER.unpack(file.read_bytes()[: HEADER.size])[2] == 7
        assert file.stat().st_ino == written

    @pytest.mark.clause("bytecode/10", "bytecode/11")
    def test_a_file_is_replaced_as_a_whole(self, system, importable):
        """bytecode/10, bytecode/11: a reader of the old file keeps it; no other file is left."""
        root = importable({"wanted.py": "answer = 'old'"})
        system.import_module("wanted")
        file = bytecode_file(root)
        old = file.read_bytes()

        with file.open("rb") as reader:
            importable({"wanted.py": "answer = 'new and longer'"})
            module = import_again(system)
            seen = reader.read()

        assert module.answer == "new and longer"
        assert seen == old != file.read_bytes()
        assert list(file.parent.iterdir()) == [file]

    @pytest.mark.clause("bytecode/12")
    def test_a_file_has_the_permissions_of_its_source(self, system, importable):
        """bytecode/12: the source's permissions, and the owner's to write."""
        root = importable({"wanted.py": ""})
        (root / "wanted.py").chmod(0o440)

        umask = os.umask(0)
        try:
            system.import_module("wanted")
        finally:
            os.umask(umask)

        assert bytecode_file(root).stat().st_mode & 0o777 == 0o640

    @pytest.mark.clause("bytecode/13")
    def test_a_file_that_cannot_be_written_stops_nothing(self, system, importable):
        """bytecode/13: the import succeeds without its bytecode file."""
        root = importable({"wanted.py": "answer = 42", "__pycache__": "no directory"})

        assert system.import_module("wanted").answer == 42
        assert (root / "__pycache__").read_text() == "no directory"

    @in_a_process
    @pytest.mark.clause("bytecode/27")
    def test_source_date_epoch_changes_nothing_here(self, process, tree):
        """bytecode/27: the import system writes timestamps under SOURCE_DATE_EPOCH too."""
        root = tree({"wanted.py": ""})

        process.run_code("import wanted", cwd=root, SOURCE_DATE_EPOCH="1")

        assert flags_of(bytecode_file(root)) == 0

    @pytest.mark.clause("bytecode/28")
    def test_the_loaders_future_is_not_the_modules(self, system, importable):
        """bytecode/28: a module has the future statements it writes itself, no others."""
        importable({"wanted.py": "def function(argument: int): ..."})

        module = system.import_module("wanted")

        assert module.function.__annotations__ == {"argument": int}


@in_a_process
class TestHashBased:
    """Files that know their source by a hash, and the settings for them."""

    @pytest.mark.parametrize(
        ("setting", "flags", "came_from"),
        [
            ("always", UNCHECKED_HASH, "source"),
            ("always", CHECKED_HASH, "source"),
            ("never", UNCHECKED_HASH, "bytecode"),
            ("never", CHECKED_HASH, "bytecode"),
            ("default", UNCHECKED_HASH, "bytecode"),
            ("default", CHECKED_HASH, "source"),
        ],
    )
    @pytest.mark.clause("bytecode/23", "bytecode/24", "bytecode/25")
    def test_whether_the_hash_is_compared(self, process, tree, setting, flags, came_from):
        """bytecode/23-25: --check-hash-based-pycs decides; a new file is of the same kind."""
        root = tree({"wanted.py": "came_from = 'source'"})
        content = with_flags(bytecode_of("came_from = 'bytecode'"), flags)
        file = root / bytecode_file(root)
        tree({str(file): content})
        option = ["--check-hash-based-pycs", setting]

        ran = process.run_code("import wanted; print(wanted.came_from)", *option, cwd=root)

        assert ran == came_from
        assert flags_of(file) == flags
        assert (file.read_bytes() == content) is (came_from == "bytecode")

    @pytest.mark.clause("bytecode/26")
    def test_source_date_epoch_asks_py_compile_for_hashes(self, process, tree):
        """bytecode/26: py_compile writes a checked hash-based file, which is then imported."""
        root = tree({"wanted.py": "answer = 42"})
        code = """if True:
            import py_compile
            file = py_compile.compile("wanted.py", doraise=True)
            before = open(file, "rb").read()
            import wanted
            print(wanted.answer, open(file, "rb").read() == before)
        """

        printed = process.run_code(code, cwd=root, SOURCE_DATE_EPOCH="1")

        assert printed == "42 True"
        assert flags_of(bytecode_file(root)) == CHECKED_HASH
