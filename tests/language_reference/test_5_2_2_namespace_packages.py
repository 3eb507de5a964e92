"""Language reference 5.2.2, Namespace packages."""

from __future__ import annotations

import zipfile

import pytest
from handmade import sets


@pytest.mark.clause("5.2.2/1", "5.2.2/2", "5.2.2/10", "5.2.2/11")
def test_portions_in_several_directories_make_one_package(system, importable):
    """5.2.2/1, 2, 10, 11: each directory is a portion with a subpackage of its own."""
    right = importable({"lr_space/two/__init__.py": ""}, under="right")
    left = importable({"lr_space/one/__init__.py": ""}, under="left")

    system.run("import lr_space.one, lr_space.two")

    space = system.modules["lr_space"]
    assert list(space.__path__) == [str(left / "lr_space"), str(right / "lr_space")]
    assert space.one.__file__ == str(left / "lr_space" / "one" / "__init__.py")
    assert space.two.__file__ == str(right / "lr_space" / "two" / "__init__.py")


@pytest.mark.clause("5.2.2/3")
def test_a_portion_in_a_zip_file(system, importable, tmp_path):
    """5.2.2/3: a directory in an archive is a portion as one on disk is."""
    importable({"lr_space/on_disk.py": ""})
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as file:
        # Before 3.14 only directories with an entry of their own are seen.
        file.writestr("lr_space/", "")
        file.writestr("lr_space/zipped.py", "answer = 42")
    system.path.append(str(archive))

    system.run("import lr_space.on_disk, lr_space.zipped")

    space = system.modules["lr_space"]
    assert list(space.__path__) == [str(tmp_path / "lr_space"), str(archive / "lr_space")]
    assert space.zipped.answer == 42


@pytest.mark.clause("5.2.2/4", "5.2.2/5")
def test_a_portion_that_no_file_system_knows(system, path_hook):
    """5.2.2/4, 5: a package whose only portion a path hook found is no object on disk."""
    path_hook("lr://shelf", {"lr_virtual": None})
    path_hook("lr://shelf/lr_virtual", {"lr_virtual.sub": sets(answer=42)})
    system.path.append("lr://shelf")

    module = system.import_module("lr_virtual.sub")

    virtual = system.modules["lr_virtual"]
    assert module.answer == 42
    assert list(virtual.__path__) == ["lr://shelf/lr_virtual"]
    assert getattr(virtual, "__file__", None) is None


@pytest.mark.clause("5.2.2/6")
def test_the_path_of_a_namespace_package_is_an_iterable_of_its_own_type(system, importable):
    """5.2.2/6: __path__ can be iterated over as often as wanted, and is no list."""
    root = importable({"lr_space/": ""})

    path = system.import_module("lr_space").__path__

    assert not isinstance(path, list)
    assert list(path) == list(path) == [str(root / "lr_space")]


@pytest.mark.clause("5.2.2/7")
def test_a_changed_sys_path_brings_new_portions(system, importable):
    """5.2.2/7: the next import within the package sees the portion of a new entry."""
    importable({"lr_space/one.py": ""}, under="left")
    space = system.import_module("lr_space")
    with pytest.raises(ModuleNotFoundError):
        system.import_module("lr_space.two")

    right = importable({"lr_space/two.py": ""}, under="right")
    module = system.import_module("lr_space.two")

    assert module.__file__ == str(right / "lr_space" / "two.py")
    assert str(right / "lr_space") in space.__path__


@pytest.mark.clause("5.2.2/8")
def test_a_changed_parent_path_brings_new_portions(system, importable, tree):
    """5.2.2/8: below a package it is the parent's __path__ that is watched."""
    importable({"lr_pkg/__init__.py": "", "lr_pkg/space/one.py": ""})
    system.import_module("lr_pkg.space.one")
    more = tree({"space/two.py": ""}, under="more")

    system.modules["lr_pkg"].__path__.append(str(more))
    module = system.import_module("lr_pkg.space.two")

    assert module.__file__ == str(more / "space" / "two.py")


@pytest.mark.clause("5.2.2/9")
def test_a_directory_with_init_is_no_portion(system, importable):
    """5.2.2/9: it makes a regular package, whatever portions were found before it."""
    regular = importable({"lr_either/__init__.py": ""}, under="regular")
    importable({"lr_either/one.py": ""}, under="portion")

    package = system.import_module("lr_either")

    assert package.__path__ == [str(regular / "lr_either")]
    assert package.__file__ == str(regular / "lr_either" / "__init__.py")


@pytest.mark.clause("5.2.2/12")
@pytest.mark.parametrize("name", ["lr_space", "lr_space.one"])
def test_a_namespace_package_is_created_when_it_or_what_is_in_it_is_imported(
    system, importable, name
):
    """5.2.2/12: importing the package, or only a subpackage of it, creates the package."""
    root = importable({"lr_space/one/__init__.py": ""})

    system.import_module(name)

    assert list(system.modules["lr_space"].__path__) == [str(root / "lr_space")]
