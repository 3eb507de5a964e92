"""Language reference 5.3, Searching."""

from __future__ import annotations

import pytest
from handmade import sets
from import_systems import NOTE

WAYS = {
    "import": lambda system: system.run("import lr_pkg.sub"),
    "from": lambda system: system.run("from lr_pkg import sub"),
    "relative from": lambda system: system.run("from . import sub", __package__="lr_pkg"),
    "import_module": lambda system: system.import_module("lr_pkg.sub"),
    "relative import_module": lambda system: system.import_module(".sub", "lr_pkg"),
    "__import__": lambda system: system.dunder_import("lr_pkg.sub"),
    "relative __import__": lambda system: system.dunder_import(
        "sub", {"__package__": "lr_pkg"}, None, ("x",), 1
    ),
}


@pytest.mark.clause("5.3/1", "5.3/2")
@pytest.mark.parametrize("way", WAYS)
def test_the_search_is_for_the_fully_qualified_name(system, meta_hook, way):
    """5.3/1, 2: statement and function parameters, absolute and relative, give that name."""
    hook = meta_hook({"lr_pkg": sets(), "lr_pkg.sub": sets()})
    system.import_module("lr_pkg")
    del hook.asked[:]

    WAYS[way](system)

    assert hook.asked_names == ["lr_pkg.sub"]


@pytest.mark.clause("5.3/3")
def test_parents_are_imported_first(system, importable, executed):
    """5.3/3: foo, then foo.bar, then foo.bar.baz."""
    importable(
        {
            "lr_foo/__init__.py": NOTE,
            "lr_foo/bar/__init__.py": NOTE,
            "lr_foo/bar/baz.py": NOTE,
        }
    )

    system.import_module("lr_foo.bar.baz")

    assert executed == ["lr_foo", "lr_foo.bar", "lr_foo.bar.baz"]


@pytest.mark.clause("5.3/4")
@pytest.mark.parametrize("missing", ["lr_foo", "lr_foo.bar"])
def test_a_parent_that_is_not_found_is_an_error(system, meta_hook, missing):
    """5.3/4: the error names the parent, and what is below is not searched for."""
    names = ["lr_foo", "lr_foo.bar", "lr_foo.bar.baz"]
    hook = meta_hook({name: sets() for name in names if name != missing})

    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("lr_foo.bar.baz")

    assert caught.value.name == missing
    assert hook.asked_names == names[: names.index(missing) + 1]
