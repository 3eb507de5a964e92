"""Where bytecode is kept (PEP 3147, PEP 488)."""

from __future__ import annotations

import sys
from pathlib import PurePosixPath

import pytest

from thence._engine import paths
from thence._engine.bytecode.location import (
    below_prefix,
    cache_from_source,
    source_file_of,
    source_from_cache,
)
from thence._engine.versions import DEBUG_OVERRIDE

TAG = sys.implementation.cache_tag


@pytest.fixture(autouse=True)
def ordinary_interpreter(monkeypatch):
    """No prefix, no optimization."""
    monkeypatch.setattr(sys, "pycache_prefix", None)


@pytest.fixture
def without_a_cache(monkeypatch):
    """An interpreter that keeps no cache."""

    class Implementation:
        cache_tag = None

    monkeypatch.setattr(sys, "implementation", Implementation)


@pytest.mark.parametrize(
    ("source", "cached"),
    [
        ("/a/b.py", f"/a/__pycache__/b.{TAG}.pyc"),
        ("b.py", f"__pycache__/b.{TAG}.pyc"),
        ("a/b.c.py", f"a/__pycache__/b.c.{TAG}.pyc"),
        ("a/b", f"a/__pycache__/b{TAG}.pyc"),
        ("a/.py", f"a/__pycache__/py.{TAG}.pyc"),
        (PurePosixPath("/a/b.py"), f"/a/__pycache__/b.{TAG}.pyc"),
    ],
)
def test_the_cache_lies_beside_the_source(source, cached):
    assert cache_from_source(source) == cached


@pytest.mark.parametrize(
    ("optimization", "mark"), [("", ""), (0, ".opt-0"), (1, ".opt-1"), ("x2", ".opt-x2")]
)
def test_the_optimization_is_named(optimization, mark):
    expected = f"a/__pycache__/b.{TAG}{mark}.pyc"

    assert cache_from_source("a/b.py", optimization=optimization) == expected


def test_without_a_word_the_optimization_is_the_interpreters(monkeypatch):
    monkeypatch.setattr(sys, "flags", type("Flags", (), {"optimize": 2}))

    assert cache_from_source("b.py") == f"__pycache__/b.{TAG}.opt-2.pyc"


@pytest.mark.parametrize("optimization", ["a b", "-", "\N{SNOWMAN}"])
def test_an_optimization_is_alphanumeric(optimization):
    with pytest.raises(ValueError, match="is not alphanumeric"):
        cache_from_source("b.py", optimization=optimization)


@pytest.mark.skipif(not DEBUG_OVERRIDE, reason="gone in 3.15")
@pytest.mark.parametrize(("debug_override", "mark"), [(True, ""), (False, ".opt-1")])
def test_the_old_form_of_the_optimization_is_understood_with_a_warning(debug_override, mark):
    with pytest.warns(DeprecationWarning, match="debug_override parameter is deprecated"):
        cached = cache_from_source("b.py", debug_override)

    assert cached == f"__pycache__/b.{TAG}{mark}.pyc"


@pytest.mark.skipif(not DEBUG_OVERRIDE, reason="gone in 3.15")
def test_the_two_forms_exclude_each_other():
    with (
        pytest.warns(DeprecationWarning, match="deprecated"),
        pytest.raises(TypeError, match="debug_override or optimization must be set to None"),
    ):
        cache_from_source("b.py", True, optimization=1)


@pytest.mark.usefixtures("without_a_cache")
def test_an_interpreter_without_a_tag_keeps_no_cache():
    with pytest.raises(NotImplementedError, match=r"sys\.implementation\.cache_tag is None"):
        cache_from_source("b.py")
    with pytest.raises(NotImplementedError, match=r"sys\.implementation\.cache_tag is None"):
        source_from_cache(f"__pycache__/b.{TAG}.pyc")


def test_below_a_prefix_the_whole_path_of_the_source_is_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "pycache_prefix", "/elsewhere")
    monkeypatch.chdir(tmp_path)

    assert cache_from_source("/a/b.py") == f"/elsewhere/a/b.{TAG}.pyc"
    assert cache_from_source("a/b.py") == f"/elsewhere{tmp_path}/a/b.{TAG}.pyc"


@pytest.mark.small_files
def test_below_a_prefix_a_drive_is_left_out(monkeypatch):
    monkeypatch.setattr(paths, "SEPARATORS", "\\/")
    monkeypatch.setattr(paths, "IS_WINDOWS", True)
    monkeypatch.setattr(paths, "DRIVE_MARKS", (":\\", ":/"))

    assert below_prefix("c:\\a\\b") == "a\\b"


@pytest.mark.parametrize(
    ("cached", "source"),
    [
        (f"/a/__pycache__/b.{TAG}.pyc", "/a/b.py"),
        (f"__pycache__/b.{TAG}.pyc", "b.py"),
        ("/a/__pycache__/b.other.opt-1.pyc", "/a/b.py"),
        (PurePosixPath("/a/__pycache__/b.other.pyc"), "/a/b.py"),
    ],
)
def test_the_source_lies_above_its_cache(cached, source):
    assert source_from_cache(cached) == source


@pytest.mark.parametrize(
    ("cached", "message"),
    [
        ("/a/b.x.pyc", "__pycache__ not bottom-level directory in '/a/b.x.pyc'"),
        ("__pycache__/b.pyc", "expected only 2 or 3 dots in 'b.pyc'"),
        ("__pycache__/b.x.opt-1.y.pyc", "expected only 2 or 3 dots in 'b.x.opt-1.y.pyc'"),
        (
            "__pycache__/b.x.o-1.pyc",
            "optimization portion of filename does not start with 'opt-'",
        ),
        ("__pycache__/b.x.opt-.pyc", "optimization level '.*' is not an alphanumeric value"),
    ],
)
def test_a_path_of_another_form_is_no_cache(cached, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        source_from_cache(cached)


def test_a_cache_below_the_prefix_leads_to_the_place_of_its_source(monkeypatch):
    monkeypatch.setattr(sys, "pycache_prefix", "/elsewhere/")

    assert source_from_cache(f"/elsewhere/a/b.{TAG}.pyc") == "/a/b.py"


def test_a_cache_outside_of_the_prefix_lies_beside_its_source(monkeypatch):
    monkeypatch.setattr(sys, "pycache_prefix", "/else")

    assert source_from_cache(f"/elsewhere/__pycache__/b.{TAG}.pyc") == "/elsewhere/b.py"


@pytest.mark.parametrize(
    ("bytecode", "existing", "expected"),
    [
        ("", [], None),
        ("b", [], "b"),
        (".pyc", [], ".pyc"),
        ("a/b.txt", ["a/b.tx"], "a/b.txt"),
        (f"a/__pycache__/b.{TAG}.pyc", ["a/b.py"], "a/b.py"),
        (f"a/__pycache__/b.{TAG}.pyc", [], f"a/__pycache__/b.{TAG}.pyc"),
        ("a/b.pyc", ["a/b.py"], "a/b.py"),
        ("a/b.PYC", ["a/b.PY"], "a/b.PY"),
        ("a/b.pyc", [], "a/b.pyc"),
    ],
)
def test_a_bytecode_files_source_is_given_if_it_exists(bytecode, existing, expected):
    assert source_file_of(bytecode, existing.__contains__) == expected


@pytest.mark.usefixtures("without_a_cache")
def test_without_a_cache_the_source_is_looked_for_beside():
    assert source_file_of("a/b.pyc", ["a/b.py"].__contains__) == "a/b.py"
