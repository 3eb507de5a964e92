"""Specs as what a row may hold."""

from importlib.machinery import SourceFileLoader

import pytest

from thence.tracing.describing import spec_row
from thence.util import spec_from_file_location


class Foreign:
    """A spec of somebody else's class, with those attributes that it is given."""

    def __init__(self, **attributes):
        self.__dict__.update(attributes)


def test_a_spec_is_its_name_origin_loader_and_places(tmp_path):
    spec = spec_from_file_location(
        "a", str(tmp_path / "a.py"), submodule_search_locations=[str(tmp_path)]
    )

    name, origin, loader, has_location, places = spec_row(spec, {})

    assert (name, origin, has_location) == ("a", str(tmp_path / "a.py"), True)
    assert loader.endswith("SourceFileLoader")
    assert places == (str(tmp_path),)


def test_a_foreign_spec_tells_what_it_has():
    loader = SourceFileLoader("a", "/a.py")
    spec = Foreign(
        name="a",
        loader=loader,
        origin="/a.py",
        has_location=True,
        submodule_search_locations=["/a"],
    )

    name, origin, called, has_location, places = spec_row(spec, {})

    assert (name, origin, has_location, places) == ("a", "/a.py", True, ("/a",))
    assert called.endswith("SourceFileLoader")


@pytest.mark.parametrize("attributes", [{}, {"name": 1, "origin": 2, "has_location": object()}])
def test_a_foreign_spec_without_sense_is_no_error(attributes):
    assert spec_row(Foreign(**attributes), {}) == ("", None, None, False, None)
