"""Language reference 5.4.1, Loaders."""

from __future__ import annotations

import types

import pytest
from handmade import Answer, Loader
from import_systems import NOTE


@pytest.mark.clause("5.4.1/1")
def test_exec_module_gets_the_module_alone(system, meta_hook):
    """5.4.1/1: one argument, the module to execute."""
    calls = []

    class Noting:
        def create_module(self, spec):
            return None

        def exec_module(self, *arguments, **named):
            calls.append((arguments, named))

    meta_hook({"lr_plain": Noting()})

    module = system.import_module("lr_plain")

    assert calls == [((module,), {})]


@pytest.mark.clause("5.4.1/2")
def test_what_exec_module_returns_is_ignored(system, meta_hook):
    """5.4.1/2: it does not become the module."""
    meta_hook({"lr_plain": Loader(lambda module: types.ModuleType("another"))})

    assert system.import_module("lr_plain").__name__ == "lr_plain"


@pytest.mark.clause("5.4.1/3")
def test_code_is_executed_in_the_modules_dict(system, importable):
    """5.4.1/3: the global names of the code are the module's attributes."""
    importable({"lr_plain.py": "def own_names():\n    return globals()\n"})

    module = system.import_module("lr_plain")

    assert module.own_names() is vars(module)


@pytest.mark.clause("5.4.1/4", "5.4.1/5")
@pytest.mark.parametrize("error", [ImportError, ValueError, GeneratorExit])
def test_an_exception_of_exec_module_reaches_the_caller(system, meta_hook, error):
    """5.4.1/4, 5: an ImportError as any other."""
    raised = error("cannot")

    def fail(module):
        raise raised

    meta_hook({"lr_plain": Loader(fail)})

    with pytest.raises(error) as caught:
        system.import_module("lr_plain")

    assert caught.value is raised


@pytest.mark.clause("5.4.1/4")
def test_a_module_without_code_is_an_import_error(system, importable):
    """5.4.1/4: bytecode of another Python is something that a loader cannot execute."""
    importable({"lr_bytecode.pyc": b"not this Python's magic number"})

    with pytest.raises(ImportError) as caught:
        system.import_module("lr_bytecode")

    assert caught.value.name == "lr_bytecode"


@pytest.mark.clause("5.4.1/6")
def test_finder_and_loader_may_be_one_object(system):
    """5.4.1/6: the finder returns a spec with itself as the loader."""

    class Both(Loader):
        def find_spec(self, fullname, path, target=None):
            return system.machinery.ModuleSpec(fullname, self)

    both = Both(lambda module: setattr(module, "answer", 42))
    system.meta_path.insert(0, both)

    module = system.import_module("lr_plain")

    assert module.answer == 42
    assert module.__spec__.loader is both


class Creating(Loader):
    """A loader that creates the module too; notes what it is called with."""

    def __init__(self, created):
        super().__init__(lambda module: None)
        self.created = created
        self.calls = []

    def create_module(self, *arguments, **named):
        self.calls.append((arguments, named))
        return self.created


@pytest.mark.clause("5.4.1/7")
def test_create_module_gets_the_spec_and_returns_the_module(system):
    """5.4.1/7: what it returns is loaded into, a module type of its own for instance."""

    class OwnType(types.ModuleType):
        pass

    loader = Creating(OwnType("own"))
    spec = system.machinery.ModuleSpec("lr_plain", loader)
    system.meta_path.insert(0, Answer(spec))

    module = system.import_module("lr_plain")

    assert loader.calls == [((spec,), {})]
    assert module is loader.created


@pytest.mark.clause("5.4.1/8")
def test_create_module_need_not_set_attributes(system, meta_hook):
    """5.4.1/8: the machinery sets them on an object that has none."""
    loader = Creating(types.SimpleNamespace())
    meta_hook({"lr_plain": loader})

    module = system.import_module("lr_plain")

    assert module.__name__ == "lr_plain"
    assert module.__loader__ is loader


@pytest.mark.clause("5.4.1/9")
def test_create_module_may_leave_the_creation_to_the_machinery(system, meta_hook):
    """5.4.1/9: by returning None."""
    loader = Creating(None)
    meta_hook({"lr_plain": loader})

    module = system.import_module("lr_plain")

    assert len(loader.calls) == 1
    assert type(module) is types.ModuleType


class LegacyLoader:
    """A loader from before exec_module()."""

    def __init__(self, system):
        self.system = system

    def load_module(self, fullname):
        module = self.system.modules.setdefault(fullname, types.ModuleType(fullname))
        module.loaded_by = "load_module"
        return module


@pytest.mark.clause("5.4.1/10", "5.4.1/18")
def test_load_module_is_used_without_exec_module(system, meta_hook):
    """5.4.1/10, 18: it works, and gives an ImportWarning."""
    meta_hook({"lr_plain": LegacyLoader(system)})

    with pytest.warns(ImportWarning, match=r"load_module\(\)"):
        module = system.import_module("lr_plain")

    assert module.loaded_by == "load_module"


@pytest.mark.clause("5.4.1/11")
def test_load_module_is_not_used_with_exec_module(system, meta_hook):
    """5.4.1/11: the newer method alone is called, without any warning."""

    class Both(LegacyLoader):
        def create_module(self, spec):
            return None

        def exec_module(self, module):
            module.loaded_by = "exec_module"

    meta_hook({"lr_plain": Both(system)})

    assert system.import_module("lr_plain").loaded_by == "exec_module"


def load(system, file):
    """Call load_module() of the standard loader of source files, as an example of a legacy one."""
    loader = system.machinery.SourceFileLoader("lr_plain", str(file))
    with pytest.warns(DeprecationWarning, match="load_module"):
        return loader.load_module("lr_plain")


@pytest.mark.clause("5.4.1/12")
def test_load_module_uses_the_module_in_the_cache(system, tree):
    """5.4.1/12: so that reload() works with it."""
    file = tree({"lr_plain.py": "answer = 42"}) / "lr_plain.py"
    existing = system.modules["lr_plain"] = types.ModuleType("lr_plain")

    module = load(system, file)

    assert module is existing
    assert existing.answer == 42


@pytest.mark.clause("5.4.1/13", "5.4.1/14")
def test_load_module_caches_the_module_before_executing_it(system, tree, executed):
    """5.4.1/13, 14: the code that imports itself finds itself."""
    source = NOTE + "from this_system import modules\ncached = modules[__name__].__dict__\n"
    file = tree({"lr_plain.py": source}) / "lr_plain.py"

    module = load(system, file)

    assert system.modules["lr_plain"] is module
    assert module.cached is vars(module)
    assert executed == ["lr_plain"]


@pytest.mark.clause("5.4.1/15")
def test_load_module_that_fails_removes_its_module_only(system, importable):
    """5.4.1/15: what the module imported before it failed remains."""
    root = importable({"lr_plain.py": "import lr_side\nraise ZeroDivisionError", "lr_side.py": ""})

    with pytest.raises(ZeroDivisionError):
        load(system, root / "lr_plain.py")

    assert "lr_plain" not in system.modules
    assert "lr_side" in system.modules


@pytest.mark.clause("5.4.1/16")
def test_load_module_that_fails_leaves_the_module_that_was_there(system, tree):
    """5.4.1/16: a module that it did not put into the cache is not its to remove."""
    file = tree({"lr_plain.py": "raise ZeroDivisionError"}) / "lr_plain.py"
    existing = system.modules["lr_plain"] = types.ModuleType("lr_plain")

    with pytest.raises(ZeroDivisionError):
        load(system, file)

    assert system.modules["lr_plain"] is existing


@pytest.mark.clause("5.4.1/17")
def test_exec_module_without_create_module_is_an_error(system, meta_hook):
    """5.4.1/17: ImportError, before anything is executed."""
    executed = []

    class OnlyExecuting:
        def exec_module(self, module):
            executed.append(module)

    meta_hook({"lr_plain": OnlyExecuting()})

    with pytest.raises(ImportError, match="must also define create_module"):
        system.import_module("lr_plain")
    assert executed == []


@pytest.mark.clause("5.4.1/9", "5.4.1/2")
def test_create_module_of_the_source_loader_returns_none(system, tree):
    """5.4.1/2, 9: the default loaders keep the protocol as well."""
    file = tree({"lr_plain.py": "answer = 42"}) / "lr_plain.py"
    loader = system.machinery.SourceFileLoader("lr_plain", str(file))
    spec = system.machinery.ModuleSpec("lr_plain", loader)

    assert loader.create_module(spec) is None
    assert loader.exec_module(system.module_from_spec(spec)) is None
