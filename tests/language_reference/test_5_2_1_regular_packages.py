"""Language reference 5.2.1, Regular packages."""

from __future__ import annotations

import pytest
from import_systems import NOTE

PARENT = {
    "lr_parent/__init__.py": NOTE,
    "lr_parent/one/__init__.py": NOTE,
    "lr_parent/two/__init__.py": NOTE,
    "lr_parent/three/__init__.py": NOTE,
}


@pytest.mark.clause("5.2.1/1", "5.2.1/2", "5.2.1/3")
def test_a_directory_with_init_is_a_package_whose_init_is_executed(system, importable, executed):
    """5.2.1/1 to 3: __init__.py makes the package and gives it its names."""
    root = importable({"lr_pkg/__init__.py": NOTE + "def answer():\n    return 42\n"})

    package = system.import_module("lr_pkg")

    assert package.__file__ == str(root / "lr_pkg" / "__init__.py")
    assert package.__path__ == [str(root / "lr_pkg")]
    assert executed == ["lr_pkg"]
    assert package.answer() == 42


@pytest.mark.clause("5.2.1/4")
def test_init_may_hold_the_code_of_any_module(system, importable):
    """5.2.1/4: the same source gives the same names in a package and in a module."""
    source = '''
        """What it is."""
        from __future__ import annotations
        import sys as renamed

        class Thing:
            attribute: Undefined = [number ** 2 for number in range(3)]

        if Thing.attribute:
            result = Thing.attribute[-1]
    '''
    importable({"lr_pkg/__init__.py": source, "lr_plain.py": source})

    package, module = system.import_module("lr_pkg"), system.import_module("lr_plain")

    assert package.result == module.result == 4
    assert package.__doc__ == module.__doc__ == "What it is."
    assert vars(package).keys() - vars(module).keys() == {"__path__"}


@pytest.mark.clause("5.2.1/5")
def test_importing_adds_attributes_to_a_package(system, importable):
    """5.2.1/5: an empty __init__.py gives a package with attributes."""
    importable({"lr_pkg/__init__.py": ""})

    package = system.import_module("lr_pkg")

    added = {"__name__", "__package__", "__path__", "__file__", "__loader__", "__spec__"}
    assert added <= vars(package).keys()


@pytest.mark.clause("5.2.1/6")
def test_importing_a_subpackage_executes_its_parents_init_first(system, importable, executed):
    """5.2.1/6: parent/__init__.py, then parent/one/__init__.py, and not its siblings'."""
    importable(PARENT)

    system.import_module("lr_parent.one")

    assert executed == ["lr_parent", "lr_parent.one"]


@pytest.mark.clause("5.2.1/7")
def test_importing_siblings_executes_only_their_own_init(system, importable, executed):
    """5.2.1/7: the parent is executed once, for the first of its subpackages."""
    importable(PARENT)
    system.import_module("lr_parent.one")
    del executed[:]

    system.import_module("lr_parent.two")
    system.import_module("lr_parent.three")

    assert executed == ["lr_parent.two", "lr_parent.three"]
