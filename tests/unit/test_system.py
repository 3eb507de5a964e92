"""Import systems: what they are made with, and their operations."""

from __future__ import annotations

import builtins
import sys
import types
import zipimport
from typing import Any

import pytest

import thence


class TestMaking:
    """What a private system begins with."""

    def test_its_path_is_a_copy_of_the_processs(self):
        system = thence.ImportSystem()

        assert system.path == sys.path
        assert system.path is not sys.path

    def test_a_path_that_is_handed_over_is_copied(self):
        path = ["/place"]

        system = thence.ImportSystem(path)

        assert system.path == path
        assert system.path is not path

    def test_its_meta_path_is_what_a_python_starts_with(self):
        system = thence.ImportSystem(path=[])

        machinery = system.machinery
        finders = [machinery.BuiltinImporter, machinery.FrozenImporter, machinery.PathFinder]
        assert [each for each in system.meta_path if "Windows" not in each.__name__] == finders

    @pytest.mark.small_files
    def test_on_windows_the_registry_is_asked_before_the_path(self, monkeypatch):
        monkeypatch.setattr("thence._engine.paths.IS_WINDOWS", True)

        system = thence.ImportSystem(path=[])

        assert system.meta_path[-2:] == [
            system.machinery.WindowsRegistryFinder,
            system.machinery.PathFinder,
        ]

    def test_its_path_hooks_take_archives_and_directories(self, tmp_path):
        system = thence.ImportSystem(path=[])

        zip_hook, file_hook = system.path_hooks

        assert zip_hook is zipimport.zipimporter
        assert type(file_hook(str(tmp_path))) is system.machinery.FileFinder

    def test_finders_and_hooks_can_be_handed_over(self):
        finders, hooks = (object(),), (print,)

        system = thence.ImportSystem([], meta_path=finders, path_hooks=hooks)

        assert system.meta_path == [*finders]
        assert system.path_hooks == [*hooks]

    def test_a_cache_that_is_handed_over_is_used(self):
        mine = types.ModuleType("mine")
        modules = {"mine": mine, "importlib": mine}

        system = thence.ImportSystem([], modules=modules)

        assert system.modules is modules
        assert system.import_module("mine") is mine
        assert modules["importlib"] is mine
        assert modules["sys"] is sys
        assert modules["builtins"] is builtins

    def test_its_builtins_are_the_processs_but_for_import(self):
        system = thence.ImportSystem([])

        own = dict(system.builtins)
        for name in {"__import__", "__lazy_import__"} & set(vars(builtins)):
            assert own.pop(name) is not getattr(builtins, name)
        theirs = {k: v for k, v in vars(builtins).items() if not k.endswith("import__")}
        assert own == theirs

    def test_an_observer_can_be_handed_over(self):
        observer = thence.Observer()

        assert thence.ImportSystem([], observer=observer).observer is observer

    def test_observers_may_attend_beside_the_one_and_be_dismissed(self, system, tree):
        tree({"one.py": "", "two.py": ""})
        heard = []
        attending, plain = (
            type("Listening", (), {"requested": lambda self, name: heard.append((self, name))})()
            for _ in range(2)
        )

        system.attend(attending)
        system.observer = plain
        system.import_module("one")
        system.dismiss(attending)
        system.dismiss(attending)
        system.import_module("two")

        assert heard == [(attending, "one"), (plain, "one"), (plain, "two")]
        assert system.observer is plain

    def test_one_that_attends_and_raises_is_dismissed(self, system, tree, monkeypatch):
        tree({"one.py": "", "two.py": ""})
        reported: list[Any] = []
        monkeypatch.setattr(sys, "unraisablehook", reported.append)

        class Raising(thence.Observer):
            def requested(self, fullname):
                raise LookupError(fullname)

        system.attend(Raising())
        system.import_module("one")
        system.import_module("two")

        assert [str(facts.exc_value) for facts in reported] == ["one"]

    def test_it_shows_how_many_modules_it_has(self):
        system = thence.ImportSystem([])

        assert (
            repr(system) == f"<ImportSystem of {len(system.modules)} modules at {id(system):#x}>"
        )


class TestOperations:
    """The functions of importlib, as methods."""

    def test_a_relative_import_needs_a_package(self, system):
        with pytest.raises(TypeError, match=r"'package' argument is required .* for '.a'"):
            system.import_module(".a")

    @pytest.mark.parametrize(("name", "expected"), [(".b", "a.b"), ("a", "a"), ("..a", "a")])
    def test_a_name_is_imported_relative_to_a_package(self, system, tree, name, expected):
        tree({"a/__init__.py": "", "a/b.py": ""})
        package = "a.b" if name == "..a" else "a"
        if name == "..a":
            with pytest.raises(ImportError, match=r"beyond top-level package|No module named"):
                system.import_module(name, "a")
            return

        assert system.import_module(name, package).__name__ == expected

    def test_the_function_behind_the_statement(self, system, tree):
        tree({"a/__init__.py": "", "a/b.py": ""})

        assert system.__import__("a.b") is system.modules["a"]
        assert system.__import__("a.b", fromlist=["x"]) is system.modules["a.b"]
        assert system.__import__("b", {"__package__": "a"}, level=1) is system.modules["a.b"]

    def test_finders_are_told_to_forget(self, system):
        told = []

        class Finder:
            def invalidate_caches(self):
                told.append(self)

        finder = Finder()
        system.meta_path[:] = [object(), finder]

        system.invalidate_caches()

        assert told == [finder]

    def test_a_module_is_made_from_a_spec(self, system, tree):
        tree({"a.py": "answer = 42"})
        spec = system.find_spec("a")

        module = system.module_from_spec(spec)

        assert module.__spec__ is spec
        assert not hasattr(module, "answer")
        assert "a" not in system.modules

    def test_a_spec_is_made_of_what_a_loader_says(self, system):
        spec = system.spec_from_loader("a", None, origin="here", is_package=True)

        assert type(spec) is system.machinery.ModuleSpec
        assert (spec.origin, spec.submodule_search_locations) == ("here", [])

    @pytest.mark.parametrize(
        ("file", "kind"),
        [("a.py", "SourceFileLoader"), ("a.pyc", "SourcelessFileLoader")],
    )
    def test_a_files_suffix_decides_on_its_loader(self, system, tmp_path, file, kind):
        spec = system.spec_from_file_location("a", tmp_path / file)

        assert type(spec.loader) is getattr(system.machinery, kind)
        assert (spec.origin, spec.has_location) == (f"{tmp_path}/{file}", True)

    def test_a_file_with_another_suffix_has_no_spec(self, system):
        assert system.spec_from_file_location("a", "/a.txt") is None

    def test_a_loader_may_be_given_and_know_its_file(self, system):
        class Loader:
            def get_filename(self, fullname):
                return f"/{fullname}.thing"

        loader = Loader()

        spec = system.spec_from_file_location("a", loader=loader)

        assert (spec.loader, spec.origin) == (loader, "/a.thing")

    def test_a_loader_that_does_not_know_its_file_is_at_an_unknown_place(self, system):
        spec = system.spec_from_file_location("a", loader=object())

        assert spec.origin == "<unknown>"

    def test_where_submodules_lie_may_be_given(self, system):
        spec = system.spec_from_file_location(
            "a", "/a/__init__.py", submodule_search_locations=["/x"]
        )

        assert spec.submodule_search_locations == ["/x"]

    @pytest.mark.small_files
    def test_on_apples_mobile_systems_extensions_are_frameworks(self, system, monkeypatch):
        monkeypatch.setattr("thence.classes.APPLE_FRAMEWORKS", True)
        monkeypatch.setattr(sys, "platform", "ios")

        (loader, _), *_ = system.machinery.file_loaders()

        assert loader is system.machinery.AppleFrameworkLoader


class TestProcess:
    """The system that the interpreter's own state belongs to."""

    def test_its_state_is_that_of_sys(self):
        system = thence.process_system

        assert system.modules is sys.modules
        assert system.meta_path is sys.meta_path
        assert system.path is sys.path
        assert system.path_hooks is sys.path_hooks
        assert system.path_importer_cache is sys.path_importer_cache
        assert system.builtins is vars(builtins)

    def test_it_imports_into_sys_modules_without_being_installed(self, tree, monkeypatch):
        monkeypatch.syspath_prepend(tree({"wanted_by_this_test.py": "answer = 42"}))

        module = thence.import_module("wanted_by_this_test")

        assert sys.modules.pop("wanted_by_this_test") is module
        assert module.answer == 42

    def test_its_classes_use_the_interpreters_lists_of_suffixes(self):
        import importlib.machinery

        assert thence.machinery.SOURCE_SUFFIXES is importlib.machinery.SOURCE_SUFFIXES
        assert thence.machinery.all_suffixes() == importlib.machinery.all_suffixes()

    def test_an_unknown_name_of_the_package_is_missing(self):
        with pytest.raises(AttributeError, match="module 'thence' has no attribute 'absent'"):
            thence.absent  # noqa: B018 : asking is the act
