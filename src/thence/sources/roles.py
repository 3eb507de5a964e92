"""What every store has to do, as tests: subclass ``SourceRoles`` and let pytest collect it.

class TestMyStore(SourceRoles):
    def publish(self, files, place):
        ...                            # put the files there, in place of what was there
        return MySource(entry, settings)
"""

from .entry_roles import FILES, PathEntryRoles, hash_of, shows, skip
from .errors import NotPinnedError, WrongHashError
from .policy import Sources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

CHANGED = {**FILES, "tool/part.py": b"answer = 'changed'\n", "more.py": b"answer = 1\n"}


class SourceRoles(PathEntryRoles):
    """One store's tests, those of its path entries among them.  Write ``publish``."""

    # ------------------------------------------------------------ the three methods

    def test_the_entry_is_a_string_that_others_may_see(self, tmp_path: "Path") -> None:
        """Without a slash at its end."""
        source = self.publish(FILES, tmp_path)

        assert isinstance(source.entry, str)
        assert source.entry.rstrip("/") == source.entry
        assert source.entry in repr(source)

    def test_every_file_is_listed_with_its_hash_or_without(self, tmp_path: "Path") -> None:
        """By the name that ``read`` takes."""
        source = self.publish(FILES, tmp_path)

        listing = source.list()

        if not self.lists:
            assert listing is None
            return
        assert listing is not None
        assert set(listing) == set(FILES)
        for name, sha256 in listing.items():
            assert sha256 in (None, hash_of(FILES[name])), name

    def test_every_file_is_read_to_the_last_byte(self, tmp_path: "Path") -> None:
        """Empty ones, too, and others than text."""
        source = self.publish(FILES, tmp_path)

        read = {name: source.read(name) for name in FILES}

        assert read == FILES

    def test_a_file_can_be_read_before_anything_was_listed(self, tmp_path: "Path") -> None:
        """With a lock, nobody asks for the listing."""
        assert self.publish(FILES, tmp_path).read("alone.py") == FILES["alone.py"]

    def test_what_is_not_there_is_a_file_that_was_not_found(self, tmp_path: "Path") -> None:
        """Folders are no files."""
        source = self.publish(FILES, tmp_path)

        for name in ("absent.py", "tool", "tool/absent.py", "alone.py/x"):
            try:
                data = source.read(name)
            except FileNotFoundError:
                continue
            raise AssertionError(f"{name} was read: {data!r}")

    def test_the_fingerprint_stays_until_something_changes(self, tmp_path: "Path") -> None:
        """None says that the store cannot tell."""
        source = self.publish(FILES, tmp_path)
        first = source.fingerprint()
        if first is None:
            return

        assert source.fingerprint() == first
        assert self.publish(CHANGED, tmp_path).fingerprint() != first

    def test_a_new_listing_sees_what_changed(self, tmp_path: "Path") -> None:
        """On a source that was open before, too."""
        source = self.publish(FILES, tmp_path)
        source.list()
        self.publish(CHANGED, tmp_path)

        listing = source.list()

        assert listing is None or set(listing) == set(CHANGED)
        assert source.read("tool/part.py") == CHANGED["tool/part.py"]

    def test_threads_may_read_at_once(self, tmp_path: "Path") -> None:
        """Each gets its own file."""
        from concurrent.futures import ThreadPoolExecutor

        source = self.publish(FILES, tmp_path)
        names = list(FILES) * 4

        with ThreadPoolExecutor(4) as pool:
            read = list(pool.map(source.read, names))

        assert read == [FILES[name] for name in names]

    # ------------------------------------------------------------ modules

    def test_modules_are_imported_as_from_a_folder(self, tmp_path: "Path") -> None:
        """Packages, submodules, relative imports, and a namespace package where it is listed."""
        system = self.system(self.publish(FILES, tmp_path), tmp_path)

        assert system.import_module("alone").answer == 42
        assert system.import_module("tool.part").__package__ == "tool"
        if self.lists:
            assert system.import_module("space.portion").answer == 42

    def test_resources_and_source_lines_come_from_the_source(self, tmp_path: "Path") -> None:
        """As with ``importlib.resources`` and ``inspect``."""
        from importlib import resources
        from inspect import getsource

        source = self.publish(FILES, tmp_path)
        tool = self.system(source, tmp_path, extra=FILES).import_module("tool")

        assert (
            resources.files(tool).joinpath("data/table.csv").read_bytes()
            == (FILES["tool/data/table.csv"])
        )
        assert getsource(tool.part.fail).startswith("def fail():")
        assert tool.part.__file__ == f"{source.entry}/tool/part.py"

    def test_other_bytes_than_the_lock_names_are_never_executed(self, tmp_path: "Path") -> None:
        """The error says which file, and both hashes."""
        changed = {**FILES, "tool/part.py": b"raise SystemExit('executed')\n"}
        source = self.publish(changed, tmp_path)
        system = self.system(source, tmp_path, extra=FILES)

        try:
            system.import_module("tool")
        except WrongHashError as error:
            assert hash_of(FILES["tool/part.py"]) in str(error) or "bytes" in str(error)
            assert error.file == "tool/part.py"
        else:
            raise AssertionError("it was executed")

    def test_what_is_published_later_does_not_get_by_the_lock(self, tmp_path: "Path") -> None:
        """A store that keeps earlier revisions may go on handing out what the lock names."""
        system = self.system(self.publish(FILES, tmp_path), tmp_path, extra=FILES)
        changed = {**FILES, "tool/part.py": b"raise SystemExit('executed')\n"}
        self.publish(changed, tmp_path)

        try:
            answer = system.import_module("tool").answer
        except WrongHashError as error:
            assert error.file == "tool/part.py"
        else:
            assert answer == 42

    def test_what_the_lock_names_imports_without_the_source(self, tmp_path: "Path") -> None:
        """Once it was read, if it is not on this machine anyway."""
        source = self.publish(FILES, tmp_path)
        self.system(source, tmp_path, extra=FILES).import_module("alone")

        offline = self.system(source, tmp_path, extra=FILES, offline=True)

        assert offline.import_module("alone").answer == 42

    def test_a_source_elsewhere_needs_a_lock(self, tmp_path: "Path") -> None:
        """One on this machine may do without."""
        from .. import ImportSystem

        source = self.publish(FILES, tmp_path)
        sources = Sources([source], cache=tmp_path / "cache-of-this-test")
        system = ImportSystem([source.entry], sources=sources)

        try:
            answer = system.import_module("alone").answer
        except NotPinnedError as error:
            assert error.name == "alone"
            assert not source.is_local
        else:
            assert (answer, source.is_local) == (42, True)

    @shows("5.4.4/5", "library/18")
    def test_its_loader_follows_the_protocol(self, tmp_path: "Path") -> None:
        """The chapter's, and what ``inspect``, ``linecache`` and ``runpy`` ask a loader for."""
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path)
        loader = system.find_spec("tool").loader

        assert loader.is_package("tool")
        assert loader.get_source("tool").encode() == FILES["tool/__init__.py"]
        assert loader.get_filename("tool") == f"{source.entry}/tool/__init__.py"
        assert loader.get_code("tool").co_filename == f"{source.entry}/tool/__init__.py"
        assert loader.get_data(f"{source.entry}/alone.py") == FILES["alone.py"]
        try:
            loader.get_data(f"{source.entry}/absent.txt")
        except OSError:
            return
        raise AssertionError("it was there")

    def test_new_modules_are_seen_when_caches_are_invalidated(self, tmp_path: "Path") -> None:
        """Without a lock; with one, the lock says what there is."""
        source = self.publish(FILES, tmp_path)
        if not source.is_local:
            raise skip("a store elsewhere has a lock, which says what there is")
        system = self.system(source, tmp_path)
        system.import_module("alone")
        self.publish(CHANGED, tmp_path)

        system.invalidate_caches()

        assert system.import_module("more").answer == 1
        assert system.reload(system.import_module("tool.part")).answer == "changed"
