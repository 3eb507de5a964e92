"""The lock file."""

from __future__ import annotations

import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from thence.sources import LockError
from thence.sources.cache.content import Cache
from thence.sources.libraries import Libraries
from thence.sources.lock import text
from thence.sources.lock.file import LockFile
from thence.sources.lock.pins import Pin

HASH = "3a" * 32
LIBRARY = Libraries()
LETTERS = st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="/\\:")
PARTS = st.text(LETTERS, min_size=1).filter(lambda part: part not in (".", ".."))
NAMES = st.lists(PARTS, min_size=1, max_size=3).map("/".join)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
PINS = st.builds(Pin, HASHES, st.integers(0, 1 << 60))
ALL = st.dictionaries(st.text(min_size=1), st.dictionaries(NAMES, PINS), max_size=4)


@pytest.fixture
def lock(tmp_path: Path) -> LockFile:
    cache = Cache(str(tmp_path / "cache"), LIBRARY)
    return LockFile(str(tmp_path / "thence.lock"), cache, LIBRARY)


@given(ALL)
def test_what_is_written_is_read(pins):
    written = text.written(pins)

    assert text.read(written, "thence.lock", LIBRARY) == pins
    assert text.written(dict(reversed(pins.items()))) == written


@given(st.text())
def test_any_text_is_quoted_as_toml_wants_it(name):
    assert tomllib.loads(f"x = {text.quoted(name)}") == {"x": name}


def test_several_at_once_lose_nothing(lock):
    """Each adds to what the file says by then."""
    files = [{f"m{number}.py": Pin(HASH, number)} for number in range(20)]

    def add(more):
        library = Libraries()
        LockFile(lock.file, Cache(f"{lock.file}.cache", library), library).add("memory:x", more)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, files))

    assert len(lock.pins()["memory:x"]) == 20
    assert [each.name for each in Path(lock.file).parent.glob("thence.lock*.*.*")] == []


def test_another_hash_for_a_file_is_refused(lock):
    lock.add("memory:x", {"a.py": Pin(HASH, 1)})

    with pytest.raises(LockError, match="another hash"):
        lock.add("memory:x", {"a.py": Pin("4b" * 32, 1)})


def test_the_parsed_form_is_kept_under_the_hash_of_the_text(lock, tmp_path):
    lock.write({"memory:x": {"a.py": Pin(HASH, 1)}})
    lock.pins()
    kept = [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]
    library = Libraries()

    again = LockFile(lock.file, Cache(str(tmp_path / "cache"), library), library)

    assert len(kept) == 1
    assert again.pins() == lock.pins()
    assert library._found.keys() <= {"_hashlib", "_sha2", "_sha256"}, "nothing parsed it"


def test_files_beside_the_lock_are_named_relative_to_it(lock, tmp_path):
    """A checkout may lie anywhere."""
    lock.write({f"{tmp_path}/vendor/tool.whl": {"a.py": Pin(HASH, 1)}, "/elsewhere": {}})

    said = Path(lock.file).read_text()

    assert '[sources."./vendor/tool.whl"]' in said
    assert '[sources."/elsewhere"]' in said
    assert f"{tmp_path}/vendor/tool.whl" in lock.pins()


def test_the_same_text_in_another_folder_names_what_lies_there(tmp_path):
    cache, pin = Cache(str(tmp_path / "cache"), LIBRARY), Pin("a" * 64, 3)
    for each in ("one", "two"):
        (tmp_path / each).mkdir()
        lock = LockFile(str(tmp_path / each / "thence.lock"), cache, LIBRARY)
        lock.add(f"{tmp_path}/{each}/lib", {"m.py": pin})

        assert LockFile(lock.file, cache, LIBRARY).pins() == {
            f"{tmp_path}/{each}/lib": {"m.py": pin}
        }
