"""Publishing to a folder: what a reader sees while it goes on, and after it was interrupted."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from thence.sources import RefusedError, Settings
from thence.sources.libraries import Libraries
from thence.sources.stores.static import Folder, publish, put
from thence.sources.stores.static_revisions import INDEX

OLD = {"pkg/__init__.py": b"value = 'old'", "pkg/gone.py": b"", "pkg/same.py": b""}
NEW = {"pkg/__init__.py": b"value = 'new'", "pkg/added.py": b"", "pkg/same.py": b""}


def settings() -> Settings:
    return Settings([], Libraries())


class Interrupted(Folder):
    """A folder that cannot be written any more after some files."""

    def __init__(self, path: str, files: int) -> None:
        super().__init__(path)
        self._left = files

    def write(self, name: str, data: bytes) -> None:
        if self._left == 0:
            raise OSError("no space left")
        self._left -= 1
        super().write(name, data)


def listed(folder: Path) -> set[str]:
    """What the listing names."""
    return set(json.loads((folder / INDEX).read_text())["files"])


def names_in(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("written", range(6))
def test_an_interrupted_publication_leaves_the_old_listing_and_all_that_it_names(
    tmp_path, written
):
    publish(OLD, str(tmp_path), settings())

    with pytest.raises(OSError, match="no space left"):
        put(NEW, str(tmp_path), Interrupted(str(tmp_path), written), settings(), bundle=False)

    assert listed(tmp_path) == OLD.keys()
    assert all((tmp_path / name).is_file() for name in OLD)
    publish(NEW, str(tmp_path), settings())
    assert listed(tmp_path) == NEW.keys()
    assert not (tmp_path / "pkg/gone.py").exists()


def test_whoever_has_the_old_listing_still_finds_the_old_bundle_until_the_next_but_one(tmp_path):
    publish(OLD, str(tmp_path), settings(), bundle=True)
    bundle = json.loads((tmp_path / INDEX).read_text())["bundle"]

    with pytest.raises(OSError, match="no space left"):
        put(NEW, str(tmp_path), Interrupted(str(tmp_path), 4), settings(), bundle=True)

    assert (tmp_path / bundle).is_file()
    publish(NEW, str(tmp_path), settings(), bundle=True)
    assert (tmp_path / bundle).is_file()
    publish(OLD, str(tmp_path), settings())
    assert not (tmp_path / bundle).exists()


def test_what_is_published_twice_leaves_what_is_kept(tmp_path):
    publish(OLD, str(tmp_path), settings())
    publish(NEW, str(tmp_path), settings())
    before = names_in(tmp_path)

    publish(NEW, str(tmp_path), settings())

    assert names_in(tmp_path) == before


def test_a_hash_that_is_none_is_the_name_of_nothing(tmp_path):
    publish(OLD, str(tmp_path), settings())
    index = json.loads((tmp_path / INDEX).read_text())
    index["files"]["pkg/gone.py"]["sha256"] = "../../out"
    (tmp_path / INDEX).write_text(json.dumps(index))

    publish(NEW, str(tmp_path), settings())

    kept = json.loads((tmp_path / INDEX).read_text())["kept"]
    assert kept == [f"thence-kept/{sha256(OLD['pkg/__init__.py']).hexdigest()}"]


@pytest.mark.parametrize("name", ["../out", "pkg/same.py", "thence-kept/../out", "thence-kept/"])
def test_a_listing_that_was_changed_removes_nothing_else(tmp_path, name):
    site = tmp_path / "site"
    publish(OLD, str(site), settings())
    (tmp_path / "out").write_text("of somebody's")
    index = {**json.loads((site / INDEX).read_text()), "kept": [name, 1]}
    (site / INDEX).write_text(json.dumps(index))

    publish({**OLD, "pkg/gone.py": b"here"}, str(site), settings())

    assert (tmp_path / "out").exists()
    assert OLD.keys() <= names_in(site)


@pytest.mark.parametrize(
    "name", ["../out.py", "/abs.py", "a\\b.py", "a//b.py", "c:x.py", "a\n.py", INDEX]
)
def test_unsafe_names_are_refused_before_anything_is_written(tmp_path, name):
    with pytest.raises(RefusedError):
        publish({"good.py": b"", name: b""}, str(tmp_path / "site"), settings())

    assert not (tmp_path / "site").exists()


def test_names_that_only_case_tells_apart_are_refused(tmp_path):
    with pytest.raises(RefusedError, match="case"):
        publish({"A.py": b"", "a.py": b""}, str(tmp_path), settings())
