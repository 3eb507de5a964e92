"""Finding a spec without importing."""

from __future__ import annotations

import sys
import types

import pytest

from thence._engine.protocol.lookup import find_loader, resolve_name


@pytest.mark.parametrize(
    ("name", "package", "expected"),
    [
        ("a", None, "a"),
        ("a", "b", "a"),
        (".a", "b", "b.a"),
        ("..a", "b.c", "b.a"),
        (".", "b", "b"),
    ],
)
def test_a_name_is_resolved_against_a_package(name, package, expected):
    assert resolve_name(name, package) == expected


@pytest.mark.parametrize("package", [None, ""])
def test_a_relative_name_needs_a_package(package):
    with pytest.raises(ImportError, match=r"^no package specified for '.a'"):
        resolve_name(".a", package)


def test_a_module_is_found_and_not_executed(system, tree):
    root = tree({"a.py": "1 / 0"})

    assert system.find_spec("a").origin == f"{root}/a.py"


def test_a_submodule_is_found_and_its_parents_are_imported(system, tree):
    root = tree({"a/__init__.py": "", "a/b.py": "1 / 0"})

    assert system.find_spec(".b", "a").origin == f"{root}/a/b.py"
    assert "a" in system.modules


def test_what_is_nowhere_has_no_spec(system):
    assert system.find_spec("absent") is None


def test_the_child_of_a_plain_module_is_an_error(system, tree):
    tree({"a.py": ""})

    with pytest.raises(ModuleNotFoundError) as caught:
        system.find_spec("a.b")

    assert str(caught.value) == ("__path__ attribute not found on 'a' while trying to find 'a.b'")
    assert caught.value.name == "a.b"


def test_what_is_in_the_cache_answers_with_its_spec(system):
    module = system.modules["a"] = types.ModuleType("a")
    module.__spec__ = "a spec"  # type: ignore[assignment]
    system.modules["forbidden"] = None

    assert system.find_spec("a") == "a spec"
    assert system.find_spec("forbidden") is None


@pytest.mark.parametrize("has_none", [True, False])
def test_what_is_in_the_cache_without_a_spec_is_an_error(system, has_none):
    module = system.modules["a"] = types.ModuleType("a")
    if not has_none:
        del module.__spec__

    with pytest.raises(ValueError, match=r"^a\.__spec__ is (None|not set)$"):
        system.find_spec("a")


class TestFindLoader:
    """Gone from importlib in 3.12, and works wherever it is asked."""

    @pytest.fixture(autouse=True)
    def expects_a_warning(self):
        with pytest.warns(DeprecationWarning, match=r"importlib\.util\.find_spec"):
            yield

    def test_the_loader_is_found(self, state, tree):
        root = tree({"a.py": ""})

        assert find_loader(state, "a").path == f"{root}/a.py"
        assert find_loader(state, "absent") is None

    def test_the_path_may_be_given(self, state, tree):
        root = tree({"inner/a.py": ""})

        assert find_loader(state, "a", [f"{root}/inner"]).path == f"{root}/inner/a.py"

    def test_a_namespace_package_has_none(self, state, tree):
        tree({"a/": ""})

        with pytest.raises(ImportError, match=r"^namespace packages do not have loaders$"):
            find_loader(state, "a")

    def test_a_spec_without_anything_is_an_error(self, state, system):
        class Finder:
            def find_spec(self, fullname, path, target=None):
                return system.machinery.ModuleSpec(fullname, None)

        system.meta_path[:] = [Finder()]

        with pytest.raises(ImportError, match=r"^spec for a missing loader$"):
            find_loader(state, "a")

    @pytest.mark.parametrize(
        ("loader", "message"), [(None, r"a\.__loader__ is None"), (..., "is not set")]
    )
    def test_what_is_in_the_cache_must_have_one(self, state, system, loader, message):
        module = system.modules["a"] = types.ModuleType("a")
        module.__loader__ = loader
        if loader is ...:
            del module.__loader__

        with pytest.raises(ValueError, match=message):
            find_loader(state, "a")

    def test_what_is_in_the_cache_answers(self, state, system):
        module = system.modules["a"] = types.ModuleType("a")
        module.__loader__ = "the loader"  # type: ignore[assignment]

        assert find_loader(state, "a") == "the loader"


def test_the_version_decides_whether_thence_offers_it():
    import thence

    assert hasattr(thence, "find_loader") is (sys.version_info < (3, 12))
