"""``__import__`` and its from-list."""

from __future__ import annotations

import sys
import types

import pytest

from thence._engine.protocol.statement import calling_package, dunder_import, handle_fromlist

TREE = {"a/__init__.py": "", "a/b/__init__.py": "", "a/b/c.py": "", "plain.py": ""}
DEPRECATION = DeprecationWarning if sys.version_info >= (3, 12) else ImportWarning


@pytest.fixture
def import_(state, tree):
    """``__import__`` as a plain function of the system, in a tree of files."""
    tree(TREE)

    def act(name, globals=None, fromlist=(), level=0):
        return dunder_import(state, name, globals, None, fromlist, level).__name__

    return act


@pytest.mark.parametrize(
    ("name", "fromlist", "expected"),
    [
        ("a", (), "a"),
        ("a.b.c", (), "a"),
        ("a.b.c", ("x",), "a.b.c"),
        ("a.b", ("c",), "a.b"),
        ("plain", ("x",), "plain"),
        ("a", None, "a"),
    ],
)
def test_an_absolute_import_gives_the_top_or_with_a_from_list_the_module(
    import_, name, fromlist, expected
):
    assert import_(name, fromlist=fromlist) == expected


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [("", 1, "a.b"), ("c", 1, "a.b.c"), ("b.c", 2, "a.b"), ("", 2, "a"), ("b", 2, "a.b")],
)
def test_a_relative_import_gives_what_its_first_part_stands_for(import_, name, level, expected):
    assert import_(name, {"__package__": "a.b"}, level=level) == expected


def test_a_relative_import_without_globals_is_refused(import_):
    with pytest.raises(KeyError, match="__name__"), pytest.warns(ImportWarning):
        import_("c", None, level=1)


def test_a_negative_level_is_refused(import_):
    with pytest.raises(ValueError, match="level must be >= 0"):
        import_("a", level=-1)


@pytest.mark.parametrize(
    ("globals", "package"),
    [
        ({"__package__": "a"}, "a"),
        ({"__package__": "a", "__spec__": None}, "a"),
        ({"__spec__": types.SimpleNamespace(parent="a")}, "a"),
        ({"__package__": "a", "__spec__": types.SimpleNamespace(parent="a")}, "a"),
    ],
)
def test_the_package_is_told_by_package_or_spec(globals, package):
    assert calling_package(globals) == package


def test_a_package_that_contradicts_the_spec_counts_with_a_warning():
    globals = {"__package__": "a", "__spec__": types.SimpleNamespace(parent="b")}

    with pytest.warns(DEPRECATION, match=r"__package__ != __spec__\.parent \('a' != 'b'\)"):
        assert calling_package(globals) == "a"


@pytest.mark.parametrize(
    ("globals", "package"),
    [({"__name__": "a.b"}, "a"), ({"__name__": "a.b", "__path__": []}, "a.b")],
)
def test_without_either_the_name_has_to_do_with_a_warning(globals, package):
    with pytest.warns(ImportWarning, match="falling back on __name__ and __path__"):
        assert calling_package(globals) == package


class TestFromList:
    """What a from-list imports."""

    @pytest.fixture
    def handle(self, state):
        """Handle a from-list of a package; return the names that were to be imported."""

        def act(fromlist, error=None, **attributes):
            asked = []

            def importing(name):
                asked.append(name)
                if error is not None:
                    raise error

            module = types.ModuleType("a")
            vars(module).update(attributes)
            handle_fromlist(state, module, fromlist, importing)
            return asked

        return act

    def test_names_that_the_package_lacks_are_imported(self, handle):
        assert handle(["x", "y"], y=1) == ["a.x"]

    def test_a_star_stands_for_all(self, handle):
        assert handle(["*"], __all__=["x", "y"], y=1) == ["a.x"]
        assert handle(["*"]) == []

    def test_a_star_in_all_stands_for_nothing(self, handle):
        assert handle(["*"], __all__=["*"]) == []

    @pytest.mark.parametrize(
        ("fromlist", "names", "where"),
        [([3], {}, r"``from list''"), (["*"], {"__all__": [3]}, r"a\.__all__")],
    )
    def test_a_name_is_a_string(self, handle, fromlist, names, where):
        with pytest.raises(TypeError, match=f"^Item in {where} must be str, not int$"):
            handle(fromlist, **names)

    def test_a_name_that_is_no_submodule_is_left_to_the_statement(self, handle):
        assert handle(["x"], ModuleNotFoundError(name="a.x")) == ["a.x"]

    def test_a_submodule_that_fails_to_import_another_fails(self, handle):
        with pytest.raises(ModuleNotFoundError):
            handle(["x"], ModuleNotFoundError(name="other"))

    def test_a_forbidden_submodule_fails(self, handle, system):
        system.modules["a.x"] = None

        with pytest.raises(ModuleNotFoundError):
            handle(["x"], ModuleNotFoundError(name="a.x"))
