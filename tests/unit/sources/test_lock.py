"""The lock file."""

from __future__ import annotations

import os
import subprocess
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
    lock.replace({"memory:x": {"a.py": Pin(HASH, 1)}})
    lock.pins()
    kept = [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]
    library = Libraries()

    again = LockFile(lock.file, Cache(str(tmp_path / "cache"), library), library)

    assert len(kept) == 1
    assert again.pins() == lock.pins()
    assert library._found.keys() <= {"_hashlib", "_sha2", "_sha256"}, "nothing parsed it"


def test_files_beside_the_lock_are_named_relative_to_it(lock, tmp_path):
    """A checkout may lie anywhere."""
    lock.replace({f"{tmp_path}/vendor/tool.whl": {"a.py": Pin(HASH, 1)}, "/elsewhere": {}})

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


class TestWhatIsNoLock:
    """Each says what is wrong, where, and what to do."""

    GOOD = f'"a.py" = {{ sha256 = "{HASH}", size = 1 }}'

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            ("version = 1\n[sources.'m:x']\n{row}\n{row}\n", "line 4"),
            ("<<<<<<< HEAD\nversion = 1\n", "line 1 is from a merge that was not finished"),
            ("version = 1\n=======\n", "line 2 is from a merge that was not finished"),
            ("\ufeffversion = 1\n", "byte order mark"),
            ("version = true\n", "its version is True"),
            ("version = 1.0\n", "its version is 1.0"),
            ("version = '" + "9" * 9999 + "'\n", "its version is '9{79}\\.\\.\\."),
            ("version = 1\nsources = 3\n", "sources is no table"),
            ("version = 1\nsources = " + "[" * 5000, "no lock"),
            ("version = 1\n[sources]\n'm:x' = 3\n", "m:x is no table"),
            ("version = 1\n[sources.'m:x']\n'a.py' = 3\n", "sha256 of m:x/a.py"),
            ("version = 1\n[sources.'m:x']\n'/etc/a.py' = 3\n", "an absolute path"),
            ("version = 1\n[sources.'m:x']\n'../a.py' = 3\n", "leads out of the source"),
            ("version = 1\n[sources.'m:x']\n'A.py' = 1\n{row}\n", "only case or Unicode form"),
            ("version = 1\n[sources.'m:x']\n'\uff41.py' = 1\n{row}\n", "only case or Unicode"),
            ("version = 1\n[sources.'https://u:s3cret@h/l']\n{row}\n", "must not hold a password"),
            ("version = 1\n[sources.'https://h/%2e%2e/l']\n{row}\n", "must not lead upwards"),
        ],
    )
    def test_it_is_refused_in_words(self, lock, data, why):
        Path(lock.file).write_text(data.replace("{row}", self.GOOD), encoding="utf-8")

        with pytest.raises(LockError, match=why) as caught:
            lock.pins()

        assert lock.file in str(caught.value)
        assert "thence pin" in str(caught.value)
        assert "s3cret" not in str(caught.value)
        assert len(str(caught.value)) < 1000

    def test_bytes_that_are_no_text(self, lock):
        Path(lock.file).write_bytes(b"version = 1\n# \xff\n")

        with pytest.raises(LockError, match="not UTF-8"):
            lock.pins()

    def test_one_without_end(self, lock):
        with Path(lock.file).open("wb") as file:
            file.truncate(1 << 40)

        with pytest.raises(LockError, match="1099511627776 bytes, of at most"):
            lock.pins()

    def test_a_folder_of_its_name(self, lock):
        Path(lock.file).mkdir()

        with pytest.raises(LockError, match=r"cannot read .*[Dd]irectory"):
            lock.pins()

    def test_lines_may_end_as_on_windows(self, lock):
        Path(lock.file).write_bytes(f"version = 1\r\n[sources.'m:x']\r\n{self.GOOD}\r\n".encode())

        assert lock.pins() == {"m:x": {"a.py": Pin(HASH, 1)}}


class TestWriting:
    """The file as others have made it."""

    def test_a_link_to_a_lock_stays_one(self, lock, tmp_path):
        (tmp_path / "shared").mkdir()
        Path(lock.file).symlink_to("shared/real.lock")

        lock.add("memory:x", {"a.py": Pin(HASH, 1)})

        assert Path(lock.file).is_symlink()
        assert HASH in (tmp_path / "shared" / "real.lock").read_text()

    def test_links_in_a_circle_are_an_error(self, lock):
        Path(lock.file).symlink_to("thence.lock")

        with pytest.raises(LockError):
            lock.add("memory:x", {"a.py": Pin(HASH, 1)})

    def test_one_that_is_read_only_is_not_replaced(self, lock, monkeypatch):
        lock.add("memory:x", {"a.py": Pin(HASH, 1)})
        Path(lock.file).chmod(0o444)
        if os.geteuid() == 0:  # whom the system lets write nevertheless
            monkeypatch.setattr("posix.access", lambda *_: False)

        with pytest.raises(LockError, match="read-only"):
            lock.add("memory:x", {"b.py": Pin(HASH, 1)})

    def test_what_others_added_meanwhile_stays(self, lock):
        lock.replace({"memory:x": {"a.py": Pin(HASH, 1)}})

        lock.replace({"memory:y": {"b.py": Pin(HASH, 1)}})

        assert lock.pins().keys() == {"memory:x", "memory:y"}


def test_git_merges_what_two_branches_pinned(lock, tmp_path):
    """One line for each file, sorted, and nothing else that changes."""

    def git(*words):
        environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words]
        subprocess.run(command, cwd=tmp_path, check=True, env=environment, capture_output=True)

    def commit(entry, *names):
        for name in names:
            lock.add(entry, {name: Pin(HASH, 1)})
        git("commit", "-qam", f"pin {names}")

    git("init", "-q", "-b", "main")
    lock.add("https://h/lib", {f"m{number}0.py": Pin(HASH, 1) for number in range(10)})
    git("add", "thence.lock")
    git("commit", "-qm", "first")
    git("checkout", "-qb", "other")
    commit("https://h/lib", "m25.py", "m85.py")
    commit("https://a/first", "x.py")
    git("checkout", "-q", "main")
    commit("https://h/lib", "m55.py")
    commit("https://z/last", "y.py")
    git("merge", "-q", "other")

    merged = Path(lock.file).read_text()
    assert merged == text.written(lock.pins())
    assert lock.pins().keys() == {"https://a/first", "https://h/lib", "https://z/last"}
    assert {"m25.py", "m55.py", "m85.py"} < lock.pins()["https://h/lib"].keys()
