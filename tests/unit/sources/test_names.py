"""Path entries and names of files, as text."""

from __future__ import annotations

import importlib

import hypothesis.strategies as st
import pytest
from hypothesis import given

from thence.sources import RefusedError
from thence.sources.names import (
    check_depth,
    check_name,
    check_names,
    cleaned,
    folders_of,
    inside,
    is_below,
    is_url,
    split_archive,
)
from thence.sources.opening import archive_above


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("https://Example.org/Lib/", "https://example.org/Lib"),
        ("HTTPS://example.org", "https://example.org"),
        ("https://example.org:8443/a//", "https://example.org:8443/a"),
        ("/srv/lib/", "/srv/lib"),
        ("/", "/"),
        ("memory:demo", "memory:demo"),
        ("s3://Bucket/Key", "s3://Bucket/Key"),
    ],
)
def test_an_entry_has_one_form(entry, expected):
    assert cleaned(entry) == expected
    assert cleaned(expected) == expected


@pytest.mark.parametrize(
    ("entry", "is_one"),
    [("https://h", True), ("memory:x", True), ("C:/lib", False), ("/a:b", False), ("1a:b", False)],
)
def test_a_url_begins_with_a_scheme(entry, is_one):
    assert is_url(entry) is is_one


@pytest.mark.parametrize(
    "entry",
    ["https://h/a/../b", "https://h/./a", "s3://b/../c", "notebooks:/a/../b", "onefile:../a"],
)
def test_an_entry_does_not_lead_upwards(entry):
    with pytest.raises(RefusedError):
        cleaned(entry)


def test_below_is_a_matter_of_whole_parts():
    assert is_below("https://h/lib/pkg", "https://h/lib")
    assert not is_below("https://h/library", "https://h/lib")
    assert not is_below("https://h", "https://h/lib")
    assert inside("https://h/library/a.py", "https://h/lib") is None


@pytest.mark.parametrize(
    ("entry", "archive"),
    [
        ("https://h/tool.whl/tool/data", "https://h/tool.whl"),
        ("https://h/a.tar.gz/b.zip/c", "https://h/a.tar.gz/b.zip"),
        ("https://h/lib/pkg", None),
        ("https://h/tool.whl.txt", None),
    ],
)
def test_the_innermost_archive_of_an_entry_is_found(entry, archive):
    assert archive_above(entry) == archive


def test_a_folder_with_the_name_of_an_archive_is_a_folder(tmp_path):
    (tmp_path / "lib.zip").mkdir()

    assert archive_above(f"{tmp_path}/lib.zip/pkg") is None
    assert split_archive("tool.whl") is None


@given(st.text())
def test_what_is_accepted_stays_inside(name):
    """Whatever a store says: joined to a folder, an accepted name leads to a file below it."""
    try:
        check_name("memory:x", name)
    except RefusedError:
        return

    parts = name.split("/")
    assert parts
    assert not {"", ".", ".."} & set(parts)
    assert "\\" not in name
    assert "\0" not in name


@given(st.lists(st.text("ab/", min_size=1)))
def test_every_folder_above_a_file_is_known(names):
    folders = folders_of(names)

    for name in names:
        assert name.rpartition("/")[0] in folders
    assert all(folder.rpartition("/")[0] in folders for folder in folders)


ELSEWHERE = [
    "https://h/lib/%2e%2e/evil",
    "https://h/lib/%2E./evil",
    "https://h/lib/%252e%252e/evil",
    "https://h/lib/..%2fevil",
    "https://h/lib/%2e%2e%5cevil",
    "https://h/lib/..\\evil",
    "https://h/lib/..;x=y/evil",
    "https://h/lib/%c0%ae%c0%ae/evil",
    "https://h/lib/a%00.py",
    "https://h/lib/a\r\nHost: evil",
    "https://h\\@evil/lib",
    "https://allowed@evil/lib",
]


@pytest.mark.parametrize("entry", ELSEWHERE)
def test_what_a_server_may_take_for_another_place_is_refused(entry):
    """It would lie below an allowed entry by its letters alone."""
    with pytest.raises(RefusedError):
        cleaned(entry)


@pytest.mark.parametrize(
    "entry", ["https://h/a%20b/c", "https://h/a..b/.well-known/x", "https://[::1]:8443/lib"]
)
def test_quoted_letters_and_dots_are_no_harm(entry):
    assert cleaned(entry) == entry


SECRET = [
    "https://s3cret@example.org/lib",
    "https://user:s3cret@example.org/lib",
    "zip://lib::s3://user:s3cret@bucket/all.zip",
    "postgresql://host/code?user=me&password=s3cret",
    "sqlalchemy:postgresql+psycopg://user:s3cret@host/code",
]


@pytest.mark.parametrize("entry", SECRET)
def test_a_secret_is_refused_in_each_place_and_not_shown(entry):
    with pytest.raises(RefusedError) as caught:
        cleaned(entry)

    assert "s3cret" not in f"{caught.value}{caught.value.entry}{caught.value.path}"


def test_an_owner_is_no_secret():
    assert cleaned("github://owner:repository@main/lib") == "github://owner:repository@main/lib"
    assert cleaned("s3://bucket/a?versionId=3") == "s3://bucket/a?versionId=3"


def test_names_without_end_are_refused():
    with pytest.raises(RefusedError, match="2000 letters"):
        check_name("memory:x", "a" * 2000)


def test_folders_in_folders_without_end_are_refused():
    """A set of all of them would take as many gigabytes as the listing has megabytes."""
    with pytest.raises(RefusedError, match="number of its folders"):
        check_depth("memory:x", ["a/" * 60 + "b.py"] * 20, 100)


@pytest.mark.parametrize("twin", ["Pkg/b.py", "PKG/b/c.py", "\ufb01/b.py"])
def test_folders_that_only_case_or_unicode_form_tells_apart_are_refused(twin):
    with pytest.raises(RefusedError, match="only case or Unicode form"):
        check_names("memory:x", ["pkg/a.py", "fi/a.py", twin], importlib.import_module)
