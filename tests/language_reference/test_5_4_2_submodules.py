"""Language reference 5.4.2, Submodules."""

from __future__ import annotations

import pytest

WAYS = {
    "import": lambda system: system.run("import lr_spam.foo"),
    "import as": lambda system: system.run("import lr_spam.foo as foo"),
    "from": lambda system: system.run("from lr_spam import foo"),
    "from submodule": lambda system: system.run("from lr_spam.foo import Foo"),
    "import_module": lambda system: system.import_module("lr_spam.foo"),
    "__import__": lambda system: system.dunder_import("lr_spam.foo"),
}


@pytest.mark.clause("5.4.2/1", "5.4.2/3")
@pytest.mark.parametrize("way", WAYS)
def test_loading_a_submodule_binds_it_in_its_parent(system, importable, way):
    """5.4.2/1, 3: whatever mechanism loads it."""
    importable({"lr_spam/__init__.py": "", "lr_spam/foo.py": "class Foo: pass"})
    parent = system.import_module("lr_spam")
    assert not hasattr(parent, "foo")

    WAYS[way](system)

    assert parent.foo is system.modules["lr_spam.foo"]


@pytest.mark.clause("5.4.2/1")
def test_the_binding_is_placed_in_namespace_packages_too(system, importable):
    """5.4.2/1: at every level of the dotted name."""
    importable({"lr_space/inner/foo.py": ""})

    system.import_module("lr_space.inner.foo")

    modules = system.modules
    assert modules["lr_space"].inner is modules["lr_space.inner"]
    assert modules["lr_space.inner"].foo is modules["lr_space.inner.foo"]


@pytest.mark.clause("5.4.2/2")
def test_from_a_submodule_import_in_init_binds_the_submodule_too(system, importable):
    """5.4.2/2: `from .foo import Foo` gives the package both foo and Foo."""
    importable(
        {"lr_spam/__init__.py": "from .foo import Foo", "lr_spam/foo.py": "class Foo: pass"}
    )

    spam = system.import_module("lr_spam")

    assert spam.foo is system.modules["lr_spam.foo"]
    assert spam.Foo is spam.foo.Foo


@pytest.mark.clause("5.4.2/3")
def test_the_binding_is_what_the_cache_holds(system, importable):
    """5.4.2/3: also when the submodule replaced itself while it was executed."""
    source = """
        import this_system
        this_system.modules[__name__] = "a replacement"
    """
    importable({"lr_spam/__init__.py": "foo = 'a name of its own'", "lr_spam/foo.py": source})

    system.import_module("lr_spam.foo")

    assert system.modules["lr_spam"].foo == "a replacement"
