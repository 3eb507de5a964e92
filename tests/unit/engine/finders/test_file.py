"""The path entry finder of directories."""

from __future__ import annotations

import os
import sys

import pytest

from thence._engine import paths
from thence._engine.finders.discovery import discover_in_directory, discover_on_path


@pytest.fixture
def finder(machinery, tmp_path):
    return machinery.file_hook()(str(tmp_path))


def put_back_time(directory, moment=1_600_000_000):
    os.utime(directory, (moment, moment))


def test_a_finder_shows_its_directory(finder, tmp_path):
    assert repr(finder) == f"FileFinder({str(tmp_path)!r})"


@pytest.mark.parametrize("entry", ["", "."])
def test_the_working_directory_has_two_names(machinery, monkeypatch, tmp_path, entry):
    monkeypatch.chdir(tmp_path)

    assert machinery.FileFinder(entry).path == str(tmp_path)


def test_a_relative_directory_is_made_absolute(machinery, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    assert machinery.FileFinder("inner").path == f"{tmp_path}/inner"


def test_the_hook_takes_directories_only(machinery, tree):
    root = tree({"file": ""})

    with pytest.raises(ImportError, match=r"^only directories are supported$") as caught:
        machinery.file_hook()(f"{root}/file")

    assert caught.value.path == f"{root}/file"


def test_the_first_loader_whose_suffix_fits_wins(machinery, tree):
    root = tree({"a.one": "", "a.two": "", "b.two": ""})
    one, two = machinery.SourceFileLoader, machinery.SourcelessFileLoader
    finder = machinery.FileFinder(root, (one, [".one"]), (two, [".two"]))

    assert finder.find_spec("a").loader == one("a", f"{root}/a.one")
    assert finder.find_spec("b").loader == two("b", f"{root}/b.two")


def test_a_submodule_is_looked_for_by_its_last_part(finder, tree):
    root = tree({"b.py": ""})

    assert finder.find_spec("a.b").origin == f"{root}/b.py"


def test_a_package_goes_before_a_module_and_a_module_before_a_portion(finder, tree):
    root = tree({"a/__init__.py": "", "a.py": "", "b/": "", "b.py": "", "c/": ""})

    assert finder.find_spec("a").submodule_search_locations == [f"{root}/a"]
    assert finder.find_spec("b").origin == f"{root}/b.py"
    portion = finder.find_spec("c")
    assert (portion.loader, portion.submodule_search_locations) == (None, [f"{root}/c"])


def test_a_directory_with_the_name_of_a_source_file_is_none(finder, tree):
    tree({"a.py/": ""})

    assert finder.find_spec("a") is None


def test_a_listing_is_kept_until_the_directory_changes(finder, tree, tmp_path):
    put_back_time(tmp_path)
    assert finder.find_spec("late") is None
    tree({"late.py": ""})
    put_back_time(tmp_path)

    before = finder.find_spec("late")
    finder.invalidate_caches()
    after = finder.find_spec("late")

    assert before is None
    assert after is not None


def test_a_directory_that_goes_is_empty(machinery, tree, tmp_path):
    root = tree({"place/a.py": ""})
    finder = machinery.file_hook()(f"{root}/place")
    assert finder.find_spec("a") is not None
    (tmp_path / "place" / "a.py").unlink()
    (tmp_path / "place").rmdir()

    assert finder.find_spec("a") is None


def test_where_case_is_relaxed_the_listing_is_in_lower_case(finder, tree, monkeypatch):
    tree({"Wanted.py": "", "wanted.py": ""})
    monkeypatch.setattr(sys, "platform", "darwin")
    strict = finder.find_spec("WANTED")
    monkeypatch.setattr(paths, "case_is_relaxed", lambda: True)

    finder.invalidate_caches()
    finder.find_spec("WANTED")

    assert strict is None
    assert finder._relaxed_path_cache == {"wanted.py"}


def test_where_case_is_relaxed_a_module_is_found_by_the_file_system(finder, tree, monkeypatch):
    """A file system without case would have the file; here it is there under that name."""
    root = tree({"WANTED.py": ""})
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(paths, "case_is_relaxed", lambda: True)

    assert finder.find_spec("WANTED").origin == f"{root}/WANTED.py"


@pytest.mark.small_files
def test_on_windows_suffixes_match_in_any_case(finder, tree, monkeypatch):
    tree({"Wanted.PY": "", "plain": ""})
    monkeypatch.setattr(paths, "IS_WINDOWS", True)

    finder.find_spec("Wanted")

    assert finder._path_cache == {"Wanted.py", "plain"}


def specs_in(found):
    return sorted((spec.name, spec.origin) for spec in found)


def test_what_lies_in_a_directory_is_discovered(finder, tree, machinery):
    """Language reference of 3.15: ``discover``."""
    root = tree(
        {
            "a.py": "",
            "b/__init__.py": "",
            "c/": "",
            "d.txt": "",
            "e.f.py": "",
            "__pycache__/": "",
            "g.h/": "",
        }
    )
    parent = machinery.ModuleSpec("p", None, is_package=True)

    top = discover_in_directory(finder, root, [".py"], None)
    inner = discover_in_directory(finder, root, [".py"], parent)

    expected = [("a", f"{root}/a.py"), ("b", f"{root}/b/__init__.py"), ("c", None)]
    assert specs_in(top) == expected
    assert specs_in(inner) == [(f"p.{name}", origin) for name, origin in expected]


def test_nothing_is_discovered_in_what_is_no_package(finder, machinery, tmp_path, system):
    plain = machinery.ModuleSpec("p", None)

    with pytest.raises(ValueError, match="p"):
        list(discover_in_directory(finder, str(tmp_path), [".py"], plain))
    with pytest.raises(ValueError, match="p"):
        list(discover_on_path(machinery.PathFinder, plain))


def test_a_path_is_discovered_entry_by_entry(system, machinery, tmp_path):
    class Discovering:
        def __init__(self, entry):
            self.entry = entry

        def discover(self, parent):
            yield f"{self.entry} {parent}"

    system.path[:] = ["one", "two", "one", 3, "silent"]
    system.path_importer_cache.update(
        {"one": Discovering("one"), "two": Discovering("two"), "silent": object()}
    )

    assert list(discover_on_path(machinery.PathFinder, None)) == ["one None", "two None"]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12")
class TestBefore312:
    """PEP 302's methods."""

    def test_find_loader_gives_loader_and_portions(self, finder, tree):
        root = tree({"a.py": "", "b/": ""})

        with pytest.warns(DeprecationWarning, match=r"FileFinder\.find_loader"):
            module, portion, nothing = (finder.find_loader(each) for each in "abc")

        assert (module[0].path, module[1]) == (f"{root}/a.py", [])
        assert portion == (None, [f"{root}/b"])
        assert nothing == (None, [])

    def test_find_module_gives_the_loader(self, finder, tree):
        root = tree({"a.py": ""})

        with (
            pytest.warns(DeprecationWarning, match="find_loader"),
            pytest.warns(DeprecationWarning, match="find_module"),
        ):
            loader = finder.find_module("a")

        assert loader.path == f"{root}/a.py"

    def test_find_module_warns_of_a_directory_without_an_init(self, finder, tree):
        tree({"a/": ""})

        with (
            pytest.warns(DeprecationWarning, match="deprecated"),
            pytest.warns(ImportWarning, match="Not importing directory .*: missing __init__"),
        ):
            assert finder.find_module("a") is None
