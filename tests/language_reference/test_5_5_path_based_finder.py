"""Language reference 5.5, The path based finder."""

from __future__ import annotations

import importlib.machinery

import pytest
from bytecode_support import bytecode_of
from path_support import (
    EntryFinder,
    MetaPathFinder,
    memory_spec,
    offer,
    shared_library,
    write_archive,
)


@pytest.mark.clause("5.5/1")
def test_the_meta_path_starts_with_the_path_based_finder(system):
    """5.5/1: the path based finder is one of the default meta path finders."""
    assert system.machinery.PathFinder in system.meta_path


class TestSearchingTheImportPath:
    """The path based finder goes through the entries; their finders know how to find."""

    @pytest.mark.clause("5.5/2")
    def test_the_first_entry_that_has_the_module_wins(self, system, importable):
        """5.5/2: the path is searched in order, the first entry that has the module wins."""
        importable({"other.py": ""}, under="first")
        importable({"wanted.py": "found_in = 'third'"}, under="third")
        importable({"wanted.py": "found_in = 'second'"}, under="second")

        module = system.import_module("wanted")

        assert module.found_in == "second"

    @pytest.mark.clause("5.5/3")
    def test_the_answer_is_the_one_of_the_entry_finder(self, system):
        """5.5/3: the path based finder imports nothing itself, it passes on the entry's spec."""
        spec = memory_spec(system, "wanted")
        offer(system, {"memory://": EntryFinder(spec)})

        assert system.machinery.PathFinder.find_spec("wanted") is spec

    @pytest.mark.clause("5.5/11", "5.5/12")
    def test_an_entry_may_be_a_url_with_a_hook(self, system):
        """5.5/11, 5.5/12: any string may be an entry; its entry finder names the loader."""
        spec = memory_spec(system, "wanted", found_in="the web")
        offer(system, {"https://modules.example/": EntryFinder(spec)})

        module = system.import_module("wanted")

        assert module.found_in == "the web"
        assert module.__spec__.loader is spec.loader


class TestDefaultEntryFinders:
    """What the file finder and zipimport's hook find."""

    @pytest.mark.clause("5.5/4")
    def test_source_files_are_found(self, system, importable):
        """5.5/4: a .py file is a module."""
        root = importable({"wanted.py": "answer = 42"})

        module = system.import_module("wanted")

        assert module.answer == 42
        assert module.__spec__.origin == str(root / "wanted.py")
        assert type(module.__spec__.loader) is system.machinery.SourceFileLoader

    @pytest.mark.clause("5.5/5")
    def test_bytecode_files_without_a_source_are_found(self, system, importable):
        """5.5/5: a .pyc file where the source would be is a module."""
        root = importable({"wanted.pyc": bytecode_of("answer = 42")})

        module = system.import_module("wanted")

        assert module.answer == 42
        assert module.__spec__.origin == str(root / "wanted.pyc")
        assert type(module.__spec__.loader) is system.machinery.SourcelessFileLoader

    @pytest.mark.clause("5.5/6")
    def test_shared_libraries_are_found(self, system, importable):
        """5.5/6: a shared library is a module."""
        library = shared_library()
        name = f"shelf.{library.name.partition('.')[0]}"
        root = importable({"shelf/__init__.py": "", f"shelf/{library.name}": library.read_bytes()})

        module = system.import_module(name)

        assert module.__spec__.name == name
        assert module.__file__ == str(root / "shelf" / library.name)
        assert type(module.__spec__.loader) is system.machinery.ExtensionFileLoader

    @pytest.mark.clause("5.5/7")
    def test_the_kinds_of_files_have_an_order(self, system, importable):
        """5.5/7: a package comes before a shared library, a source file, a bytecode file."""
        suffix = importlib.machinery.EXTENSION_SUFFIXES[0]
        in_order = ["wanted/__init__.py", f"wanted{suffix}", "wanted.py", "wanted.pyc"]
        root = importable(dict.fromkeys(in_order, b""))

        for name in in_order:
            system.invalidate_caches()
            assert system.find_spec("wanted").origin == str(root / name)
            (root / name).unlink()


class TestZipArchives:
    """zipimport's hook is one of the default path hooks."""

    @pytest.mark.clause("5.5/8")
    def test_source_files_and_packages_are_found(self, system, tmp_path):
        """5.5/8: an archive serves modules, packages and their submodules."""
        files = {"box/__init__.py": "", "box/inner.py": "answer = 42"}
        archive = write_archive(tmp_path / "modules.zip", files)
        system.path.insert(0, str(archive))

        module = system.import_module("box.inner")

        assert module.answer == 42
        assert module.__file__ == str(archive / "box" / "inner.py")
        assert list(system.modules["box"].__path__) == [str(archive / "box")]

    @pytest.mark.clause("5.5/9")
    def test_bytecode_files_are_found(self, system, tmp_path):
        """5.5/9: an archive serves bytecode without a source."""
        code = bytecode_of("answer = 42")
        archive = write_archive(tmp_path / "modules.zip", {"wanted.pyc": code})
        system.path.insert(0, str(archive))

        module = system.import_module("wanted")

        assert module.answer == 42
        assert module.__file__ == str(archive / "wanted.pyc")

    @pytest.mark.clause("5.5/10")
    def test_shared_libraries_are_not_found(self, system, tmp_path):
        """5.5/10: an archive does not serve shared libraries."""
        library = shared_library()
        files = {"shelf/__init__.py": b"", f"shelf/{library.name}": library.read_bytes()}
        system.path.insert(0, str(write_archive(tmp_path / "modules.zip", files)))

        assert system.find_spec(f"shelf.{library.name.partition('.')[0]}") is None


class TestMetaPathAndEntryFinders:
    """The path based finder stands between the meta path and the path entry finders."""

    @pytest.mark.clause("5.5/13")
    def test_a_meta_path_finder_in_front_decides_first(self, system):
        """5.5/13: what an earlier meta path finder has, no path entry finder is asked for."""
        entry_finder = EntryFinder(memory_spec(system, "wanted"))
        offer(system, {"memory://": entry_finder})
        spec = memory_spec(system, "wanted", found_in="the meta path")
        system.meta_path.insert(0, MetaPathFinder(spec))

        module = system.import_module("wanted")

        assert module.found_in == "the meta path"
        assert entry_finder.asked == []

    @pytest.mark.clause("5.5/14")
    def test_without_the_path_based_finder_no_entry_is_searched(self, system):
        """5.5/14: hooks and path entry finders are the path based finder's own matter."""
        entry_finder = EntryFinder(memory_spec(system, "wanted"))
        hook = offer(system, {"memory://": entry_finder})
        system.meta_path[:] = [MetaPathFinder()]

        with pytest.raises(ModuleNotFoundError):
            system.import_module("wanted")

        assert (hook.asked, entry_finder.asked) == ([], [])
