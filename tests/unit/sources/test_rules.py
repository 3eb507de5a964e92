"""What may be imported, and what is said when it may not."""

from __future__ import annotations

import _imp
import gc
import inspect
import linecache
import sys
import threading
import traceback
import weakref
from collections.abc import Mapping
from hashlib import sha256
from typing import ClassVar

import pytest

import thence
from thence.sources import (
    Limits,
    LockError,
    MemorySource,
    NotPinnedError,
    RefusedError,
    Sources,
    UnavailableError,
    WrongHashError,
)
from thence.sources.lock.file import LockFile
from thence.sources.lock.pins import Pin

ENTRY = "memory:far"
MODULE = "colorsys"  # of the library, and needed by nobody


class Far(MemorySource):
    """A store elsewhere: what is asked of it is counted, and it may be down."""

    is_local = False
    can_list = True

    def __init__(self, files: Mapping[str, str | bytes], entry: str = ENTRY) -> None:
        super().__init__(entry, files)
        self.asked: list[str] = []
        self.error: Exception | None = None

    def list(self):
        self.asked.append("list")
        if self.error is not None:
            raise self.error
        return super().list() if self.can_list else None

    def read(self, name):
        self.asked.append(name)
        if self.error is not None:
            raise self.error
        return super().read(name)


def digest(data: str) -> str:
    return sha256(data.encode()).hexdigest()


@pytest.fixture
def world(tmp_path):
    """Makes a private system with sources, a lock and a cache of the test's."""

    def make(*allowed, path=None, pins=None, lock="thence.lock", **options):
        sources = Sources(
            allowed,
            lock=None if lock is None else tmp_path / lock,
            cache=tmp_path / "cache",
            **options,
        )
        if pins is not None:
            rows = {
                entry: {name: Pin(digest(text), len(text)) for name, text in files.items()}
                for entry, files in pins.items()
            }
            sources.rules.write_lock(rows)
        entries = [getattr(each, "entry", each) for each in allowed]
        return thence.ImportSystem(entries if path is None else path, sources=sources)

    return make


class TestTheLock:
    """With a lock nothing runs whose hash is not in it."""

    def test_a_locked_source_is_asked_for_nothing_but_the_files(self, world):
        """And not for those of no bytes, which nobody has to send."""
        files = {"pkg/__init__.py": "# ours", "pkg/a.py": "value = 1", "pkg/b/__init__.py": ""}
        source = Far(files)

        world(source, pins={ENTRY: files}).import_module("pkg.a")
        world(source, pins={ENTRY: files}).import_module("pkg.b")

        assert source.asked == ["pkg/__init__.py", "pkg/a.py"]

    def test_a_second_start_asks_it_for_nothing(self, world):
        files = {"a.py": "value = 1"}
        world(Far(files), pins={ENTRY: files}).import_module("a")
        source = Far(files)

        assert world(source).import_module("a").value == 1
        assert source.asked == []

    def test_a_file_that_the_lock_does_not_name_is_not_there(self, world):
        files = {"a.py": "value = 1"}
        source = Far({**files, "b.py": "value = 2"})

        with pytest.raises(ModuleNotFoundError):
            world(source, pins={ENTRY: files}).import_module("b")

    def test_other_bytes_are_refused_and_both_hashes_are_shown(self, world):
        source = Far({"a.py": "value = 2"})

        with pytest.raises(WrongHashError) as caught:
            world(source, pins={ENTRY: {"a.py": "value = 1"}}).import_module("a")

        message = str(caught.value)
        assert digest("value = 1") in message
        assert digest("value = 2") in message
        assert "thence pin --update" in message
        assert (caught.value.entry, caught.value.file) == (ENTRY, "a.py")
        assert caught.value.name == "a"

    @pytest.mark.parametrize(
        ("text", "word"), [("value", "cut short"), ("value = 1111", "too long")]
    )
    def test_what_is_cut_short_or_too_long_is_said_to_be(self, world, text, word):
        with pytest.raises(WrongHashError, match=word):
            world(Far({"a.py": text}), pins={ENTRY: {"a.py": "value = 1"}}).import_module("a")

    def test_a_good_import_works_after_a_refused_one(self, world):
        source = Far({"a.py": "value = 2", "b.py": "value = 3"})
        system = world(source, pins={ENTRY: {"a.py": "value = 1", "b.py": "value = 3"}})
        with pytest.raises(WrongHashError):
            system.import_module("a")

        assert system.import_module("b").value == 3
        source.files = {"a.py": "value = 1"}
        assert system.import_module("a").value == 1

    def test_an_archive_is_asked_once_for_everything(self, world):
        class Archive(Far):
            is_bulk = True

        files = {f"m{number}.py": f"value = {number}" for number in range(5)}
        source = Archive(files)
        world(source, pins={ENTRY: files}).import_module("m0")
        assert sorted(source.asked) == sorted(files)

        gone = Archive({})
        assert world(gone).import_module("m4").value == 4
        assert gone.asked == []

    def test_without_a_cache_each_file_is_asked_for_once(self, world, tmp_path):
        class Archive(Far):
            is_bulk = True

        (tmp_path / "cache").write_text("in the way")
        files = {f"m{number}.py": f"value = {number}" for number in range(5)}
        source = Archive(files)
        system = world(source, pins={ENTRY: files})
        for name in ("m0", "m1"):
            system.import_module(name)

        assert source.asked == ["m0.py", "m1.py"]

    def test_without_a_lock_a_source_elsewhere_is_refused(self, world):
        source = Far({"a.py": "value = 1"})

        with pytest.raises(NotPinnedError, match="thence pin"):
            world(source, lock=None).import_module("a")

        assert source.asked == []

    def test_trust_on_first_use_writes_what_was_executed(self, world, tmp_path):
        files = {"a.py": "value = 1", "b.py": "value = 2"}
        world(Far(files), trust_first_use=True).import_module("a")

        system = world(Far({**files, "a.py": "value = 3"}))

        assert system.import_module("a").value == 1, "from the cache"
        assert digest("value = 1") in (tmp_path / "thence.lock").read_text()
        with pytest.raises(ModuleNotFoundError):
            system.import_module("b")

    def test_what_another_lock_has_put_into_the_cache_is_written_too(self, world, tmp_path):
        """The listing tells the hashes, so that the store need not be asked for files."""

        class Listing(Far):
            def list(self):
                return {name: sha256(data).hexdigest() for name, data in self.files.items()}

        files = {"pkg/__init__.py": "", "pkg/a.py": "value = 1", "pkg/b.txt": "text"}
        for lock in ("first.lock", "second.lock"):
            source = Listing({name: text.encode() for name, text in files.items()})
            system = world(source, trust_first_use=True, lock=lock)
            module = system.import_module("pkg.a")
            assert module.__spec__.loader.get_data(f"{ENTRY}/pkg/b.txt") == b"text"

        written = [(tmp_path / each).read_text() for each in ("first.lock", "second.lock")]
        assert written[0] == written[1]
        assert source.asked == []
        assert all(name in written[1] for name in files)

    def test_trust_goes_on_where_the_lock_ends(self, world):
        files = {"a.py": "value = 1", "b.py": "value = 2"}
        for make in (Far, lambda files: MemorySource(ENTRY, files)):
            world(make(files), trust_first_use=True).import_module("a")

            assert world(make(files), trust_first_use=True).import_module("b").value == 2

    def test_trust_ends_where_the_lock_says_something_else(self, world):
        system = world(
            Far({"a.py": "value = 2"}), pins={ENTRY: {"a.py": "value = 1"}}, trust_first_use=True
        )

        with pytest.raises(WrongHashError):
            system.import_module("a")

    def test_a_frozen_lock_is_not_added_to(self, world, tmp_path):
        with pytest.raises(NotPinnedError):
            world(Far({"a.py": ""}), trust_first_use=True, frozen=True).import_module("a")

        assert not (tmp_path / "thence.lock").exists()

    def test_a_lock_that_changes_is_read_again(self, world):
        files = {"a.py": "value = 1"}
        source = Far(files)
        system = world(source, pins={ENTRY: files})
        module = system.import_module("a")
        source.files = {"a.py": "value = 2"}

        world(source, pins={ENTRY: {"a.py": "value = 2"}})

        assert system.reload(module).value == 2

    @pytest.mark.parametrize(
        "text",
        [
            "nonsense",
            "version = 2\n",
            'version = 1\n[sources."x"]\n"a.py" = { sha256 = "short", size = 1 }\n',
            'version = 1\n[sources."x"]\n"../a.py" = { sha256 = "' + "0" * 64 + '", size = 1 }\n',
            'version = 1\n[sources."x"]\n"a.py" = { sha256 = "' + "0" * 64 + '", size = -1 }\n',
            "version = 1\nsources = 3\n",
            "version = 1\n[sources]\nx = 3\n",
        ],
    )
    def test_what_is_no_lock_is_an_error_at_once(self, world, tmp_path, text):
        (tmp_path / "thence.lock").write_text(text)

        with pytest.raises((LockError, RefusedError)):
            world(Far({"a.py": ""}))


class TestSourcesThatFail:
    """A source that is down does not hide a module that another entry has."""

    def test_another_entry_may_have_the_module(self, world):
        down = Far({}, "memory:down")
        down.error = ConnectionRefusedError(111, "Connection refused")
        up = Far({"a.py": "value = 1"})

        system = world(down, up, pins={"memory:down": {"a.py": "x"}, ENTRY: {"a.py": "value = 1"}})

        assert system.import_module("a").value == 1

    def test_strictly_it_is_an_error(self, world):
        down = Far({}, "memory:down")
        down.error = ConnectionRefusedError(111, "Connection refused")

        system = world(down, pins={"memory:down": {"a.py": "x"}}, strict=True)

        with pytest.raises(UnavailableError, match="Connection refused"):
            system.import_module("a")

    def test_if_nobody_has_it_the_error_tells_who_could_not_be_asked(self, world, tmp_path):
        down = Far({}, "memory:down")
        down.error = TimeoutError("took too long")
        path = ["memory:down", str(tmp_path)]

        system = world(down, path=path, pins={"memory:down": {"a.py": "x"}})

        with pytest.raises(ModuleNotFoundError) as caught:
            system.import_module("a")
        assert str(caught.value) == "No module named 'a'"
        assert caught.value.name == "a"
        assert isinstance(caught.value.__cause__, TimeoutError)
        notes = "\n".join(caught.value.__notes__)
        assert "memory:down could not be asked: TimeoutError: took too long" in notes
        assert "the other entries of the path (1) were searched" in notes

    @pytest.mark.parametrize("entry", ["https://127.0.0.1:1/lib/", "HTTPS://127.0.0.1:1/lib"])
    def test_the_same_where_the_path_spells_the_entry_otherwise(self, entry, tmp_path):
        options = {"lock": tmp_path / "lock", "cache": tmp_path / "cache"}
        sources = Sources([entry], trust_first_use=True, **options)
        system = thence.ImportSystem([entry, str(tmp_path)], sources=sources)

        with pytest.raises(ModuleNotFoundError) as caught:
            system.import_module("a")
        assert "https://127.0.0.1:1/lib could not be asked" in "".join(caught.value.__notes__)

    def test_offline_says_how_to_fill_the_cache(self, world):
        source = Far({"a.py": "value = 1"})

        with pytest.raises(UnavailableError) as caught:
            world(source, pins={ENTRY: source.files}, offline=True).import_module("a")

        assert "thence cache fill" in "\n".join(caught.value.__notes__)
        assert source.asked == []

    def test_a_source_that_comes_back_is_asked_again(self, world):
        source = Far({"a.py": "value = 1"})
        source.error = ConnectionResetError("reset")
        system = world(source, pins={ENTRY: source.files})
        with pytest.raises(ModuleNotFoundError):
            system.import_module("a")
        source.error = None

        assert system.import_module("a").value == 1

    def test_other_threads_import_while_a_source_is_waited_for(self, world):
        """What is waited for may be one of them: a server in this very process."""
        done = []

        class Slow(Far):
            def read(self, name):
                thread = threading.Thread(target=lambda: done.append(__import__(MODULE)))
                thread.start()
                thread.join(timeout=30)
                assert not thread.is_alive(), "it waits for the import lock"
                return super().read(name)

        sys.modules.pop(MODULE, None)
        files = {"a.py": "value = 1"}

        assert world(Slow(files), pins={ENTRY: files}).import_module("a").value == 1
        assert done

    def test_the_import_lock_is_free_while_the_lock_file_is_waited_for(self, world, monkeypatch):
        """Whoever has locked it may have to import what it is read with."""
        held = []
        add = LockFile.add

        def watched(*words):
            held.append(_imp.lock_held())
            add(*words)

        monkeypatch.setattr(LockFile, "add", watched)

        world(Far({"a.py": ""}), trust_first_use=True).import_module("a")

        assert held == [False]

    def test_a_listing_that_lies_about_a_hash_is_refused(self, world):
        class Lying(Far):
            def list(self):
                return dict.fromkeys(self.files, "0" * 64)

        with pytest.raises(WrongHashError, match="its own listing"):
            world(Lying({"a.py": "value = 1"}), trust_first_use=True).import_module("a")

    @pytest.mark.parametrize("name", ["../a.py", "/a.py", "a\\b.py", "x/../a.py"])
    def test_a_listing_that_leads_elsewhere_is_refused(self, world, name):
        source = Far({"a.py": "", name: ""})

        with pytest.raises(RefusedError):
            world(source, trust_first_use=True).import_module("a")

    def test_a_file_beyond_the_limit_is_refused(self, world):
        source = Far({"a.py": "# long\n" * 100})

        system = world(source, pins={ENTRY: source.files}, limits=Limits(size=99))

        with pytest.raises(RefusedError, match="limit of 99"):
            system.import_module("a")


class TestSourcesThatCannotList:
    """A folder without a listing is probed."""

    def test_modules_are_found_by_asking_for_their_files(self, world):
        source = Far({"pkg/__init__.py": "", "pkg/a.py": "value = 1"})
        source.can_list = False

        assert world(source, trust_first_use=True).import_module("pkg.a").value == 1

    def test_what_is_not_there_is_asked_for_once(self, world):
        source = Far({})
        source.can_list = False
        system = world(source, trust_first_use=True)
        for _ in range(2):
            with pytest.raises(ModuleNotFoundError):
                system.import_module("absent")

        assert source.asked == ["list", "absent/__init__.py", "absent.py"]


class TestWhatIsAllowed:
    """Nothing is read that nobody named."""

    def test_an_entry_on_the_path_is_not_enough(self, world):
        system = world(path=["https://127.0.0.1:1/lib"])

        with pytest.raises(ModuleNotFoundError) as caught:
            system.import_module("absent")

        assert "is not allowed" in "\n".join(caught.value.__notes__)

    def test_a_neighbour_with_a_longer_name_is_not_allowed(self, world):
        system = world("https://127.0.0.1:1/lib", path=["https://127.0.0.1:1/library"])

        with pytest.raises(ModuleNotFoundError) as caught:
            system.import_module("absent")

        assert "is not allowed" in "\n".join(caught.value.__notes__)

    @pytest.mark.parametrize(
        "entry",
        [
            "https://user:secret@example.org/lib",
            "https://example.org/lib?token=secret",
            "https://example.org/lib#secret",
        ],
    )
    def test_an_entry_with_a_secret_is_refused_and_the_secret_not_shown(self, entry):
        with pytest.raises(RefusedError) as caught:
            Sources([entry])

        assert "secret" not in str(caught.value)
        assert "secret" not in repr(caught.value)

    def test_an_entry_that_leads_upwards_is_refused(self):
        with pytest.raises(RefusedError, match="upwards"):
            Sources(["https://example.org/lib/../private"])

    def test_what_sources_need_for_themselves_never_comes_from_one(self, world):
        """Tomllib reads the lock; a source that comes first may have a module of that name."""
        files = {"tomllib.py": "raise SystemExit", "_hashlib.py": "raise SystemExit", "a.py": ""}

        assert world(Far(files), pins={ENTRY: files}).import_module("a")

    def test_detached_sources_are_gone(self, tmp_path):
        sources = Sources([MemorySource("memory:x", {"a.py": "", "b.py": ""})])
        system = thence.ImportSystem(["memory:x"], sources=sources)
        system.import_module("a")
        hooks, finders = len(system.path_hooks), len(system.meta_path)

        sources.detach(system)

        with pytest.raises(ModuleNotFoundError):
            system.import_module("b")
        assert (len(system.path_hooks), len(system.meta_path)) == (hooks - 1, finders - 1)


@pytest.mark.skipif(sys.version_info < (3, 15), reason="finders discover since 3.15")
def test_a_finder_discovers_what_it_would_find(world):
    files = {"pkg/__init__.py": "", "pkg/a.py": "", "b.py": "", "data.txt": ""}
    system = world(MemorySource("memory:here", files), lock=None)
    system.import_module("pkg")

    top = system.path_importer_cache["memory:here"].discover()
    inner = system.machinery.PathFinder.discover(system.modules["pkg"].__spec__)

    assert [spec.name for spec in top] == ["b", "pkg"]
    assert [spec.name for spec in inner] == ["pkg.a"]


class TestListening:
    """Observers hear what was read."""

    def test_each_read_is_told_with_hash_size_and_where(self, world, monkeypatch):
        heard = []

        class Listener(thence.Observer):
            def content_read(self, *facts):
                heard.append(facts[:-1])

        files = {"a.py": "value = 1"}
        for writes in (False, True, True):  # with what an earlier one has kept
            monkeypatch.setattr(sys, "dont_write_bytecode", not writes)
            system = world(Far(files), pins={ENTRY: files})
            system.observer = Listener()
            system.import_module("a")

        facts = [(file, sha256, where) for file, sha256, _, where in heard]
        places = ("source", "cache", "bytecode")
        assert facts == [(f"{ENTRY}/a.py", digest("value = 1"), where) for where in places]
        assert [size for _, _, size, where in heard if where != "bytecode"] == [9, 9]


class TestLines:
    """``linecache`` remembers every file for ever."""

    FILES: ClassVar = {"a.py": "def function():\n    pass\n"}

    def test_a_source_goes_with_the_system_that_imported_from_it(self, world):
        source = Far(self.FILES)
        system = world(source, pins={ENTRY: self.FILES})
        system.import_module("a")
        alive = weakref.ref(source)

        del source, system
        gc.collect()

        assert alive() is None
        assert linecache.getlines(f"{ENTRY}/a.py") == []

    def test_they_are_there_as_long_as_there_is_code(self, world):
        for _ in range(2):  # another system, of the same file
            system = world(Far(self.FILES), pins={ENTRY: self.FILES})
            function = system.import_module("a").function

            del system
            gc.collect()

            assert inspect.getsource(function) == self.FILES["a.py"]


class TestSecrets:
    """What somebody put on the path by mistake is shown nowhere."""

    ENTRY = "https://user:s3cret@example.org/lib"

    def test_no_error_shows_it(self, world):
        system = world(path=[self.ENTRY, [1]])

        with pytest.raises(ModuleNotFoundError) as caught:
            system.import_module("absent")

        text = "".join(traceback.format_exception(caught.value))
        assert "https://example.org/lib: a path entry is seen by everybody" in text
        assert "s3cret" not in f"{text}{caught.value.path}{caught.value.entry}"
