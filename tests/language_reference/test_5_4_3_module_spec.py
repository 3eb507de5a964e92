"""Language reference 5.4.3, Module spec."""

from __future__ import annotations

import pytest
from handmade import Answer, Loader


@pytest.mark.clause("5.4.3/1", "5.4.3/5")
def test_a_spec_holds_what_the_import_needed(system, importable):
    """5.4.3/1, 5: the __spec__ of a package read from a file, field by field."""
    root = importable({"lr_pkg/__init__.py": "", "lr_pkg/sub/__init__.py": ""})

    spec = system.import_module("lr_pkg.sub").__spec__

    file = str(root / "lr_pkg" / "sub" / "__init__.py")
    assert isinstance(spec, system.machinery.ModuleSpec)
    assert spec.name == "lr_pkg.sub"
    assert spec.parent == "lr_pkg.sub"
    assert isinstance(spec.loader, system.machinery.SourceFileLoader)
    assert spec.origin == file
    assert spec.has_location
    assert spec.cached == system.util.cache_from_source(file)
    assert spec.submodule_search_locations == [str(root / "lr_pkg" / "sub")]
    assert spec.loader_state is None


@pytest.mark.clause("5.4.3/2")
def test_each_module_has_a_spec_of_its_own(system, importable):
    """5.4.3/2: what is in one spec is about one module."""
    importable({"lr_pkg/__init__.py": "", "lr_pkg/sub.py": ""})

    system.import_module("lr_pkg.sub")

    package, module = system.modules["lr_pkg"], system.modules["lr_pkg.sub"]
    assert package.__spec__ is not module.__spec__
    assert (package.__spec__.name, module.__spec__.name) == ("lr_pkg", "lr_pkg.sub")
    assert module.__spec__.parent == "lr_pkg"
    assert module.__spec__.submodule_search_locations is None


@pytest.mark.clause("5.4.3/3")
def test_a_spec_carries_state_from_finder_to_loader(system):
    """5.4.3/3: loader_state reaches exec_module() by the module's spec."""
    state = object()
    received = []
    loader = Loader(lambda module: received.append(module.__spec__.loader_state))
    spec = system.machinery.ModuleSpec("lr_plain", loader, loader_state=state)
    system.meta_path.insert(0, Answer(spec))

    system.import_module("lr_plain")

    assert received == [state]


@pytest.mark.clause("5.4.3/4")
def test_a_module_is_made_ready_from_its_spec_alone(system):
    """5.4.3/4: the loader, asked for nothing, would have to do all this without a spec."""
    loader = Loader(lambda module: None)
    spec = system.machinery.ModuleSpec("lr_a.lr_b", loader, origin="/shelf/b", is_package=True)
    spec.has_location = True

    module = system.module_from_spec(spec)

    assert module.__name__ == "lr_a.lr_b"
    assert module.__loader__ is loader
    assert module.__package__ == "lr_a.lr_b"
    assert module.__path__ is spec.submodule_search_locations
    assert module.__file__ == "/shelf/b"


@pytest.mark.clause("5.4.3/5")
@pytest.mark.parametrize("name", ["lr_plain", "lr_space", "__hello__", "_symtable"])
def test_the_spec_is_exposed_on_the_module(system, importable, monkeypatch, name):
    """5.4.3/5: on modules of any kind, and it is a ModuleSpec of their name."""
    importable({"lr_plain.py": "", "lr_space/": ""})
    monkeypatch.delitem(system.modules, name, raising=False)

    spec = system.import_module(name).__spec__

    assert isinstance(spec, system.machinery.ModuleSpec)
    assert spec.name == name
