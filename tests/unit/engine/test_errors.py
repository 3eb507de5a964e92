"""Messages are the interpreter's, letter for letter: programs match them."""

from __future__ import annotations

import types

import pytest

from thence._engine import errors


@pytest.mark.parametrize(
    ("error", "message", "name"),
    [
        (errors.no_module_named("a.b"), "No module named 'a.b'", "a.b"),
        (
            errors.parent_is_no_package("a.b", "a"),
            "No module named 'a.b'; 'a' is not a package",
            "a.b",
        ),
        (errors.import_halted("a"), "import of a halted; None in sys.modules", "a"),
        (
            errors.meta_path_gone(),
            "sys.meta_path is None, Python is likely shutting down",
            None,
        ),
        (errors.no_known_parent(), "attempted relative import with no known parent package", None),
        (errors.missing_loader("a"), "missing loader", "a"),
        (
            errors.create_without_exec(),
            "loaders that define exec_module() must also define create_module()",
            None,
        ),
        (errors.portion_without_places(), "spec missing loader", None),
        (
            errors.parent_not_imported("a.b", "a"),
            "'a' must be imported before finding 'a.b'.",
            "a",
        ),
        (errors.not_in_cache("a"), "module a not in sys.modules", "a"),
        (errors.not_in_cache("a", quoted=True), "module 'a' not in sys.modules", "a"),
        (errors.parent_not_in_cache("a"), "parent 'a' not in sys.modules", "a"),
        (errors.spec_not_found("a"), "spec not found for the module 'a'", "a"),
        (errors.wrong_loader("a", "b"), "loader for a cannot handle b", "b"),
        (errors.not_built_in("a"), "'a' is not a built-in module", "a"),
        (errors.not_frozen("a"), "'a' is not a frozen module", "a"),
        (errors.no_code("a"), "cannot load module 'a' when get_code() returns None", None),
        (errors.source_unavailable("a"), "source not available through get_data()", "a"),
        (errors.only_directories("a"), "only directories are supported", None),
    ],
)
def test_an_error_says_what_the_interpreter_says(error, message, name):
    assert isinstance(error, ImportError)
    assert str(error) == message
    assert error.name == name


@pytest.mark.parametrize(
    ("namespace", "message"),
    [
        ({}, "cannot import name 'x' from 'a' (unknown location)"),
        ({"__file__": "/a.py"}, "cannot import name 'x' from 'a' (/a.py)"),
        (
            {"__file__": "/a.py", "__spec__": types.SimpleNamespace(_initializing=True)},
            (
                "cannot import name 'x' from partially initialized module 'a' "
                "(most likely due to a circular import) (/a.py)"
            ),
        ),
    ],
)
def test_a_missing_name_is_explained_by_the_state_of_its_module(namespace, message):
    module = types.ModuleType("a")
    vars(module).update(namespace)

    error = errors.cannot_import_name("x", module)

    assert (str(error), error.name, error.path) == (message, "a", namespace.get("__file__"))


def test_a_nameless_module_is_unknown():
    module = types.ModuleType("a")
    del module.__name__

    assert str(errors.cannot_import_name("x", module)).startswith(
        "cannot import name 'x' from '<unknown module name>'"
    )
