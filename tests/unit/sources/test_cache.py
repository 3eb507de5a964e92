"""The cache of content and bytecode."""

from __future__ import annotations

import os
import time
from hashlib import sha256
from pathlib import Path

import pytest

from thence.sources.cache.content import AT_ONCE, Cache, checksum, default_folder
from thence.sources.cache.pruning import kept_in, prune
from thence.sources.libraries import Libraries

DATA = b"value = 1"
DIGEST = sha256(DATA).hexdigest()
# As it is read: with what tells whether it is whole.
BYTECODE = b"code" + checksum(DIGEST, "mark", b"code")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(str(tmp_path / "cache"), Libraries())


def test_what_is_kept_is_read(cache):
    assert cache.keep(DIGEST, DATA)

    assert cache.read(DIGEST) == DATA


def test_what_is_empty_is_always_there(cache):
    """Its hash says all of it: no file is written, and no source asked."""
    digest = sha256(b"").hexdigest()

    assert cache.has(digest)
    assert cache.read(digest) == b""
    assert cache.keep(digest, b"")
    assert not Path(cache.file_of(digest)).exists()


@pytest.mark.parametrize("damage", [b"", b"value = 2", DATA + b"\n", DATA[:-1]])
def test_what_is_damaged_is_not_read_and_can_be_kept_anew(cache, damage):
    cache.keep(DIGEST, DATA)
    Path(cache.file_of(DIGEST)).write_bytes(damage)

    assert cache.read(DIGEST) is None
    assert cache.keep(DIGEST, DATA)
    assert cache.read(DIGEST) == DATA


def test_the_folder_is_for_its_user_alone(cache):
    cache.keep(DIGEST, DATA)

    assert Path(cache.folder).stat().st_mode & 0o077 == 0


def test_bytecode_is_not_taken_from_where_others_may_write(cache):
    cache.keep_bytecode(DIGEST, "mark", b"code")
    assert cache.read_bytecode(DIGEST, "mark") == BYTECODE
    Path(cache.folder).chmod(0o777)
    open_to_all = Cache(cache.folder, Libraries())

    with pytest.raises(OSError, match="others may write"):
        open_to_all.read_bytecode(DIGEST, "mark")


def test_bytecode_under_another_name_is_damaged(cache):
    """It would be another module's code."""
    cache.keep_bytecode(DIGEST, "mark", b"code")
    other = sha256(b"other").hexdigest()
    place = Path(cache.bytecode_file(other, "mark"))
    place.parent.mkdir(parents=True)
    place.write_bytes(Path(cache.bytecode_file(DIGEST, "mark")).read_bytes())

    with pytest.raises(OSError, match="damaged"):
        cache.read_bytecode(other, "mark")


@pytest.mark.parametrize("damage", [b"", BYTECODE[:-1], BYTECODE[1:], b"c0de" + BYTECODE[4:]])
def test_damaged_bytecode_is_not_read(cache, damage):
    cache.keep_bytecode(DIGEST, "mark", b"code")
    Path(cache.bytecode_file(DIGEST, "mark")).write_bytes(damage)

    with pytest.raises(OSError, match="damaged"):
        cache.read_bytecode(DIGEST, "mark")


@pytest.mark.parametrize("size", [0, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 5 * AT_ONCE])
def test_files_of_any_size_are_read_whole(cache, size):
    data = bytes(range(256)) * (size // 256) + bytes(size % 256)
    digest = sha256(data).hexdigest()

    cache.keep(digest, data)

    assert cache.read(digest) == data


def test_what_was_not_used_for_the_longest_time_goes_first(cache):
    contents = [bytes([number]) * 100 for number in range(4)]
    for age, data in enumerate(contents):
        digest = sha256(data).hexdigest()
        cache.keep(digest, data)
        then = time.time() - 1000 * (age + 1)
        os.utime(cache.file_of(digest), (then, then))

    prune(cache.folder, 250)

    left = [cache.read(sha256(data).hexdigest()) is not None for data in contents]
    assert left == [True, True, False, False]


def test_what_a_killed_process_left_is_removed_when_it_is_old(cache):
    cache.keep(DIGEST, DATA)
    old = Path(f"{cache.file_of(DIGEST)}.123.456")
    new = Path(f"{cache.file_of(DIGEST)}.124.456")
    for file in (old, new):
        file.write_bytes(b"half")
    os.utime(old, (1, 1))

    prune(cache.folder, 1 << 30)

    assert {Path(each.file) for each in kept_in(cache.folder)} == {
        Path(cache.file_of(DIGEST)),
        new,
    }


def test_it_keeps_itself_within_its_bound(cache, monkeypatch):
    monkeypatch.setattr(Cache, "bound", lambda self: 4000)

    for number in range(100):
        data = str(number).encode() * 50
        cache.keep(sha256(data).hexdigest(), data)

    assert sum(each.size for each in kept_in(cache.folder)) <= 4000 + 4000 // 16 + 100


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path):
    (tmp_path / "file").write_text("in the way")
    cache = Cache(str(tmp_path / "file" / "cache"), Libraries())

    assert not cache.keep(DIGEST, DATA)
    assert cache.read(DIGEST) is None


def test_the_environment_names_the_folder():
    assert default_folder().endswith("thence/sources") or "THENCE_CACHE" in os.environ


class TestOthers:
    """Folders that others may write to, or that hold what is no cache's."""

    def test_pruning_leaves_alone_what_a_cache_does_not_make(self, tmp_path):
        """Somebody may have named a folder with a website in it: THENCE_CACHE=."""
        site = [
            tmp_path / "content" / "index.html",
            tmp_path / "content" / "3a" / "page.html",
            tmp_path / "native" / "notes.txt",
        ]
        for file in site:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("mine")
            os.utime(file, (1, 1))
        cache = Cache(str(tmp_path), Libraries())
        cache.keep(DIGEST, DATA)

        removed = cache.prune(0)

        assert [each.file for each in removed] == [cache.file_of(DIGEST)]
        assert all(file.exists() for file in site)

    @pytest.mark.parametrize("link", ["content", "content/3a", f"content/{DIGEST[:2]}"])
    def test_pruning_follows_no_links(self, tmp_path, link):
        """Whoever may write to the folder could have others' files removed by its user."""
        home = tmp_path / "home"
        victims = [home / DIGEST[2:], home / DIGEST[:2] / DIGEST[2:], home / "diary.txt"]
        for file in victims:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("mine")
            os.utime(file, (1, 1))
        place = tmp_path / "cache" / link
        place.parent.mkdir(parents=True)
        place.symlink_to(home)

        assert prune(str(tmp_path / "cache"), 0) == []
        assert all(file.exists() for file in victims)

    @pytest.mark.parametrize("link", ["content", f"content/{DIGEST[:2]}"])
    def test_nothing_is_written_through_a_link_of_somebody_elses(self, tmp_path, link):
        folder, elsewhere = tmp_path / "cache", tmp_path / "elsewhere"
        elsewhere.mkdir()
        (folder / link).parent.mkdir(parents=True)
        (folder / link).symlink_to(elsewhere)
        folder.chmod(0o777)

        assert not Cache(str(folder), Libraries()).keep(DIGEST, DATA)
        assert list(elsewhere.iterdir()) == []

    def test_folders_are_made_for_their_user_alone_whatever_the_umask(self, tmp_path):
        cache = Cache(str(tmp_path / "cache"), Libraries())
        Path(cache.folder).mkdir(mode=0o755)
        umask = os.umask(0)
        try:
            cache.keep_bytecode(DIGEST, "mark", b"code")
        finally:
            os.umask(umask)

        place = Path(cache.bytecode_file(DIGEST, "mark")).parent
        assert [each.stat().st_mode & 0o777 for each in (place, place.parent)] == [0o700, 0o700]

    def test_a_folder_in_it_that_others_may_write_to_is_not_trusted(self, tmp_path):
        cache = Cache(str(tmp_path / "cache"), Libraries())
        cache.keep_bytecode(DIGEST, "mark", b"code")
        Path(cache.folder).chmod(0o755)
        Path(cache.bytecode_file(DIGEST, "mark")).parent.chmod(0o777)

        with pytest.raises(OSError, match="others may write"):
            Cache(cache.folder, Libraries()).read_bytecode(DIGEST, "mark")
        Path(cache.folder).chmod(0o700)
        assert Cache(cache.folder, Libraries()).read_bytecode(DIGEST, "mark") == BYTECODE
