"""Which of the things of one name on a path is chosen, against the interpreter's choice."""

from __future__ import annotations

import importlib.machinery
import sys
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import thence

EXTENSION = importlib.machinery.EXTENSION_SUFFIXES[0]

# What may lie at a path entry under the name ``wanted``.
THINGS = (
    "wanted.py",
    "wanted.pyc",
    f"wanted{EXTENSION}",
    "wanted.txt",
    "wanted/",
    "wanted/__init__.py",
    "wanted/__init__.pyc",
    f"wanted/__init__{EXTENSION}",
    "wanted.py/",
    "Wanted.py",
    "wanted/other.py",
)
entries = st.lists(st.sets(st.sampled_from(THINGS), max_size=3), min_size=1, max_size=4)


def lay_out(root, entries):
    """Make a directory for each entry, and what lies in it; return the directories."""
    directories = []
    for number, things in enumerate(entries):
        directory = root / str(number)
        directory.mkdir()
        for thing in sorted(things):
            put(directory / thing, is_directory=thing.endswith("/"))
        directories.append(str(directory))
    return directories


def put(place, is_directory):
    """Make an empty file or a directory, unless something is in the way."""
    if place.exists():
        return
    if is_directory:
        place.mkdir()
    elif not place.parent.is_file():
        place.parent.mkdir(exist_ok=True)
        place.touch()


def said(spec):
    """What a spec says, comparable between systems."""
    if spec is None:
        return None
    places = spec.submodule_search_locations
    return (
        spec.origin,
        type(spec.loader).__name__,
        None if places is None else list(places),
        spec.has_location,
        spec.cached,
    )


@given(entries)
def test_the_same_thing_is_chosen(entries):
    with tempfile.TemporaryDirectory() as folder:
        path = lay_out(Path(folder), entries)
        system = thence.ImportSystem(path=path)

        ours = system.machinery.PathFinder.find_spec("wanted")

        assert said(ours) == said(importlib.machinery.PathFinder.find_spec("wanted", path))
        for entry in path:
            sys.path_importer_cache.pop(entry, None)


@given(st.permutations(["regular", "module", "portion", "nothing"]))
def test_the_first_entry_with_a_module_wins_and_portions_only_without_one(order):
    kinds = {
        "regular": {"wanted/__init__.py"},
        "module": {"wanted.py"},
        "portion": {"wanted/"},
        "nothing": set(),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = lay_out(Path(folder), [kinds[kind] for kind in order])
        system = thence.ImportSystem(path=path)

        spec = system.find_spec("wanted")

        assert spec is not None
        winner = min(order.index("regular"), order.index("module"))
        assert str(spec.origin).startswith(path[winner])
