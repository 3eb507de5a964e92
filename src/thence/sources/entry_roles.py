"""What a path entry of every store has to do, as tests: the chapter's clauses of path entries.

``roles.SourceRoles`` has them all.  The attribute ``clauses`` of each tells which ones it shows.
"""

from .._engine.primitives import marshal
from .lock.pins import Pin
from .policy import Sources
from .source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Any, TypeVar

    Test = TypeVar("Test", bound=Callable[..., None])

FILES = {
    "tool/__init__.py": b"from . import part\nanswer = part.answer\n",
    "tool/part.py": b"answer = 42\n\ndef fail():\n    raise RuntimeError('on purpose')\n",
    "tool/data/table.csv": b"a,b\r\n\x00\xff",
    "tool/empty.txt": b"",
    "tool/data/gr\u00fc\u00dfe.txt": "gr\u00fc\u00dfe".encode(),
    "space/portion.py": b"import tool.part as part\nanswer = part.answer\n",
    "alone.py": b"import tool\nanswer = tool.answer\n",
}


def shows(*clauses: str) -> "Callable[[Test], Test]":
    """Note on a test which clauses of the language reference's chapter 5 it shows."""

    def noted(test: "Test") -> "Test":
        test.clauses = clauses  # type: ignore[attr-defined]
        return test

    return noted


class PathEntryRoles:
    """One store's path entry.  ``publish`` is what a subclass writes."""

    # Whether list() answers, or says None.
    lists = True

    def publish(self, files: "Mapping[str, bytes]", place: "Path") -> Source:
        """Put files where the store finds them, in place of others, and open them.

        ``place`` is an empty folder of the test's at first, for whatever the store needs; when
        it is published there again, the entry must stay the same.
        """
        raise NotImplementedError

    # ------------------------------------------------------------ what is found

    @shows("5.5/4", "5.5/11", "5.5/12", "5.5.1/10", "5.5.2/1", "5.5.2/2", "5.5.2/4")
    def test_its_path_entry_finder_has_modules_and_packages(self, tmp_path: "Path") -> None:
        """A spec for each, which names its place; None for what is not there."""
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path)
        system.import_module("tool.part")

        finder = system.path_importer_cache[source.entry]
        below = system.path_importer_cache[f"{source.entry}/tool"]
        package, module = finder.find_spec("tool"), finder.find_spec("alone")
        part = below.find_spec("tool.part")

        assert finder.find_spec("absent") is None
        assert package.submodule_search_locations == [f"{source.entry}/tool"]
        assert (module.origin, module.has_location) == (f"{source.entry}/alone.py", True)
        assert module.submodule_search_locations is None
        assert (part.name, part.origin) == ("tool.part", f"{source.entry}/tool/part.py")

    @shows("5.5.2/3", "5.5.2/8")
    def test_a_folder_without_init_is_a_portion(self, tmp_path: "Path") -> None:
        """A spec without a loader."""
        self.needs_a_listing()
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path)
        system.import_module("alone")

        portion = system.path_importer_cache[source.entry].find_spec("space")

        assert portion.loader is None
        assert portion.submodule_search_locations == [f"{source.entry}/space"]

    @shows("5.3.2/10", "5.3.2/11", "5.3.2/12", "5.5.1/8")
    def test_to_find_is_not_to_load(self, tmp_path: "Path") -> None:
        """A finder answers with a spec; nothing is executed for it, nothing bound."""
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path)

        spec = system.find_spec("alone")

        assert (spec.name, spec.origin) == ("alone", f"{source.entry}/alone.py")
        assert spec.parent == ""
        assert not {"alone", "tool"} & system.modules.keys()

    @shows("5.5/7")
    def test_a_package_goes_before_a_module_of_its_name(self, tmp_path: "Path") -> None:
        """As in a directory: then the module, and last a portion."""
        files = {"both/__init__.py": b"kind = 'package'\n", "both.py": b"kind = 'module'\n"}
        more = {"file.py": b"kind = 'module'\n", "file/part.py": b""}
        source = self.publish({**files, **more}, tmp_path)
        system = self.system(source, tmp_path, extra={**files, **more})

        assert system.import_module("both").kind == "package"
        assert system.import_module("file").kind == "module"

    @shows("5.5/5", "5.5/6", "5.5/7")
    def test_shared_libraries_and_bytecode_are_found(self, tmp_path: "Path") -> None:
        """The library before the source, the bytecode after it."""
        self.needs_a_listing()
        from importlib.machinery import EXTENSION_SUFFIXES
        from importlib.util import MAGIC_NUMBER

        code = compile("kind = 'bytecode'", "made.py", "exec")
        bytecode = MAGIC_NUMBER + bytes(12) + marshal.dumps(code)
        library = f"lib{EXTENSION_SUFFIXES[0]}"
        files = {"made.pyc": bytecode, "both.pyc": bytecode, "both.py": b"kind = 'source'\n"}
        files |= {library: b"no library", "lib.py": b""}
        source = self.publish(files, tmp_path)
        system = self.system(source, tmp_path, extra=files)

        assert system.import_module("made").kind == "bytecode"
        assert system.import_module("both").kind == "source"
        assert system.find_spec("lib").origin == f"{source.entry}/{library}"

    @shows(
        "5.2.1/1", "5.2.1/2", "5.2.1/3", "5.4.4/2", "5.4.4/4", "5.4.4/12", "5.4.4/15", "5.4.4/19"
    )
    def test_what_is_loaded_has_what_modules_have(self, tmp_path: "Path") -> None:
        """Name, loader, spec, place; a package's own code was run, and it has a path."""
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path)

        package = system.import_module("tool")

        assert (package.answer, package.__name__) == (42, "tool")
        assert package.__spec__.loader is package.__loader__
        assert list(package.__path__) == [f"{source.entry}/tool"]
        assert package.__file__ == package.__spec__.origin == f"{source.entry}/tool/__init__.py"
        assert not hasattr(package.part, "__path__")

    # ------------------------------------------------------------ among other entries

    @shows("5.5/2", "5.5.1/18", "5.5.2/6")
    def test_entries_are_searched_in_their_order(self, tmp_path: "Path") -> None:
        """The first that has the module; a source is one entry among others."""
        source = self.publish(FILES, tmp_path)
        folder = self.folder(tmp_path, {"alone.py": "answer = 'of the folder'\n", "more.py": ""})

        first = self.system(source, tmp_path, path=[folder, source.entry])
        last = self.system(source, tmp_path, path=["nobody-takes-it", source.entry, folder])

        assert first.import_module("alone").answer == "of the folder"
        assert first.import_module("tool").answer == 42
        assert last.import_module("alone").answer == 42
        assert last.import_module("more").__file__ == f"{folder}/more.py"

    @shows("5.5.1/6", "5.5.1/7", "5.4.5/2", "5.4.5/3", "5.4.5/7")
    def test_a_path_that_is_given_is_searched_alone(self, tmp_path: "Path") -> None:
        """And that of a package is, for its submodules."""
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path)
        elsewhere = self.system(source, tmp_path, path=[])
        finder = elsewhere.machinery.PathFinder

        assert system.import_module("tool.part").__spec__.parent == "tool"
        assert system.find_spec("tool.alone") is None
        assert elsewhere.find_spec("alone") is None
        assert finder.find_spec("alone", [source.entry]).origin == f"{source.entry}/alone.py"

    @shows("5.2.2/1", "5.2.2/2", "5.2.2/4", "5.2.2/7", "5.2.2/10", "5.2.2/11", "5.5.2/9")
    def test_portions_of_folders_and_sources_are_one_namespace(self, tmp_path: "Path") -> None:
        """In the order of the path, and new ones when the path grows."""
        self.needs_a_listing()
        source = self.publish(FILES, tmp_path)
        folder = self.folder(tmp_path, {"space/other.py": "answer = 1\n"})
        system = self.system(source, tmp_path, path=[folder])

        assert system.import_module("space.other").answer == 1
        system.path.append(source.entry)

        assert system.import_module("space.portion").answer == 42
        places = list(system.modules["space"].__path__)
        assert places == [f"{folder}/space", f"{source.entry}/space"]

    @shows("5.5.2/10")
    def test_its_module_wins_over_an_earlier_portion(self, tmp_path: "Path") -> None:
        """A namespace package is what is left when nobody has a module."""
        source = self.publish(FILES, tmp_path)
        folder = self.folder(tmp_path, {"alone/part.py": ""})
        system = self.system(source, tmp_path, path=[folder, source.entry])

        assert system.import_module("alone").answer == 42

    # ------------------------------------------------------------ hooks and finders

    @shows("5.5.1/5", "5.5.1/9", "5.5.1/13", "5.5.1/14", "5.5.1/16")
    def test_finders_are_made_once_and_kept_for_each_entry(self, tmp_path: "Path") -> None:
        """On the path, and in the ``__path__`` of packages; all else is left to other hooks."""
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path, path=[b"bytes", "nobody-takes-it", source.entry])
        system.import_module("tool.part")
        kept = dict(system.path_importer_cache)
        hook = system.path_hooks[0]

        system.import_module("alone")

        assert {source.entry, f"{source.entry}/tool"} <= kept.keys()
        assert kept["nobody-takes-it"] is None
        assert b"bytes" not in kept
        assert all(system.path_importer_cache[entry] is kept[entry] for entry in kept)
        for entry in ("", str(tmp_path / "elsewhere"), f"{source.entry}-longer", b"bytes"):
            try:
                hook(entry)
            except ImportError:
                continue
            raise AssertionError(f"the hook took {entry!r}")

    @shows("5.5/3", "5.5.1/11", "5.5.1/12", "5.5.1/19")
    def test_the_kept_finder_is_the_one_that_is_asked(self, tmp_path: "Path") -> None:
        """None keeps its entry out; when it is removed, the hook is asked anew."""
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path)
        system.import_module("tool")
        finder = system.path_importer_cache[source.entry]

        system.path_importer_cache[source.entry] = None
        hidden = system.find_spec("alone")
        del system.path_importer_cache[source.entry]
        found = system.find_spec("alone")

        assert hidden is None
        assert found.origin == f"{source.entry}/alone.py"
        assert system.path_importer_cache[source.entry] is not finder

    @shows("5.5/13", "5.5/14")
    def test_it_is_the_path_based_finder_that_asks(self, tmp_path: "Path") -> None:
        """Without that one on the meta path, an entry is none."""
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path)
        system.meta_path.remove(system.machinery.PathFinder)

        assert system.find_spec("alone") is None
        assert source.entry not in system.path_importer_cache

    @shows("5.5.2/5")
    def test_a_module_is_executed_again_when_it_is_reloaded(self, tmp_path: "Path") -> None:
        """In the same module, from a spec that was looked for anew."""
        source = self.publish(FILES, tmp_path)
        system = self.system(source, tmp_path)
        part = system.import_module("tool.part")
        before, part.answer = part.__spec__, "changed by somebody"

        again = system.reload(part)

        assert again is part
        assert (part.answer, part.__spec__.origin) == (42, before.origin)
        assert part.__spec__ is not before

    # ------------------------------------------------------------ what tests are made with

    def needs_a_listing(self) -> None:
        """Skip what only a store that lists its files can show."""
        if not self.lists:
            raise skip("a store that cannot list knows no folders")

    def system(
        self,
        source: Source,
        place: "Path",
        extra: "Mapping[str, bytes] | None" = None,
        path: "list[Any] | None" = None,
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


def skip(reason: str) -> Exception:
    """What pytest and unittest take for a test that cannot be run."""
    from unittest import SkipTest

    return SkipTest(reason)


def hash_of(data: bytes) -> str:
    """The sha256 of some bytes."""
    from hashlib import sha256

    return sha256(data).hexdigest()
