"""What every store has to do, as tests: subclass ``SourceRoles`` and let pytest collect it.

class TestMyStore(SourceRoles):
    def publish(self, files, place):
        ...                            # put the files there, in place of what was there
        return MySource(entry, settings)
"""

from .errors import NotPinnedError, WrongHashError
from .lock.pins import Pin
from .policy import Sources
from .source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

FILES = {
    "tool/__init__.py": b"from . import part\nanswer = part.answer\n",
    "tool/part.py": b"answer = 42\n\ndef fail():\n    raise RuntimeError('on purpose')\n",
    "tool/data/table.csv": b"a,b\r\n\x00\xff",
    "tool/empty.txt": b"",
    "tool/data/gr\u00fc\u00dfe.txt": "gr\u00fc\u00dfe".encode(),
    "space/portion.py": b"import tool.part as part\nanswer = part.answer\n",
    "alone.py": b"import tool\nanswer = tool.answer\n",
}
CHANGED = {**FILES, "tool/part.py": b"answer = 'changed'\n", "more.py": b"answer = 1\n"}


class SourceRoles:
    """One store's tests.  ``publish`` is what a subclass writes."""

    # Whether list() answers, or says None.
    lists = True

    def publish(self, files: "Mapping[str, bytes]", place: "Path") -> Source:
        """Put files where the store finds them, in place of others, and open them.

        ``place`` is an empty folder of the test's at first, for whatever the store needs; when
        it is published there again, the entry must stay the same.
        """
        raise NotImplementedError

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
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path, extra=FILES)
        changed = {**FILES, "tool/part.py": b"raise SystemExit('executed')\n"}
        self.publish(changed, tmp_path)

        try:
            system.import_module("tool")
        except WrongHashError as error:
            assert hash_of(FILES["tool/part.py"]) in str(error) or "bytes" in str(error)
            assert error.file == "tool/part.py"
        else:
            raise AssertionError("it was executed")

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

    # ------------------------------------------------------------ path entries (5.5)

    def test_its_path_entry_finder_is_kept_and_follows_the_protocol(
        self, tmp_path: "Path"
    ) -> None:
        """5.5.1, 5.5.2: a spec for a module, one without a loader for a portion, else None."""
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path)
        system.import_module("alone")

        finder = system.path_importer_cache[source.entry]
        package, module = finder.find_spec("tool"), finder.find_spec("alone")

        assert finder.find_spec("absent") is None
        assert package.submodule_search_locations == [f"{source.entry}/tool"]
        assert (module.origin, module.has_location) == (f"{source.entry}/alone.py", True)
        assert module.submodule_search_locations is None
        if self.lists:
            portion = finder.find_spec("space")
            assert portion.loader is None
            assert portion.submodule_search_locations == [f"{source.entry}/space"]

    def test_entries_are_searched_in_their_order(self, tmp_path: "Path") -> None:
        """5.5: the first that has the module; a source is one entry among others."""
        source = self.publish(FILES, tmp_path)
        folder = self.folder(tmp_path, {"alone.py": "answer = 'of the folder'\n"})

        first = self.system(source, tmp_path, path=[folder, source.entry])
        last = self.system(source, tmp_path, path=[source.entry, folder])

        assert first.import_module("alone").answer == "of the folder"
        assert first.import_module("tool").answer == 42
        assert last.import_module("alone").answer == 42

    def test_a_package_goes_before_a_module_of_its_name(self, tmp_path: "Path") -> None:
        """As in a directory (5.2.1, 5.2.2): then the module, and last a portion."""
        files = {"both/__init__.py": b"kind = 'package'\n", "both.py": b"kind = 'module'\n"}
        more = {"file.py": b"kind = 'module'\n", "file/part.py": b""}
        source = self.publish({**files, **more}, tmp_path)
        system = self.system(source, tmp_path, extra={**files, **more})

        assert system.import_module("both").kind == "package"
        assert system.import_module("file").kind == "module"

    def test_portions_of_folders_and_sources_are_one_namespace(self, tmp_path: "Path") -> None:
        """5.2.2, 5.5.2: in the order of the path, and new ones when the path grows."""
        source = self.publish(FILES, tmp_path)
        if not self.lists:
            return
        folder = self.folder(tmp_path, {"space/other.py": "answer = 1\n"})
        system = self.system(source, tmp_path, path=[folder])

        assert system.import_module("space.other").answer == 1
        system.path.append(source.entry)

        assert system.import_module("space.portion").answer == 42
        places = list(system.modules["space"].__path__)
        assert places == [f"{folder}/space", f"{source.entry}/space"]

    def test_finders_are_made_once_and_kept_for_each_entry(self, tmp_path: "Path") -> None:
        """5.5.1: on the path, and in the ``__path__`` of packages; all else is left to others."""
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path)
        system.import_module("tool.part")
        kept = dict(system.path_importer_cache)
        hook = system.path_hooks[0]

        system.import_module("alone")

        assert {source.entry, f"{source.entry}/tool"} <= kept.keys()
        assert all(system.path_importer_cache[entry] is kept[entry] for entry in kept)
        for entry in ("", str(tmp_path / "elsewhere"), f"{source.entry}-longer", b"bytes"):
            try:
                hook(entry)
            except ImportError:
                continue
            raise AssertionError(f"the hook took {entry!r}")

    def test_to_find_is_not_to_load(self, tmp_path: "Path") -> None:
        """5.5.2: a finder answers with a spec; nothing is executed for it, nothing bound."""
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path)

        spec = system.find_spec("alone")

        assert (spec.name, spec.origin) == ("alone", f"{source.entry}/alone.py")
        assert spec.parent == ""
        assert not {"alone", "tool"} & system.modules.keys()

    def test_its_loader_follows_the_protocol(self, tmp_path: "Path") -> None:
        """5.4.1, and what ``inspect``, ``linecache`` and ``runpy`` ask a loader for."""
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
        """5.5.2: without a lock; with one, the lock says what there is."""
        source = self.publish(FILES, tmp_path)
        if not source.is_local:
            return
        system = self.system(source, tmp_path)
        system.import_module("alone")
        self.publish(CHANGED, tmp_path)

        system.invalidate_caches()

        assert system.import_module("more").answer == 1
        assert system.reload(system.import_module("tool.part")).answer == "changed"

    def system(
        self,
        source: Source,
        place: "Path",
        extra: "Mapping[str, bytes] | None" = None,
        path: "list[str] | None" = None,
        **options: "Any",
    ) -> "Any":
        """A private system with this source on its path; locked, if ``extra`` names files."""
        from .. import ImportSystem

        lock = place / "of-this-test.lock"
        if extra is None and not source.is_local:
            extra = FILES
        if extra is None:
            sources = Sources([source], cache=place / "cache-of-this-test", **options)
        else:
            sources = Sources([source], lock=lock, cache=place / "cache-of-this-test", **options)
            pins = {name: Pin(hash_of(data), len(data)) for name, data in extra.items()}
            sources.rules.write_lock({source.entry: pins})
        return ImportSystem([source.entry] if path is None else path, sources=sources)

    def folder(self, place: "Path", files: "Mapping[str, str]") -> str:
        """A folder on disk beside the source."""
        folder = place.parent / f"{place.name}-folder"
        for name, text in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return str(folder)


def hash_of(data: bytes) -> str:
    """The sha256 of some bytes."""
    from hashlib import sha256

    return sha256(data).hexdigest()
