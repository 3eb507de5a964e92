"""Language reference 5.2, Packages."""

from __future__ import annotations

import py_compile
import shutil
import types

import pytest
from handmade import Loader, sets


@pytest.mark.clause("5.2/1")
@pytest.mark.parametrize(
    "name",
    ["lr_plain", "lr_pkg", "lr_space", "lr_bytecode", "lr_extension", "__hello__", "_symtable"],
)
def test_modules_have_one_type(system, importable, extension_file, monkeypatch, name):
    """5.2/1: source, package, namespace, bytecode, extension, frozen, built-in: one type."""
    root = importable(
        {"lr_plain.py": "", "lr_pkg/__init__.py": "", "lr_space/": "", "lr_source.py": ""}
    )
    py_compile.compile(str(root / "lr_source.py"), cfile=str(root / "lr_bytecode.pyc"))
    shutil.copy(extension_file, root)
    fullname = extension_file.name.partition(".")[0] if name == "lr_extension" else name
    monkeypatch.delitem(system.modules, fullname, raising=False)

    module = system.import_module(fullname)

    assert type(module) is types.ModuleType


@pytest.mark.clause("5.2/2")
def test_packages_need_no_file_system(system, meta_hook):
    """5.2/2: a package and its module that exist only in memory."""
    meta_hook({"lr_memory": sets(), "lr_memory.sub": sets(answer=42)})

    namespace = system.run("import lr_memory.sub")

    assert namespace["lr_memory"].sub.answer == 42


@pytest.mark.clause("5.2/3")
def test_packages_hold_modules_and_subpackages(system, importable):
    """5.2/3: below a package lie modules and packages, which hold modules again."""
    importable(
        {
            "lr_pkg/__init__.py": "",
            "lr_pkg/module.py": "",
            "lr_pkg/inner/__init__.py": "",
            "lr_pkg/inner/module.py": "",
        }
    )

    system.run("import lr_pkg.module, lr_pkg.inner.module")

    package = system.modules["lr_pkg"]
    assert package.module.__name__ == "lr_pkg.module"
    assert package.inner.module.__name__ == "lr_pkg.inner.module"


@pytest.mark.clause("5.2/4")
@pytest.mark.parametrize("name", ["lr_pkg", "lr_space"])
def test_a_package_is_a_module(system, importable, name):
    """5.2/4: regular and namespace packages are module objects."""
    importable({"lr_pkg/__init__.py": "", "lr_space/": ""})

    package = system.import_module(name)

    assert isinstance(package, types.ModuleType)
    assert hasattr(package, "__path__")


@pytest.mark.clause("5.2/5")
def test_a_module_that_is_no_package_has_no_submodules(system, importable):
    """5.2/5: a file beside the module does not become its submodule."""
    importable({"lr_plain.py": "", "sub.py": ""})

    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("lr_plain.sub")

    assert str(caught.value) == "No module named 'lr_plain.sub'; 'lr_plain' is not a package"
    assert not hasattr(system.modules["lr_plain"], "__path__")


@pytest.mark.clause("5.2/6")
def test_a_module_with_a_path_is_a_package(system, importable):
    """5.2/6: a single file whose code sets __path__ has submodules."""
    root = importable({"lr_single.py": "__path__ = [__file__[:-3]]", "lr_single/sub.py": ""})
    # Of the two the directory is the weaker: without __init__.py it is only a portion.

    module = system.import_module("lr_single.sub")

    assert module.__file__ == str(root / "lr_single" / "sub.py")


@pytest.mark.clause("5.2/7")
def test_every_module_has_a_name(system, meta_hook):
    """5.2/7: also one whose loader sets nothing."""
    meta_hook({"lr_bare": Loader(lambda module: None)})

    assert system.import_module("lr_bare").__name__ == "lr_bare"


@pytest.mark.clause("5.2/8")
def test_dots_separate_the_names_of_packages(system, importable):
    """5.2/8: the name of a submodule is its parent's, a dot, and its own."""
    importable({"lr_pkg/inner/text.py": ""})

    system.import_module("lr_pkg.inner.text")

    names = [name for name in system.modules if name.startswith("lr_pkg")]
    assert names == ["lr_pkg", "lr_pkg.inner", "lr_pkg.inner.text"]
    assert system.modules["lr_pkg.inner"].text.__name__ == "lr_pkg.inner.text"
