"""Language reference 5.4.4, Import-related module attributes."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from handmade import Answer, Loader, sets

TREE = {
    "lr_plain.py": "",
    "lr_pkg/__init__.py": "",
    "lr_pkg/sub.py": "",
    "lr_pkg/inner/__init__.py": "",
    "lr_space/sub.py": "",
}


@pytest.mark.clause("5.4.4/1")
def test_attributes_are_set_before_execution(system, importable):
    """5.4.4/1: the module's own code can read them."""
    names = ["__name__", "__loader__", "__package__", "__spec__", "__path__", "__file__"]
    root = importable({"lr_pkg/__init__.py": f"seen = [globals()[n] for n in {names}]"})

    package = system.import_module("lr_pkg")

    spec = package.__spec__
    directory = root / "lr_pkg"
    assert package.seen == [
        "lr_pkg", spec.loader, "lr_pkg", spec, [str(directory)], str(directory / "__init__.py")
    ]  # fmt: skip


@pytest.mark.clause("5.4.4/2", "5.4.4/3")
@pytest.mark.parametrize("name", ["lr_plain", "lr_pkg", "lr_pkg.sub", "lr_space", "lr_space.sub"])
def test_name_is_the_full_name_by_which_the_system_knows_the_module(system, importable, name):
    """5.4.4/2, 3: __name__ is the key of the module in the cache."""
    importable(TREE)

    module = system.import_module(name)

    assert module.__name__ == name
    assert system.modules[module.__name__] is module


@pytest.mark.clause("5.4.4/4")
def test_loader_is_the_loader_that_was_used(system, meta_hook):
    """5.4.4/4: __loader__ is the very object."""
    loader = sets()
    meta_hook({"lr_plain": loader})

    assert system.import_module("lr_plain").__loader__ is loader


@pytest.mark.clause("5.4.4/4", "5.4.4/5")
def test_loader_gives_access_to_data(system, importable):
    """5.4.4/4, 5: the loader of files reads a file that lies beside the module."""
    root = importable({"lr_pkg/__init__.py": "", "lr_pkg/data.bin": b"\x00data"})

    loader = system.import_module("lr_pkg").__loader__

    assert isinstance(loader, system.machinery.SourceFileLoader)
    assert loader.get_data(str(root / "lr_pkg" / "data.bin")) == b"\x00data"


@pytest.mark.clause("5.4.4/6", "5.4.4/7", "5.4.4/8", "5.4.4/9")
@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("lr_plain", ""),
        ("lr_pkg", "lr_pkg"),
        ("lr_space", "lr_space"),
        ("lr_pkg.inner", "lr_pkg.inner"),
        ("lr_pkg.sub", "lr_pkg"),
        ("lr_space.sub", "lr_space"),
    ],
)
def test_package_tells_where_relative_imports_start(system, importable, name, package):
    """5.4.4/6 to 9: a package's own name, a submodule's parent, nothing at the top level."""
    importable(TREE)

    module = system.import_module(name)

    assert module.__package__ == package
    assert module.__spec__.parent == package


@pytest.mark.clause("5.4.4/10")
def test_package_is_used_for_the_relative_imports_of_a_main_module(system, importable):
    """5.4.4/10: __name__, which tells nothing in a main module, is not looked at."""
    importable(TREE)

    namespace = system.run("from . import sub", __name__="__main__", __package__="lr_pkg")

    assert namespace["sub"] is system.modules["lr_pkg.sub"]


@pytest.mark.clause("5.4.4/11")
def test_a_package_that_differs_from_the_specs_parent_gives_a_warning(system, importable):
    """5.4.4/11: the import goes on, from __package__."""
    importable(TREE)
    spec = system.machinery.ModuleSpec("lr_space.main", None)
    category = DeprecationWarning if sys.version_info >= (3, 12) else ImportWarning

    with pytest.warns(category, match=r"__package__ != __spec__.parent"):
        namespace = system.run("from . import sub", __package__="lr_pkg", __spec__=spec)

    assert namespace["sub"] is system.modules["lr_pkg.sub"]


@pytest.mark.clause("5.4.4/12")
def test_spec_is_the_spec_that_was_used(system):
    """5.4.4/12: __spec__ is the object that the finder returned."""
    spec = system.machinery.ModuleSpec("lr_plain", sets())
    system.meta_path.insert(0, Answer(spec))

    assert system.import_module("lr_plain").__spec__ is spec


@pytest.mark.clause("5.4.4/13")
@pytest.mark.parametrize("name", ["sys", "builtins"])
def test_modules_of_the_start_have_a_spec(system, name):
    """5.4.4/13: sys and builtins, which no import statement loaded."""
    spec = system.modules[name].__spec__

    assert spec.name == name
    assert spec.origin == "built-in"


@pytest.mark.clause("5.4.4/14")
def test_the_specs_parent_stands_in_for_package(system, importable):
    """5.4.4/14: a module body without __package__ imports relative to its __spec__.parent."""
    importable(TREE)
    spec = system.machinery.ModuleSpec("lr_pkg.main", None)

    namespace = system.run("from . import sub", __spec__=spec)

    assert namespace["sub"] is system.modules["lr_pkg.sub"]


@pytest.mark.clause("5.4.4/15", "5.4.4/17")
@pytest.mark.parametrize("name", ["lr_pkg", "lr_space", "lr_pkg.inner"])
def test_packages_have_a_path_of_strings(system, importable, name):
    """5.4.4/15, 17: the directory of the package, regular or namespace."""
    root = importable(TREE)

    path = system.import_module(name).__path__

    assert list(path) == [str(root.joinpath(*name.split(".")))]


@pytest.mark.clause("5.4.4/16")
def test_path_may_be_empty(system, meta_hook):
    """5.4.4/16: a package whose submodules are not searched for in any place."""
    meta_hook({"lr_pkg": sets(), "lr_pkg.sub": sets(answer=42)})

    module = system.import_module("lr_pkg.sub")

    assert list(system.modules["lr_pkg"].__path__) == []
    assert module.answer == 42


@pytest.mark.clause("5.4.4/18")
@pytest.mark.parametrize("name", ["lr_plain", "lr_pkg.sub", "__hello__", "_symtable"])
def test_modules_that_are_no_packages_have_no_path(system, importable, monkeypatch, name):
    """5.4.4/18: neither those from files nor the interpreter's own."""
    importable(TREE)
    monkeypatch.delitem(system.modules, name, raising=False)

    assert not hasattr(system.import_module(name), "__path__")


@pytest.mark.clause("5.4.4/19")
@pytest.mark.parametrize(
    ("name", "file"), [("lr_plain", "lr_plain.py"), ("lr_pkg.inner", "lr_pkg/inner/__init__.py")]
)
def test_file_is_the_path_of_the_source(system, importable, name, file):
    """5.4.4/19: as a string."""
    root = importable(TREE)

    assert system.import_module(name).__file__ == str(root / file)


@pytest.mark.clause("5.4.4/20")
def test_file_of_an_extension_module_is_its_library(system, importable, extension_file):
    """5.4.4/20: the shared library that was loaded."""
    root = importable({"lr_pkg/__init__.py": ""})
    copied = shutil.copy(extension_file, root / "lr_pkg")
    system.invalidate_caches()

    module = system.import_module("lr_pkg." + extension_file.name.partition(".")[0])

    assert module.__file__ == str(copied)
    assert isinstance(module.__loader__, system.machinery.ExtensionFileLoader)


@pytest.mark.clause("5.4.4/21", "5.4.4/22")
def test_file_is_missing_where_it_has_no_meaning(system, meta_hook, monkeypatch):
    """5.4.4/21, 22: on built-in modules, and on those of a store that is no file system."""
    monkeypatch.delitem(system.modules, "_symtable", raising=False)
    meta_hook({"lr_stored": sets()})

    assert not hasattr(system.import_module("_symtable"), "__file__")
    assert not hasattr(system.import_module("lr_stored"), "__file__")


@pytest.mark.clause("5.4.4/22")
def test_an_origin_that_is_no_location_is_no_file(system):
    """5.4.4/22: a spec may tell where a module comes from without giving it a file."""
    system.meta_path.insert(
        0, Answer(system.machinery.ModuleSpec("lr_stored", sets(), origin="row 7"))
    )

    module = system.import_module("lr_stored")

    assert module.__spec__.origin == "row 7"
    assert not hasattr(module, "__file__")


@pytest.mark.clause("5.4.4/23", "5.4.4/24")
@pytest.mark.parametrize("write", [True, False])
def test_cached_is_the_path_of_the_bytecode_written_or_not(system, importable, monkeypatch, write):
    """5.4.4/23, 24: the path is known before there is a file."""
    monkeypatch.setattr(sys, "dont_write_bytecode", not write)
    root = importable({"lr_plain.py": ""})

    module = system.import_module("lr_plain")

    assert module.__cached__ == system.util.cache_from_source(str(root / "lr_plain.py"))
    assert Path(module.__cached__).exists() is write


@pytest.mark.clause("5.4.4/25")
def test_cached_may_be_set_without_file(system, meta_hook):
    """5.4.4/25: by a loader that has compiled code and no source file."""
    meta_hook({"lr_stored": Loader(lambda module: setattr(module, "__cached__", "row 7"))})

    module = system.import_module("lr_stored")

    assert module.__cached__ == "row 7"
    assert not hasattr(module, "__file__")
