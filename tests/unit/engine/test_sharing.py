"""Which modules a private system takes from the interpreter."""

from __future__ import annotations

import json
import sys

import pytest

from thence._engine.sharing import Sharing, is_interpreters
from thence._engine.spec import ModuleSpec, spec_at

LIBRARY = sys._stdlib_dir  # type: ignore[attr-defined]


def spec_in(place, fullname="json"):
    return spec_at(ModuleSpec, fullname, place, None)


@pytest.fixture
def sharing():
    return Sharing(["json"], ["own.exception"], __import__)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (ModuleSpec("a", None, origin="built-in"), True),
        (ModuleSpec("a", None, origin="frozen"), True),
        (ModuleSpec("a", None), False),
        (ModuleSpec("a", None, origin=f"{LIBRARY}/a.py"), False),
        (spec_in(f"{LIBRARY}/a.py"), True),
        (spec_in(f"{LIBRARY}/lib-dynload/a.so"), True),
        (spec_in(f"{LIBRARY}/site-packages/a.py"), False),
        (spec_in(f"{LIBRARY}-other/a.py"), False),
        (spec_in("/elsewhere/a.py"), False),
    ],
)
def test_the_interpreters_modules_are_those_in_it_or_in_its_library(spec, expected):
    assert is_interpreters(spec) is expected


def test_without_a_known_library_only_what_is_inside_is_the_interpreters(monkeypatch):
    monkeypatch.setattr(sys, "_stdlib_dir", None)

    assert not is_interpreters(spec_in(f"{LIBRARY}/a.py"))
    assert is_interpreters(ModuleSpec("a", None, origin="built-in"))


def test_a_listed_name_is_shared_if_nothing_else_has_it(sharing):
    assert sharing.wants("json", None)
    assert sharing.wants("json", spec_in(f"{LIBRARY}/json/__init__.py"))
    assert not sharing.wants("json", spec_in("/elsewhere/json.py"))
    assert not sharing.wants("other", None)


def test_submodules_follow_their_package(sharing):
    own = object()

    assert sharing.wants_submodule("json.decoder", {"json": json})
    assert not sharing.wants_submodule("json.decoder", {"json": own})
    assert not sharing.wants_submodule("json.decoder", {})


def test_an_exception_is_shared_whoever_has_its_package(sharing):
    assert sharing.wants_submodule("own.exception", {"own": object()})


def test_taking_imports_into_the_interpreter():
    asked: list[str] = []
    cache: dict[str, object] = {}
    sharing = Sharing(["json"], [], asked.append)

    found = sharing.take("json", cache)

    assert found is json
    assert asked == ["json"]
    assert cache == {"json": json}
