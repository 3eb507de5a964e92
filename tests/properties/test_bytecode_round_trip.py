"""The place and the format of bytecode files, against importlib's."""

from __future__ import annotations

import contextlib
import importlib._bootstrap_external
import importlib.util
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thence._engine.bytecode import format
from thence._engine.bytecode.location import cache_from_source, source_from_cache

theirs: Any = importlib._bootstrap_external

parts = st.text(alphabet="ab.π -", min_size=1, max_size=4)
stems = st.text(alphabet="abπ_", min_size=1, max_size=5)
directories = st.lists(parts, max_size=4).map("/".join)
sources = st.builds(lambda folder, stem: f"{folder}/{stem}.py", directories, stems)
optimizations = st.none() | st.sampled_from(["", 0, 1, 2, "3", "fast"])
flags = st.sampled_from([0, format.BY_HASH, format.BY_HASH | format.CHECK_SOURCE])

prefixes = st.sampled_from([None, "/elsewhere", "relative/place"])
cached_names = st.text(alphabet="a.1", max_size=4) | st.sampled_from(
    ["a.b.pyc", "a.b.opt-1.pyc", "a.b.opt-.pyc", "a.b.opt-x y.pyc", "a.b.op-1.pyc", "a.b.c.d.pyc"]
)
cached_files = st.builds(
    lambda folder, file: f"{folder}__pycache__/{file}",
    st.sampled_from(["", "a/", "/elsewhere/b/"]),
    cached_names,
)

DETAILS = {"name": "wanted", "path": "wanted.pyc"}
CODE = compile("answer = 42", "wanted.py", "exec")


@contextlib.contextmanager
def in_force(prefix):
    """``sys.pycache_prefix`` set to a directory, or None."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "pycache_prefix", prefix)
        yield


def same(function, expected_of, *arguments, prefix=None, **named):
    """Assert that two functions have the same outcome under a prefix."""
    with in_force(prefix):
        expected = outcome(expected_of, *arguments, **named)

        assert outcome(function, *arguments, **named) == expected


def outcome(function, *arguments, **named):
    """What comes of a call: its result, or its error's type and message."""
    try:
        return function(*arguments, **named)
    except (ImportError, EOFError, ValueError) as error:
        return type(error), str(error)


@given(prefixes, sources, optimizations)
def test_bytecode_lies_where_importlib_says(prefix, source, optimization):
    theirs = importlib.util.cache_from_source

    same(cache_from_source, theirs, source, prefix=prefix, optimization=optimization)


# (A directory that is nothing but its root is too much for importlib, below a prefix.)
odd_paths = st.text(alphabet="ab./π", max_size=12).map(lambda rest: f"a{rest}")


@given(prefixes, odd_paths, st.text(alphabet="a1-. ", max_size=3))
def test_odd_paths_lie_where_importlib_says(prefix, path, optimization):
    theirs = importlib.util.cache_from_source

    same(cache_from_source, theirs, path, prefix=prefix, optimization=optimization)


@given(st.lists(stems, min_size=1).map("/".join), optimizations)
def test_the_way_to_the_cache_leads_back(base, optimization):
    source = f"{base}.py"

    with in_force(None):
        cached = cache_from_source(source, optimization=optimization)

        assert source_from_cache(cached) == source


@given(st.lists(stems, min_size=1).map("/".join), optimizations)
def test_the_way_below_a_prefix_leads_back(base, optimization):
    source = f"/from/the/root/{base}.py"

    with in_force("/elsewhere"):
        cached = cache_from_source(source, optimization=optimization)

        assert cached.startswith("/elsewhere/")
        assert source_from_cache(cached) == source


@given(prefixes, st.text(alphabet="ab./", max_size=12) | cached_files)
def test_odd_caches_lead_where_importlib_says(prefix, path):
    same(source_from_cache, importlib.util.source_from_cache, path, prefix=prefix)


@given(st.integers(0, 2**40), st.integers(0, 2**40))
def test_a_file_by_time_is_what_importlib_writes(mtime, size):
    assert format.timestamp_pyc(CODE, mtime, size) == theirs._code_to_timestamp_pyc(
        CODE, mtime, size
    )


@given(st.binary(min_size=8, max_size=8), st.booleans())
def test_a_file_by_hash_is_what_importlib_writes(source_hash, checked):
    expected = theirs._code_to_hash_pyc(CODE, source_hash, checked)

    assert format.hash_pyc(CODE, source_hash, checked) == expected


@given(st.binary(max_size=200))
def test_the_hash_of_a_source_is_importlibs(source):
    assert format.hash_of_source(source) == importlib.util.source_hash(source)


@given(st.integers(0, 2**33), st.integers(0, 2**33))
def test_a_file_by_time_is_valid_for_its_source(mtime, size):
    data = bytes(format.timestamp_pyc(CODE, mtime, size))

    assert format.header_flags(data, "wanted", DETAILS) == 0
    format.check_timestamp(data, mtime, size, "wanted", DETAILS)
    assert format.code_in(data[format.HEADER_SIZE :]) == CODE


@given(st.binary(min_size=8, max_size=8), st.booleans())
def test_a_file_by_hash_is_valid_for_its_source(source_hash, checked):
    data = bytes(format.hash_pyc(CODE, source_hash, checked))

    assert format.header_flags(data, "wanted", DETAILS) == (0b11 if checked else 0b01)
    format.check_hash(data, source_hash, "wanted", DETAILS)
    assert format.code_in(memoryview(data)[format.HEADER_SIZE :]) == CODE


times = st.integers(0, 2**32 - 1)


@given(times, times, times, times)
def test_another_time_or_size_is_refused(mtime, size, other_mtime, other_size):
    data = bytes(format.timestamp_pyc(CODE, mtime, size))

    result = outcome(format.check_timestamp, data, other_mtime, other_size, "wanted", DETAILS)

    same = (mtime, size) == (other_mtime, other_size)
    assert result == (None if same else (ImportError, "bytecode is stale for 'wanted'"))


@given(st.binary(min_size=8, max_size=8), st.binary(min_size=8, max_size=8))
def test_another_hash_is_refused(one, other):
    result = outcome(
        format.check_hash, bytes(format.hash_pyc(CODE, one)), other, "wanted", DETAILS
    )

    message = "hash in bytecode doesn't match hash of source 'wanted'"
    assert result == (None if one == other else (ImportError, message))


@given(
    st.binary(max_size=24) | st.binary(max_size=20).map(lambda rest: format.MAGIC_NUMBER + rest)
)
def test_any_header_is_judged_as_importlib_judges_it(data):
    expected = outcome(theirs._classify_pyc, data, "wanted", DETAILS)

    assert outcome(format.header_flags, data, "wanted", DETAILS) == expected


@given(st.integers(-(2**70), 2**70) | st.floats(0, 2**50))
def test_numbers_are_cut_to_32_bits_as_importlib_does(number):
    assert format.pack_uint32(number) == theirs._pack_uint32(number)
