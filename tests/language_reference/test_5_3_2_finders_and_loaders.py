"""Language reference 5.3.2, Finders and loaders."""

from __future__ import annotations

import zipfile

import pytest
from handmade import Answer, Loader, sets
from import_systems import NOTE


@pytest.mark.clause("5.3.2/1")
def test_a_finder_and_then_its_loader_are_called(system):
    """5.3.2/1: the import protocol for a module that is not cached."""
    calls = []

    class Finder:
        def find_spec(self, fullname, path, target=None):
            calls.append(("find", fullname))
            loader = Loader(lambda module: calls.append(("load", module.__name__)))
            return system.machinery.ModuleSpec(fullname, loader)

    system.meta_path.insert(0, Finder())

    system.import_module("lr_plain")
    system.import_module("lr_plain")

    assert calls == [("find", "lr_plain"), ("load", "lr_plain")]


@pytest.mark.clause("5.3.2/2", "5.3.2/9")
def test_a_finder_follows_any_strategy(system):
    """5.3.2/2, 9: modules that exist because their name is a number, say."""

    class Numbers:
        def find_spec(self, fullname, path, target=None):
            digits = fullname.removeprefix("lr_number_")
            if not digits.isdecimal():
                return None
            return system.machinery.ModuleSpec(fullname, sets(value=int(digits)))

    system.meta_path.append(Numbers())

    assert system.import_module("lr_number_42").value == 42
    with pytest.raises(ModuleNotFoundError):
        system.import_module("lr_number_many")


@pytest.mark.clause("5.3.2/3")
def test_an_importer_names_itself_as_the_loader(system):
    """5.3.2/3: one object finds and loads."""

    class Importer(Loader):
        def find_spec(self, fullname, path, target=None):
            if fullname == "lr_plain":
                return system.machinery.ModuleSpec(fullname, self)
            return None

    importer = Importer(lambda module: setattr(module, "answer", 42))
    system.meta_path.insert(0, importer)

    module = system.import_module("lr_plain")

    assert module.__loader__ is importer
    assert module.answer == 42


@pytest.mark.clause("5.3.2/4")
def test_built_in_modules_are_found(system, monkeypatch):
    """5.3.2/4: by the finder of built-in modules, not by the other defaults."""
    machinery = system.machinery
    monkeypatch.delitem(system.modules, "_symtable", raising=False)

    module = system.import_module("_symtable")

    assert module.__loader__ is machinery.BuiltinImporter
    assert machinery.BuiltinImporter.find_spec("_symtable").origin == "built-in"
    assert machinery.FrozenImporter.find_spec("_symtable") is None


@pytest.mark.clause("5.3.2/5")
def test_frozen_modules_are_found(system, monkeypatch):
    """5.3.2/5: by the finder of frozen modules, not by the other defaults."""
    machinery = system.machinery
    monkeypatch.delitem(system.modules, "__hello__", raising=False)

    module = system.import_module("__hello__")

    assert module.__loader__ is machinery.FrozenImporter
    assert machinery.FrozenImporter.find_spec("__hello__").origin == "frozen"
    assert machinery.BuiltinImporter.find_spec("__hello__") is None


@pytest.mark.clause("5.3.2/6", "5.3.2/7")
def test_the_import_path_is_searched(system, importable):
    """5.3.2/6, 7: for a file in a directory."""
    root = importable({"lr_plain.py": ""})

    module = system.import_module("lr_plain")

    assert module.__file__ == str(root / "lr_plain.py")
    assert system.machinery.PathFinder.find_spec("lr_plain").origin == module.__file__


@pytest.mark.clause("5.3.2/7")
def test_the_import_path_may_name_a_zip_file(system, tmp_path):
    """5.3.2/7: modules are found in an archive."""
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("lr_zipped.py", "answer = 42")
    system.path.insert(0, str(archive))

    module = system.import_module("lr_zipped")

    assert module.answer == 42
    assert module.__file__ == str(archive / "lr_zipped.py")


@pytest.mark.clause("5.3.2/8", "5.3.2/9")
def test_the_import_path_can_be_extended_to_urls(system, path_hook):
    """5.3.2/8, 9: an entry that only a new path hook understands."""
    path_hook("https://host.example/modules", {"lr_remote": sets(answer=42)})
    system.path.append("https://host.example/modules")

    assert system.import_module("lr_remote").answer == 42


@pytest.mark.clause("5.3.2/10")
def test_finders_do_not_load(system, importable, executed):
    """5.3.2/10: after finding, the module is neither executed nor cached."""
    importable({"lr_plain.py": NOTE})

    spec = system.machinery.PathFinder.find_spec("lr_plain", system.path)

    assert spec.name == "lr_plain"
    assert executed == []
    assert "lr_plain" not in system.modules


@pytest.mark.clause("5.3.2/11")
def test_the_module_is_loaded_with_the_spec_that_was_found(system):
    """5.3.2/11: the very spec that the finder returned."""
    found = system.machinery.ModuleSpec("lr_plain", sets(answer=42), origin="a shelf")
    system.meta_path.insert(0, Answer(found))

    module = system.import_module("lr_plain")

    assert module.__spec__ is found
    assert module.answer == 42


@pytest.mark.clause("5.3.2/12")
def test_a_loader_in_place_of_a_spec_is_no_answer(system):
    """5.3.2/12: find_spec() may not return a loader, as finders once did."""
    executed: list[object] = []

    class Finder:
        def find_spec(self, fullname, path, target=None):
            return Loader(executed.append) if fullname == "lr_plain" else None

    system.meta_path.insert(0, Finder())

    with pytest.raises(AttributeError):
        system.import_module("lr_plain")
    assert executed == []
