"""Language reference 5.7, Package relative imports."""

from __future__ import annotations

import pytest

PACKAGE = {
    "package/__init__.py": "",
    "package/subpackage1/__init__.py": "",
    "package/subpackage1/moduleY.py": "spam = 'spam of Y'",
    "package/subpackage2/__init__.py": "",
    "package/subpackage2/moduleZ.py": "eggs = 'eggs of Z'",
    "package/moduleA.py": "foo = 'foo of A'",
}

PLACES = {
    "in a module": ("package/subpackage1/moduleX.py", "package.subpackage1.moduleX"),
    "in __init__": ("package/subpackage1/__init__.py", "package.subpackage1"),
}

# The statement, the name that it binds, and what to: a string, or a module of this name.
FORMS = [
    ("from .moduleY import spam", "spam", "spam of Y"),
    ("from .moduleY import spam as ham", "ham", "spam of Y"),
    ("from . import moduleY", "moduleY", "package.subpackage1.moduleY"),
    ("from ..subpackage1 import moduleY", "moduleY", "package.subpackage1.moduleY"),
    ("from ..subpackage2.moduleZ import eggs", "eggs", "eggs of Z"),
    ("from ..moduleA import foo", "foo", "foo of A"),
]

in_both_places = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)


@pytest.mark.clause("5.7/1", "5.7/2", "5.7/3", "5.7/4")
@in_both_places
@pytest.mark.parametrize(("statement", "bound", "expected"), FORMS)
def test_the_forms_of_the_example(system, importable, place, statement, bound, expected):
    """5.7/1-4: one dot is the current package, two its parent; all six forms are valid."""
    file, fullname = place
    importable({**PACKAGE, file: statement})

    found = getattr(system.import_module(fullname), bound)

    assert getattr(found, "__name__", found) == expected


@pytest.mark.clause("5.7/3")
def test_each_further_dot_is_one_package_higher(system, importable):
    """5.7/3: two dots are the parent of the current package, three the parent of that."""
    files = {
        "top/__init__.py": "name = 'top'",
        "top/middle/__init__.py": "name = 'middle'",
        "top/middle/low/__init__.py": "name = 'low'",
        "top/middle/low/module.py": """
            from . import name as one
            from .. import name as two
            from ... import name as three
        """,
    }
    importable(files)

    module = system.import_module("top.middle.low.module")

    assert (module.one, module.two, module.three) == ("low", "middle", "top")


class TestAbsoluteImports:
    """The two forms of the import statement."""

    @pytest.mark.clause("5.7/5", "5.7/7")
    def test_both_forms_are_for_absolute_imports(self, system, importable):
        """5.7/5, 5.7/7: ``import a.b.c`` makes a.b.c usable; ``from a.b import c`` binds c."""
        importable(PACKAGE)

        plain = system.run("import package.subpackage1.moduleY\nx = package.subpackage1.moduleY")
        names = system.run("from package.subpackage1 import moduleY")

        assert plain["x"] is names["moduleY"] is system.modules["package.subpackage1.moduleY"]

    @pytest.mark.clause("5.7/6")
    @in_both_places
    def test_the_plain_form_is_not_for_relative_imports(self, system, importable, place):
        """5.7/6: ``import .module`` is no statement, because .module is no expression."""
        file, fullname = place
        importable({**PACKAGE, file: "import .moduleY"})

        with pytest.raises(SyntaxError):
            system.import_module(fullname)


class TestWithoutAParent:
    """Dots that lead nowhere."""

    @pytest.mark.clause("5.7/8")
    @in_both_places
    def test_too_many_dots_raise_import_error(self, system, importable, place):
        """5.7/8: there is no package above the top-level one."""
        file, fullname = place
        importable({**PACKAGE, file: "from ... import package"})

        message = "^attempted relative import beyond top-level package$"
        with pytest.raises(ImportError, match=message):
            system.import_module(fullname)

    @pytest.mark.clause("5.7/9")
    def test_a_module_outside_packages_has_no_parent(self, system, importable):
        """5.7/9: a top-level module cannot import relatively."""
        importable({"alone.py": "from . import other", "other.py": ""})

        message = "^attempted relative import with no known parent package$"
        with pytest.raises(ImportError, match=message):
            system.import_module("alone")
