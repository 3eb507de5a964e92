"""Module specs, and what makes them."""

from __future__ import annotations

import pytest

from thence._engine import spec as specs
from thence._engine.spec import ModuleSpec, spec_at, spec_from_loader


class Package:
    """A loader that says of each module that it is a package, in a file."""

    def is_package(self, fullname):
        return True

    def get_filename(self, fullname):
        return f"/place/{fullname}/__init__.py"


class Refusing:
    """A loader that knows no module."""

    def is_package(self, fullname):
        raise ImportError(fullname)

    def get_filename(self, fullname):
        raise ImportError(fullname)


def test_a_spec_shows_what_it_knows():
    assert repr(ModuleSpec("a", None)) == "ModuleSpec(name='a', loader=None)"
    assert repr(ModuleSpec("a", None, origin="here", is_package=True)) == (
        "ModuleSpec(name='a', loader=None, origin='here', submodule_search_locations=[])"
    )


def test_a_derived_class_shows_its_own_name():
    class Mine(ModuleSpec):
        pass

    assert repr(Mine("a", None)).startswith("Mine(")


@pytest.mark.parametrize("other", [None, 3, "a", object()])
def test_a_spec_equals_nothing_that_is_no_spec(other):
    assert (ModuleSpec("a", None) == other) is False


def test_a_spec_is_not_hashable():
    with pytest.raises(TypeError, match="unhashable"):
        hash(ModuleSpec("a", None))


def test_the_parent_of_a_package_is_the_package():
    assert ModuleSpec("a.b", None, is_package=True).parent == "a.b"
    assert ModuleSpec("a.b", None).parent == "a"
    assert ModuleSpec("a", None).parent == ""


def test_a_place_makes_a_module_cached():
    spec = ModuleSpec("a", None, origin="/place/a.py")
    before = spec.cached

    spec.has_location = True

    assert spec.has_location is True
    assert before is None
    assert str(spec.cached).startswith("/place/__pycache__/a.")


def test_what_is_said_of_the_cache_counts():
    spec = spec_at(ModuleSpec, "a", "/place/a.py", None)

    spec.cached = "elsewhere.pyc"

    assert spec.cached == "elsewhere.pyc"


@pytest.mark.parametrize(
    ("loader", "given", "expected"),
    [
        (Package(), specs.POPULATE, ["/place"]),
        (Refusing(), specs.POPULATE, None),
        (object(), specs.POPULATE, None),
        (Package(), None, None),
        (None, ["/x"], ["/x"]),
        (None, [], ["/place"]),
    ],
)
def test_where_submodules_lie_is_given_or_asked_of_the_loader(loader, given, expected):
    spec = spec_at(ModuleSpec, "a", "/place/__init__.py", loader, given)

    assert spec.submodule_search_locations == expected
    assert (spec.origin, spec.has_location) == ("/place/__init__.py", True)


def test_a_package_without_a_place_has_nowhere_to_search():
    assert spec_at(ModuleSpec, "a", "", Package()).submodule_search_locations == []


def test_a_loader_with_a_file_name_makes_a_spec_with_a_place():
    spec = spec_from_loader(ModuleSpec, "a", Package())

    assert spec.origin == "/place/a/__init__.py"
    assert spec.has_location
    assert spec.submodule_search_locations == ["/place/a"]


@pytest.mark.parametrize(("is_package", "places"), [(True, ["/place/a"]), (False, None)])
def test_who_asks_for_a_spec_may_know_better_than_the_loader(is_package, places):
    spec = spec_from_loader(ModuleSpec, "a", Package(), is_package=is_package)

    assert spec.submodule_search_locations == places


def test_a_loader_that_does_not_know_its_file_is_at_an_unknown_place():
    assert spec_from_loader(ModuleSpec, "a", Refusing()).origin == "<unknown>"


def test_a_given_origin_is_no_place():
    spec = spec_from_loader(ModuleSpec, "a", Package(), origin="here")

    assert (spec.origin, spec.has_location) == ("here", False)
    assert spec.submodule_search_locations == []


def test_a_loader_may_name_its_origin():
    class Loader:
        _ORIGIN = "a wonder"

    assert spec_from_loader(ModuleSpec, "a", Loader()).origin == "a wonder"


def test_a_loader_without_a_word_makes_a_plain_spec():
    spec = spec_from_loader(ModuleSpec, "a", None)

    assert (spec.origin, spec.has_location, spec.submodule_search_locations) == (None, False, None)


def test_a_location_is_made_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert specs.absolute_location("a.py") == f"{tmp_path}/a.py"
    assert specs.absolute_location(tmp_path / "a.py") == f"{tmp_path}/a.py"


def test_a_location_stays_relative_where_there_is_no_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tmp_path.rmdir()

    assert specs.absolute_location("a.py") == "a.py"
