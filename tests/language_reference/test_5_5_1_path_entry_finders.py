"""Language reference 5.5.1, Path entry finders."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from path_support import (
    EntryFinder,
    Hook,
    in_a_process,
    memory_spec,
    offer,
    portion_spec,
    write_archive,
)


class TestThePathThatIsSearched:
    """The ``path`` argument, the system's path, a package's ``__path__``."""

    @pytest.mark.clause("5.5.1/1", "5.5.1/6")
    def test_a_path_that_is_given_is_searched_alone(self, system, tree, importable):
        """5.5.1/1, 5.5.1/6: find_spec(fullname, path, target) searches that path only."""
        importable({"only_on_the_systems_path.py": ""}, under="systems")
        given = tree({"wanted.py": ""}, under="given")
        find_spec = system.machinery.PathFinder.find_spec

        assert find_spec("wanted", [str(given)], None).origin == str(given / "wanted.py")
        assert find_spec("only_on_the_systems_path", [str(given)], None) is None

    @pytest.mark.clause("5.5.1/7")
    def test_a_packages_path_is_searched_for_its_modules(self, system, importable, tree):
        """5.5.1/7: an import within a package searches the package's ``__path__``."""
        elsewhere = tree({"inner.py": "found_in = 'elsewhere'"}, under="elsewhere")
        importable({"box/__init__.py": "", "box/inner.py": "found_in = 'box'"})
        system.import_module("box").__path__ = [str(elsewhere)]

        assert system.import_module("box.inner").found_in == "elsewhere"

    @pytest.mark.clause("5.5.1/8")
    def test_without_a_path_the_systems_path_is_searched(self, system, importable):
        """5.5.1/8: ``path`` None is a top-level import, which searches the system's path."""
        root = importable({"wanted.py": ""})

        spec = system.machinery.PathFinder.find_spec("wanted", None)

        assert spec.origin == str(root / "wanted.py")


class TestEntries:
    """What may stand on the path."""

    @in_a_process
    @pytest.mark.clause("5.5.1/2")
    def test_pythonpath_comes_after_the_programs_own_entry(self, process, tree):
        """5.5.1/2: the path of a process starts with the program's entry, then PYTHONPATH."""
        root = tree({"left/": "", "right/": "", "bin/tell.py": TELL_PATH})
        ours = [str(root / name) for name in ("right", "left")]

        done = process.start("bin/tell.py", cwd=root, PYTHONPATH=os.pathsep.join(ours))

        program = str(root / "bin")
        path = json.loads(done.stdout)
        assert path[0] == program
        assert [entry for entry in path if entry in (program, *ours)] == [program, *ours]

    @pytest.mark.clause("5.5.1/3")
    def test_a_directory_is_searched(self, system, importable):
        """5.5.1/3: an entry may be a directory."""
        importable({"wanted.py": "answer = 42"})

        assert system.import_module("wanted").answer == 42

    @pytest.mark.clause("5.5.1/4")
    @pytest.mark.parametrize("inside", [Path(), Path("lib", "python")], ids=str)
    def test_a_zip_archive_is_searched(self, system, tmp_path, inside):
        """5.5.1/4: an entry may be a zip archive, or a directory in one."""
        member = inside / "wanted.py"
        archive = write_archive(tmp_path / "modules.zip", {str(member): "answer = 42"})
        system.path.insert(0, str(archive / inside))

        module = system.import_module("wanted")

        assert module.answer == 42
        assert module.__file__ == str(archive / member)

    @pytest.mark.clause("5.5.1/5")
    @pytest.mark.parametrize("convert", [os.fsencode, Path, lambda entry: [entry]])
    def test_an_entry_that_is_no_string_is_passed_over(self, system, tree, convert):
        """5.5.1/5: only strings are searched; about anything else no hook is asked."""
        root = tree({"wanted.py": ""})
        hook = offer(system, {})
        system.path.insert(0, convert(str(root)))

        assert system.find_spec("wanted") is None
        assert all(isinstance(entry, str) for entry in hook.asked)


class TestThePathImporterCache:
    """Each entry's finder is made once and kept."""

    @pytest.mark.clause("5.5.1/9", "5.5.1/10")
    def test_an_entrys_finder_is_made_once_and_kept(self, system):
        """5.5.1/9, 5.5.1/10: the cache maps an entry to its finder; hooks are asked once."""
        entry_finder = EntryFinder(memory_spec(system, "one"), memory_spec(system, "other"))
        hook = offer(system, {"memory://": entry_finder})

        system.import_module("one")
        system.import_module("other")

        assert hook.asked.count("memory://") == 1
        assert system.path_importer_cache["memory://"] is entry_finder

    @pytest.mark.clause("5.5.1/11")
    def test_a_finder_in_the_cache_is_used(self, system):
        """5.5.1/11: a finder in the cache is used, and no hook is asked."""
        hook = offer(system, {"memory://": EntryFinder()})
        spec = memory_spec(system, "wanted")
        system.path_importer_cache["memory://"] = EntryFinder(spec)

        assert system.find_spec("wanted") is spec
        assert "memory://" not in hook.asked

    @pytest.mark.clause("5.5.1/12")
    def test_the_hooks_are_asked_anew_for_a_removed_entry(self, system):
        """5.5.1/12: removing an entry from the cache makes the hooks be asked again."""
        hook = offer(system, {"memory://": EntryFinder()})
        assert system.find_spec("wanted") is None
        spec = memory_spec(system, "wanted")
        hook.entry_finders["memory://"] = EntryFinder(spec)
        assert system.find_spec("wanted") is None

        del system.path_importer_cache["memory://"]

        assert system.find_spec("wanted") is spec

    @pytest.mark.clause("5.5.1/16", "5.5.1/17")
    def test_none_is_kept_for_an_entry_that_no_hook_takes(self, system):
        """5.5.1/16, 5.5.1/17: without a finder for the entry, cache and answer are None."""
        spec = system.machinery.PathFinder.find_spec("wanted", ["nobody://"])

        assert spec is None
        assert system.path_importer_cache["nobody://"] is None

    @pytest.mark.clause("5.5.1/19")
    def test_none_in_the_cache_keeps_the_entry_out(self, system):
        """5.5.1/19: an entry whose finder in the cache is None is not searched."""
        hook = offer(system, {"memory://": EntryFinder(memory_spec(system, "wanted"))})
        system.path_importer_cache["memory://"] = None

        assert system.find_spec("wanted") is None
        assert "memory://" not in hook.asked

    @pytest.mark.clause("5.5.1/26")
    def test_an_old_null_importer_in_the_cache_finds_nothing(self, system):
        """5.5.1/26: old code may have put an object into the cache whose answer is always no."""
        asked = []

        class NullImporter:
            def find_module(self, fullname):
                asked.append(fullname)

        system.path_importer_cache["memory://"] = NullImporter()

        with pytest.warns(ImportWarning, match=r"find_spec\(\) not found"):
            spec = system.machinery.PathFinder.find_spec("wanted", ["memory://"])

        assert spec is None
        assert asked == ["wanted"]


class TestPathHooks:
    """Hooks make the finder of an entry, or say that they cannot."""

    @pytest.mark.clause("5.5.1/13")
    def test_the_first_hook_that_returns_a_finder_is_the_last_asked(self, system):
        """5.5.1/13: hooks are called in order, with the entry, until one returns a finder."""
        spec = memory_spec(system, "wanted")
        hooks = [Hook({}), Hook({"memory://": EntryFinder(spec)}), Hook({})]
        system.path_hooks[:] = hooks

        found = system.machinery.PathFinder.find_spec("wanted", ["memory://"])

        assert found is spec
        assert [hook.asked for hook in hooks] == [["memory://"], ["memory://"], []]

    @pytest.mark.clause("5.5.1/14", "5.5.1/18")
    def test_an_import_error_of_a_hook_is_ignored(self, system, tree):
        """5.5.1/14, 5.5.1/18: a refused entry is left, and the search goes on with the next."""
        root = tree({"wanted.py": ""})
        hook = Hook({})
        system.path_hooks.insert(0, hook)

        spec = system.machinery.PathFinder.find_spec("wanted", ["nobody://", str(root)])

        assert spec.origin == str(root / "wanted.py")
        assert hook.asked == ["nobody://", str(root)]

    @pytest.mark.clause("5.5.1/15")
    def test_another_exception_of_a_hook_is_not_ignored(self, system):
        """5.5.1/15: only ImportError says that a hook does not take the entry."""

        def broken(entry):
            raise ValueError(entry)

        system.path_hooks.insert(0, broken)
        system.path.insert(0, "memory://")

        with pytest.raises(ValueError, match=r"^memory://$"):
            system.import_module("wanted")

        assert "memory://" not in system.path_importer_cache


class TestTheCurrentDirectory:
    """The empty string is an entry with rules of its own."""

    @pytest.mark.clause("5.5.1/20")
    def test_the_empty_string_is_the_current_directory(self, system, tree, monkeypatch):
        """5.5.1/20: the empty string stands for the current directory."""
        monkeypatch.chdir(tree({"wanted.py": "answer = 42"}))
        system.path.insert(0, "")

        assert system.import_module("wanted").answer == 42

    @pytest.mark.clause("5.5.1/21")
    def test_nothing_is_kept_for_a_directory_that_is_gone(self, system, tree, monkeypatch):
        """5.5.1/21: without a current directory the cache gets no entry, and nothing is found."""
        gone = tree({}, under="gone")
        monkeypatch.chdir(gone)
        gone.rmdir()
        before = dict(system.path_importer_cache)

        spec = system.machinery.PathFinder.find_spec("wanted", [""])

        assert spec is None
        assert system.path_importer_cache == before

    @pytest.mark.clause("5.5.1/22")
    def test_the_current_directory_is_looked_up_for_each_module(self, system, tree, monkeypatch):
        """5.5.1/22: after a change of directory, the new one is searched."""
        left = tree({"wanted.py": ""}, under="left")
        right = tree({"wanted.py": ""}, under="right")
        system.path.insert(0, "")

        monkeypatch.chdir(left)
        assert system.find_spec("wanted").origin == str(left / "wanted.py")
        monkeypatch.chdir(right)
        assert system.find_spec("wanted").origin == str(right / "wanted.py")

    @pytest.mark.clause("5.5.1/23", "5.5.1/24")
    def test_the_real_path_is_the_one_used(self, system, tree, monkeypatch):
        """5.5.1/23, 5.5.1/24: cache and spec name the directory, not the empty string."""
        root = tree({"wanted.py": ""}).resolve()
        monkeypatch.chdir(root)

        spec = system.machinery.PathFinder.find_spec("wanted", [""])

        assert spec.origin == str(root / "wanted.py")
        assert str(root) in system.path_importer_cache
        assert "" not in system.path_importer_cache

    @pytest.mark.clause("5.5.1/23", "5.5.1/25")
    def test_a_hook_is_told_the_real_path(self, system, tree, monkeypatch):
        """5.5.1/25: hooks are called with the current directory's path."""
        root = tree({}).resolve()
        monkeypatch.chdir(root)
        entry_finder = EntryFinder(portion_spec(system, "wanted", "a portion"))
        hook = Hook({str(root): entry_finder})
        system.path_hooks.insert(0, hook)

        spec = system.machinery.PathFinder.find_spec("wanted", [""])

        assert list(spec.submodule_search_locations) == ["a portion"]
        assert hook.asked == [str(root)]
        assert system.path_importer_cache[str(root)] is entry_finder


TELL_PATH = """
import json, sys
print(json.dumps(sys.path))
"""
