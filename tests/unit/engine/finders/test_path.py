"""The path based finder."""

from __future__ import annotations

import os
import sys
import types

import pytest


class Entry:
    """A path entry finder that answers every question alike."""

    def __init__(self, spec=None):
        self.spec = spec
        self.invalidated = 0

    def find_spec(self, fullname, target=None):
        return self.spec

    def invalidate_caches(self):
        self.invalidated += 1


class Silent:
    """A path entry finder with nothing but its answer."""

    def find_spec(self, fullname, target=None):
        return None


@pytest.fixture
def finder(machinery):
    return machinery.PathFinder


def portion(machinery, *places):
    spec = machinery.ModuleSpec("a", None)
    spec.submodule_search_locations = list(places)
    return spec


def test_the_first_entry_with_a_loader_wins(finder, system, machinery):
    first, second = (machinery.ModuleSpec("a", object()) for _ in range(2))
    system.path_importer_cache.update(none=Entry(), one=Entry(first), two=Entry(second))

    assert finder.find_spec("a", ["none", "one", "two"]) is first


def test_portions_are_collected_from_all_entries(finder, system, machinery):
    system.path_importer_cache.update(
        one=Entry(portion(machinery, "/1")), two=Entry(portion(machinery, "/2", "/3"))
    )

    spec = finder.find_spec("a", ["one", "two"])

    assert list(spec.submodule_search_locations) == ["/1", "/2", "/3"]
    assert type(spec.submodule_search_locations) is machinery.NamespacePath
    assert (spec.loader, spec.origin) == (None, None)


def test_a_portion_before_a_module_does_not_win(finder, system, machinery):
    module = machinery.ModuleSpec("a", object())
    system.path_importer_cache.update(one=Entry(portion(machinery, "/1")), two=Entry(module))

    assert finder.find_spec("a", ["one", "two"]) is module


def test_a_spec_without_loader_and_places_is_refused(finder, system, machinery):
    system.path_importer_cache["one"] = Entry(machinery.ModuleSpec("a", None))

    with pytest.raises(ImportError, match=r"^spec missing loader$"):
        finder.find_spec("a", ["one"])


def test_nothing_is_found_without_a_portion(finder, system, machinery):
    system.path_importer_cache["one"] = Entry(portion(machinery))

    assert finder.find_spec("a", ["one"]) is None


def test_entries_that_are_no_strings_are_passed_over(finder, system):
    assert finder.find_spec("a", [b"bytes", None, 3]) is None
    assert system.path_importer_cache == {}


def test_the_first_hook_that_does_not_refuse_makes_the_finder(finder, system):
    def refusing(entry):
        raise ImportError

    entry_finder = Entry()
    system.path_hooks[:] = [refusing, lambda entry: entry_finder, lambda entry: Entry()]

    finder.find_spec("a", ["entry"])

    assert system.path_importer_cache == {"entry": entry_finder}


def test_an_entry_that_no_hook_takes_is_remembered(finder, system):
    asked = []

    def refusing(entry):
        asked.append(entry)
        raise ImportError

    system.path_hooks[:] = [refusing]

    for _ in range(2):
        finder.find_spec("a", ["entry"])

    assert system.path_importer_cache == {"entry": None}
    assert asked == ["entry"]


def test_hooks_that_do_not_exist_are_worth_a_warning(finder, system):
    system.path_hooks.clear()

    with pytest.warns(ImportWarning, match=r"^sys\.path_hooks is empty$"):
        finder.find_spec("a", ["entry"])


def test_an_error_of_a_hook_goes_on(finder, system):
    def failing(entry):
        raise LookupError(entry)

    system.path_hooks[:] = [failing]

    with pytest.raises(LookupError):
        finder.find_spec("a", ["entry"])


def test_the_empty_entry_is_the_working_directory_of_the_moment(
    finder, system, tree, monkeypatch, tmp_path
):
    tree({"one/a.py": "", "two/a.py": ""})
    origins = []

    for place in ("one", "two"):
        monkeypatch.chdir(tmp_path / place)
        origins.append(finder.find_spec("a", [""]).origin)

    assert origins == [f"{tmp_path}/one/a.py", f"{tmp_path}/two/a.py"]
    assert "" not in system.path_importer_cache


def test_without_a_working_directory_the_empty_entry_is_passed_over(
    finder, system, monkeypatch, tmp_path
):
    place = tmp_path / "gone"
    place.mkdir()
    monkeypatch.chdir(place)
    place.rmdir()

    assert finder.find_spec("a", [""]) is None
    assert system.path_importer_cache == {}
    os.chdir(tmp_path)


def test_invalidating_asks_the_entry_finders_and_forgets_what_was_missing(finder, system):
    known, silent = Entry(), Silent()
    system.path_importer_cache.update(
        {"/missing": None, "/known": known, "/silent": silent, "relative": Entry()}
    )

    finder.invalidate_caches()

    assert system.path_importer_cache == {"/known": known, "/silent": silent}
    assert known.invalidated == 1


def test_invalidating_lets_namespace_packages_look_anew(system, tree):
    tree({"space/": ""})
    space = system.import_module("space")
    (entry,) = system.path
    system.path_importer_cache[entry] = Entry(portion(system.machinery, "/1", "/2", "/3"))

    before = list(space.__path__)
    system.invalidate_caches()

    assert before == [f"{entry}/space"]
    assert list(space.__path__) == ["/1", "/2", "/3"]


def test_distributions_are_found_by_the_library(finder, tree):
    root = tree({"thing-1.0.dist-info/METADATA": "Name: thing\nVersion: 1.0\n"})
    from importlib.metadata import DistributionFinder

    found = finder.find_distributions(DistributionFinder.Context(name="thing", path=[root]))

    assert [each.version for each in found] == ["1.0"]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12")
class TestBefore312:
    """PEP 302's methods, of this finder and of those it asks."""

    def test_find_module_gives_the_loader(self, finder, tree):
        root = tree({"a.py": ""})

        with pytest.warns(DeprecationWarning, match=r"PathFinder\.find_module"):
            assert finder.find_module("a", [root]).path == f"{root}/a.py"
        with pytest.warns(DeprecationWarning, match="deprecated"):
            assert finder.find_module("b", [root]) is None

    @pytest.mark.parametrize("loader", [None, types.SimpleNamespace()])
    def test_find_loader_of_an_entry_finder_is_asked(self, finder, system, machinery, loader):
        class Old:
            def find_loader(self, fullname):
                return loader, ["/1"]

        system.path_importer_cache["one"] = Old()
        with pytest.warns(
            ImportWarning, match=r"Old\.find_spec\(\) not found; .* find_loader\(\)"
        ):
            spec = finder.find_spec("a", ["one"])

        assert spec.loader is loader
        if loader is None:
            assert list(spec.submodule_search_locations) == ["/1"]

    def test_find_module_of_an_entry_finder_is_asked_last(self, finder, system):
        class Old:
            def find_module(self, fullname):
                return loader

        loader = types.SimpleNamespace()
        system.path_importer_cache["one"] = Old()
        with pytest.warns(
            ImportWarning, match=r"Old\.find_spec\(\) not found; .* find_module\(\)"
        ):
            spec = finder.find_spec("a", ["one"])

        assert spec.loader is loader
