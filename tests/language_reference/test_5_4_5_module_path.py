"""Language reference 5.4.5, module.__path__."""

from __future__ import annotations

import types

import pytest
from handmade import sets


class Entries:
    """An iterable of path entries that is nothing but iterable."""

    def __init__(self, *entries):
        self.entries = entries

    def __iter__(self):
        return iter(self.entries)


@pytest.fixture
def package(system):
    """A package made by hand, of which nothing but __path__ says that it is one."""
    package = system.modules["lr_pkg"] = types.ModuleType("lr_pkg")
    package.__path__ = []
    return package


@pytest.mark.clause("5.4.5/1", "5.4.5/2")
def test_path_alone_makes_a_package(system, tree, package):
    """5.4.5/1, 2: submodules are found in the places that __path__ names."""
    root = tree({"sub.py": ""})
    package.__path__ = [str(root)]

    module = system.import_module("lr_pkg.sub")

    assert module.__file__ == str(root / "sub.py")


@pytest.mark.clause("5.4.5/1")
def test_without_path_a_module_is_no_package(system, package):
    """5.4.5/1: taking __path__ away makes it an ordinary module."""
    del package.__path__

    with pytest.raises(ModuleNotFoundError, match="'lr_pkg' is not a package"):
        system.import_module("lr_pkg.sub")


@pytest.mark.clause("5.4.5/3")
def test_submodules_are_not_searched_on_sys_path(system, importable, tree, package):
    """5.4.5/3: a module of the name on sys.path is not the package's."""
    importable({"sub.py": "", "lr_pkg/sub.py": ""}, under="on_sys_path")
    package.__path__ = [str(tree({}, under="empty"))]

    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("lr_pkg.sub")

    assert caught.value.name == "lr_pkg.sub"


@pytest.mark.clause("5.4.5/4")
@pytest.mark.parametrize("make", [list, tuple, lambda entries: Entries(*entries)])
def test_path_may_be_any_iterable(system, tree, package, make):
    """5.4.5/4: a list, a tuple, an object that can only be iterated over."""
    package.__path__ = make([str(tree({"sub.py": "answer = 42"}))])

    assert system.import_module("lr_pkg.sub").answer == 42


@pytest.mark.clause("5.4.5/5")
@pytest.mark.parametrize("empty", [[], (), Entries()])
def test_path_may_be_empty(system, importable, package, empty):
    """5.4.5/5: then nothing is found, and the module still counts as a package."""
    importable({"sub.py": ""})
    package.__path__ = empty

    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("lr_pkg.sub")

    assert str(caught.value) == "No module named 'lr_pkg.sub'"


@pytest.mark.clause("5.4.5/6")
@pytest.mark.parametrize("of_package", [True, False])
def test_entries_follow_the_rules_of_sys_path(system, tree, package, of_package):
    """5.4.5/6: the first entry that has it; what is no string or does not exist is passed over."""
    first = tree({"lr_sub.py": ""}, under="first")
    second = tree({"lr_sub.py": ""}, under="second")
    entries = [42, None, str(first / "absent"), str(first), str(second)]
    if of_package:
        package.__path__ = entries
    else:
        system.path[:0] = entries

    module = system.import_module("lr_pkg.lr_sub" if of_package else "lr_sub")

    assert module.__file__ == str(first / "lr_sub.py")


@pytest.mark.clause("5.4.5/7")
def test_path_hooks_are_consulted_for_the_entries(system, package, path_hook):
    """5.4.5/7: and their finders are asked for the submodule's full name."""
    package.__path__ = ["lr://shelf"]
    hook = path_hook("lr://shelf", {"lr_pkg.sub": sets(answer=42)})

    assert system.import_module("lr_pkg.sub").answer == 42
    assert hook.called_with == ["lr://shelf"]
    assert system.path_importer_cache["lr://shelf"] is hook.entry_finder


@pytest.mark.clause("5.4.5/8")
@pytest.mark.parametrize(
    "source", ["__path__ = [{more!r}]", "__path__.append({more!r})", "__path__ += [{more!r}]"]
)
def test_init_may_set_or_alter_path(system, importable, tree, source):
    """5.4.5/8: imports of submodules go by what it made of it."""
    more = tree({"sub.py": ""}, under="more")
    importable({"lr_altered/__init__.py": source.format(more=str(more))})

    module = system.import_module("lr_altered.sub")

    assert module.__file__ == str(more / "sub.py")


@pytest.mark.clause("5.4.5/9")
def test_the_path_of_a_namespace_package_is_set_by_the_machinery(system, importable):
    """5.4.5/9: directories of the same name, none with __init__.py, are its entries."""
    right = importable({"lr_space/": ""}, under="right")
    left = importable({"lr_space/": ""}, under="left")

    space = system.import_module("lr_space")

    assert list(space.__path__) == [str(left / "lr_space"), str(right / "lr_space")]
