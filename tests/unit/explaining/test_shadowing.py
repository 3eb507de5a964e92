"""What is never found because of what is found, and names that come near."""

import pytest

from thence.explaining.distributions import Distributions
from thence.explaining.explanation import Entry, Finder, Module, Thing
from thence.explaining.near_misses import NearMisses
from thence.explaining.owners import Owners
from thence.explaining.shadowing import Shadows


def module(origin, kind="module", locations=None):
    return Module(kind, origin, origin, "loader", None, locations, None)


def entry(position, place, origin=None, **facts):
    plain = {"answer": "module" if origin else "nothing", "asked": True, "chosen": False}
    found = {"kind": "directory", "hook": None, "entry_finder": "FileFinder", "origin": origin}
    return Entry(position=position, entry=place, place=place, **{**found, **plain, **facts})


def shadows(found, entries, finders=()):
    return Shadows(found, "sys.path", tuple(entries), tuple(finders), Owners([], None)).all()


def test_what_is_further_down_the_path():
    found = shadows(
        module("/a/m.py"),
        [entry(1, "/a", "/a/m.py", chosen=True), entry(2, "/b", "/b/m.py", asked=False)],
    )

    assert [(each.origin, each.where) for each in found] == [("/b/m.py", "sys.path entry 2")]


def test_the_same_file_once_more_is_no_other():
    found = shadows(
        module("/a/m.py"),
        [entry(1, "/a", "/a/m.py", chosen=True), entry(2, "/a", "/a/m.py", asked=False)],
    )

    assert found == ()


def test_what_lies_beside_it():
    things = (Thing("source", "/a/m.py", True), Thing("portion", "/a/m", True))

    (found,) = shadows(module("/a/m.py"), [entry(1, "/a", "/a/m.py", chosen=True, things=things)])

    assert found.origin == "/a/m"
    assert found.reason == "a directory without __init__.py comes after any module"


def test_a_portion_that_came_earlier():
    entries = [
        entry(1, "/a", "/a/m", answer="portion"),
        entry(2, "/b", "/b/m.py", chosen=True),
    ]

    (found,) = shadows(module("/b/m.py"), entries)

    assert (found.origin, found.where) == ("/a/m", "sys.path entry 1")


def test_portions_of_a_namespace_package_shadow_nothing():
    entries = [
        entry(1, "/a", "/a/m", answer="portion", chosen=True),
        entry(2, "/b", "/b/m", answer="portion", chosen=True),
    ]

    assert shadows(module(None, "namespace package", ("/a/m", "/b/m")), entries) == ()


def test_what_a_later_finder_has():
    finders = [Finder("x.First", True, "found", "/a/m.py"), Finder("x.Late", False, "found", "/z")]

    (found,) = shadows(module("/a/m.py"), [], finders)

    assert found.where == "Late, later on the meta path"


@pytest.mark.parametrize(
    ("wanted", "there", "found"),
    [
        ("setings", "settings.py", ["settings"]),
        ("my-module", "my_module.py", ["my_module"]),
        ("Settings", "settings.py", []),  # that is told of as one in another case
        ("settings", "_setting.py", []),  # private
        ("settings", "unrelated.py", []),
    ],
)
def test_similar_names(tmp_path, wanted, there, found):
    (tmp_path / there).touch()
    place = entry(1, str(tmp_path))

    misses = NearMisses(f"pack.{wanted}", (place,), Distributions([])).all()

    assert [each.name for each in misses] == [f"pack.{name}" for name in found]
