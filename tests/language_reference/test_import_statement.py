"""The import statement and ``__import__``: what is imported, and which names are bound."""

from __future__ import annotations

import pytest

BOX = {
    "box/__init__.py": "name = 'box'",
    "box/middle/__init__.py": "name = 'middle'",
    "box/middle/inner.py": "name = 'inner'",
}


class TestImport:
    """``import a.b.c``, with and without ``as``."""

    @pytest.mark.clause("import-statement/1")
    def test_the_first_name_is_bound(self, system, importable):
        """import-statement/1: all parents are imported, and the top-level package is bound."""
        importable(BOX)

        names = system.run("import box.middle.inner")

        assert names["box"] is system.modules["box"]
        assert names["box"].middle.inner is system.modules["box.middle.inner"]
        assert not {"middle", "inner"} & names.keys()

    @pytest.mark.clause("import-statement/2")
    def test_as_binds_the_submodule(self, system, importable):
        """import-statement/2: with ``as``, the name stands for the submodule."""
        importable(BOX)

        names = system.run("import box.middle.inner as shorter")

        assert names["shorter"] is system.modules["box.middle.inner"]
        assert "box" not in names

    @pytest.mark.clause("import-statement/3")
    def test_as_takes_an_unbound_submodule_from_the_cache(self, system, importable):
        """import-statement/3: within the submodule's own execution it is not bound yet."""
        files = {
            "box/__init__.py": "import box.inner",
            "box/inner.py": "import box.inner as itself",
        }
        importable(files)

        inner = system.import_module("box.inner")

        assert inner.itself is inner


class TestFrom:
    """``from a import b``."""

    @pytest.mark.clause("import-statement/4")
    def test_an_attribute_comes_before_a_submodule(self, system, importable):
        """import-statement/4: no submodule is looked for when there is such an attribute."""
        importable({"box/__init__.py": "inner = 'an attribute'", "box/inner.py": ""})

        names = system.run("from box import inner")

        assert names["inner"] == "an attribute"
        assert "box.inner" not in system.modules

    @pytest.mark.clause("import-statement/5")
    def test_a_submodule_is_imported(self, system, importable):
        """import-statement/5: a package's submodule is imported for the from-list."""
        importable(BOX)

        names = system.run("from box import name, middle as centre")

        assert names["name"] == "box"
        assert names["centre"] is system.modules["box.middle"]
        assert not {"box", "middle"} & names.keys()

    @pytest.mark.clause("import-statement/6")
    def test_an_unbound_submodule_is_taken_from_the_cache(self, system, importable):
        """import-statement/6: in a circle the submodule may not be bound in its package yet."""
        files = {
            "box/__init__.py": "",
            "box/first.py": "from box import second",
            "box/second.py": "from box import first",
        }
        importable(files)

        first = system.import_module("box.first")

        assert first.second.first is first

    @pytest.mark.clause("import-statement/7")
    @pytest.mark.parametrize("file", ["wanted.py", "wanted/__init__.py"])
    def test_neither_attribute_nor_submodule(self, system, importable, file):
        """import-statement/7: the error names the module, the missing name and the file."""
        root = importable({file: ""})

        with pytest.raises(ImportError) as caught:
            system.run("from wanted import absent")

        assert caught.type is ImportError
        assert str(caught.value) == f"cannot import name 'absent' from 'wanted' ({root / file})"
        assert (caught.value.name, caught.value.path) == ("wanted", str(root / file))

    @pytest.mark.clause("import-statement/8")
    def test_a_circle_is_named_as_the_likely_reason(self, system, importable):
        """import-statement/8: a module that is still executing is called partially initialised."""
        importable({"first.py": "import second\nname = 1", "second.py": "from first import name"})

        message = "^cannot import name 'name' from partially initialized module 'first'"
        with pytest.raises(ImportError, match=message):
            system.import_module("first")

    @pytest.mark.clause("import-statement/9")
    def test_an_error_of_the_submodule_is_let_out(self, system, importable):
        """import-statement/9: a submodule that is there, but misses another, is not missing."""
        importable({"box/__init__.py": "", "box/inner.py": "import absent_elsewhere"})

        with pytest.raises(ModuleNotFoundError) as caught:
            system.run("from box import inner")

        assert caught.value.name == "absent_elsewhere"

    @pytest.mark.clause("import-statement/10")
    def test_the_modules_getattr_is_asked(self, system, importable):
        """import-statement/10: a module may compute its attributes (PEP 562)."""
        importable({"wanted.py": "def __getattr__(name): return name.upper()"})

        names = system.run("from wanted import computed")

        assert names["computed"] == "COMPUTED"


class TestStar:
    """``from a import *``."""

    @pytest.mark.clause("import-statement/11")
    def test_all_says_what_is_bound(self, system, importable):
        """import-statement/11: the names in __all__ and no others."""
        importable({"wanted.py": "__all__ = ['_one', 'two']\n_one = two = three = 0"})

        names = system.run("from wanted import *")

        assert {"_one", "two"} <= names.keys()
        assert "three" not in names

    @pytest.mark.clause("import-statement/12")
    def test_without_all_the_underscore_decides(self, system, importable):
        """import-statement/12: all names but those with a leading underscore."""
        importable({"wanted.py": "_one = two = three = 0"})

        names = system.run("from wanted import *")

        assert {"two", "three"} <= names.keys()
        assert "_one" not in names

    @pytest.mark.clause("import-statement/13")
    def test_submodules_in_all_are_imported(self, system, importable):
        """import-statement/13: a package's __all__ may name submodules."""
        files = {"box/__init__.py": "__all__ = ['inner']", "box/inner.py": "", "box/other.py": ""}
        importable(files)

        names = system.run("from box import *")

        assert names["inner"] is system.modules["box.inner"]
        assert "box.other" not in system.modules

    @pytest.mark.clause("import-statement/14")
    @pytest.mark.parametrize("file", ["wanted.py", "wanted/__init__.py"])
    def test_a_name_in_all_must_be_there(self, system, importable, file):
        """import-statement/14: what __all__ names and nobody has is an AttributeError."""
        importable({file: "__all__ = ['absent']"})

        with pytest.raises(AttributeError, match=r"^module 'wanted' has no attribute 'absent'$"):
            system.run("from wanted import *")

    @pytest.mark.clause("import-statement/15")
    @pytest.mark.parametrize("file", ["wanted.py", "wanted/__init__.py"])
    def test_a_name_in_all_must_be_a_string(self, system, importable, file):
        """import-statement/15: __all__ holds strings."""
        importable({file: "__all__ = [42]"})

        with pytest.raises(TypeError, match=r"^Item in wanted\.__all__ must be str, not int$"):
            system.run("from wanted import *")

    @pytest.mark.clause("import-statement/17")
    def test_a_function_cannot_bind_what_it_does_not_know(self, system, importable):
        """import-statement/17: the star is for module level only."""
        importable({"wanted.py": "def function():\n    from sys import *"})

        with pytest.raises(SyntaxError):
            system.import_module("wanted")


class TestDunderImport:
    """The function behind the statement."""

    @pytest.mark.clause("import-statement/16")
    def test_a_from_list_holds_strings(self, system, importable):
        """import-statement/16: a from-list with anything else is a TypeError."""
        importable(BOX)

        with pytest.raises(TypeError, match=r"must be str, not int$"):
            system.dunder_import("box", fromlist=[42])

    @pytest.mark.clause("import-statement/18")
    def test_the_from_list_decides_what_is_returned(self, system, importable):
        """import-statement/18: without a from-list the top-level package is returned."""
        importable(BOX)

        assert system.dunder_import("box.middle.inner") is system.modules["box"]
        assert system.dunder_import("box.middle", fromlist=["name"]).name == "middle"

    @pytest.mark.clause("import-statement/19")
    @pytest.mark.parametrize(
        ("name", "level", "message"),
        [("", 0, "^Empty module name$"), ("box", -1, "^level must be >= 0$")],
    )
    def test_an_empty_name_and_a_negative_level(self, system, name, level, message):
        """import-statement/19: both are a ValueError."""
        with pytest.raises(ValueError, match=message):
            system.dunder_import(name, level=level)

    @pytest.mark.clause("import-statement/20")
    def test_the_name_is_a_string(self, system):
        """import-statement/20: anything else is a TypeError."""
        with pytest.raises(TypeError, match=r"^module name must be"):
            system.dunder_import(42)

    @pytest.mark.clause("import-statement/21")
    def test_a_module_runs_with_its_systems_builtins(self, system, importable):
        """import-statement/21: there its import statements find ``__import__``."""
        importable({"wanted.py": ""})

        module = system.import_module("wanted")

        assert vars(module)["__builtins__"] is system.builtins
