"""Language reference 5.4, Loading."""

from __future__ import annotations

import types

import pytest
from handmade import Answer, Loader, sets
from import_systems import NOTE


def nothing(module):
    """Execute a module that has no code."""


@pytest.mark.clause("5.4/1")
def test_the_loader_in_the_spec_loads_the_module(system):
    """5.4/1: it is the spec's loader that is called, whoever found the spec."""
    system.meta_path.insert(0, Answer(system.machinery.ModuleSpec("lr_plain", sets(answer=42))))

    assert system.import_module("lr_plain").answer == 42


@pytest.mark.clause("5.4/2")
def test_create_module_makes_the_module_from_the_spec(system):
    """5.4/2: it is given the spec, and the module it makes is the one executed and returned."""
    made = types.ModuleType("made")
    given: list[object] = []
    executed: list[object] = []

    class Creating(Loader):
        def create_module(self, spec):
            given.append(spec)
            return made

    spec = system.machinery.ModuleSpec("lr_plain", Creating(executed.append))
    system.meta_path.insert(0, Answer(spec))

    assert system.import_module("lr_plain") is made
    assert given == [spec]
    assert executed == [made]


@pytest.mark.clause("5.4/3")
def test_the_machinery_makes_the_module_that_create_module_did_not(system, meta_hook):
    """5.4/3: a types.ModuleType of the spec's name."""
    meta_hook({"lr_plain": Loader(nothing)})

    module = system.import_module("lr_plain")

    assert type(module) is types.ModuleType
    assert module.__name__ == "lr_plain"


@pytest.mark.clause("5.4/4")
def test_a_spec_without_loader_is_an_error(system):
    """5.4/4: unless it has search locations, nothing can be loaded with it."""
    system.meta_path.insert(0, Answer(system.machinery.ModuleSpec("lr_plain", None)))

    with pytest.raises(ImportError) as caught:
        system.import_module("lr_plain")

    assert type(caught.value) is ImportError
    assert caught.value.name == "lr_plain"
    assert "lr_plain" not in system.modules


@pytest.mark.clause("5.4/5")
def test_search_locations_alone_make_a_namespace_package(system, tree):
    """5.4/5: no loader and no origin, and nothing that could be executed."""
    root = tree({"sub.py": "answer = 42"})
    spec = system.machinery.ModuleSpec("lr_space", None, is_package=True)
    spec.submodule_search_locations = [str(root)]
    system.meta_path.insert(0, Answer(spec))

    module = system.import_module("lr_space.sub")

    assert module.answer == 42
    assert list(system.modules["lr_space"].__path__) == [str(root)]


class LegacyLoader:
    """A loader from before exec_module(); notes what it is asked to load."""

    def __init__(self, system):
        self.system = system
        self.asked = []

    def load_module(self, fullname):
        self.asked.append(fullname)
        module = self.system.modules[fullname] = types.ModuleType(fullname)
        return module


@pytest.mark.clause("5.4/6", "5.4/7")
def test_load_module_is_called_on_a_loader_without_exec_module(system, meta_hook):
    """5.4/6, 7: with the name; __loader__ and __package__ are set on what it returns."""
    loader = LegacyLoader(system)
    meta_hook({"lr_plain": loader})

    with pytest.warns(ImportWarning, match="load_module"):
        module = system.import_module("lr_plain")

    assert loader.asked == ["lr_plain"]
    assert module.__loader__ is loader
    assert module.__package__ == ""


@pytest.mark.clause("5.4/8")
def test_the_module_is_cached_before_it_is_executed(system, meta_hook):
    """5.4/8: exec_module() finds the module it is given in the cache."""
    cached = []
    meta_hook({"lr_plain": Loader(lambda module: cached.append(system.modules["lr_plain"]))})

    module = system.import_module("lr_plain")

    assert cached == [module]


@pytest.mark.clause("5.4/9")
@pytest.mark.parametrize("error", [ValueError, ImportError, SystemExit, KeyboardInterrupt])
def test_a_module_that_fails_leaves_the_cache(system, meta_hook, error):
    """5.4/9: any exception counts, also those that are no Exception."""

    def fail(module):
        raise error

    meta_hook({"lr_plain": Loader(fail)})

    with pytest.raises(error):
        system.import_module("lr_plain")

    assert "lr_plain" not in system.modules


@pytest.mark.clause("5.4/10")
def test_a_failing_module_may_have_left_the_cache_itself(system, importable):
    """5.4/10: its own error is what the caller gets."""
    source = """
        from this_system import modules
        del modules[__name__]
        raise ZeroDivisionError("my own")
    """
    importable({"lr_plain.py": source})

    with pytest.raises(ZeroDivisionError, match="my own"):
        system.import_module("lr_plain")


@pytest.mark.clause("5.4/11", "5.4/20", "5.4/21")
def test_a_module_may_replace_itself(system, importable):
    """5.4/11, 20, 21: the import returns what the module's code put into the cache."""
    source = """
        import this_system
        this_system.modules[__name__] = "a replacement"
    """
    importable({"lr_plain.py": source})

    assert system.import_module("lr_plain") == "a replacement"
    assert system.run("import lr_plain")["lr_plain"] == "a replacement"


@pytest.mark.clause("5.4/11")
def test_a_module_that_leaves_the_cache_without_failing_is_an_error(system, meta_hook):
    """5.4/11: there is nothing to return."""
    meta_hook({"lr_plain": Loader(lambda module: system.modules.pop("lr_plain"))})

    with pytest.raises((ImportError, KeyError)):
        system.import_module("lr_plain")


@pytest.mark.clause("5.4/12")
def test_a_cached_module_is_not_loaded_again(system, importable, executed):
    """5.4/12: the second import returns the first one's module."""
    importable({"lr_plain.py": NOTE})

    first = system.import_module("lr_plain")
    second = system.run("import lr_plain")["lr_plain"]

    assert first is second
    assert executed == ["lr_plain"]


@pytest.mark.clause("5.4/13")
def test_a_module_may_import_itself(system, importable, executed):
    """5.4/13: it gets itself, in the state it is in, and is executed once."""
    importable({"lr_plain.py": NOTE + "answer = 42\nimport lr_plain\ngot = lr_plain.answer\n"})

    module = system.import_module("lr_plain")

    assert module.lr_plain is module
    assert module.got == 42
    assert executed == ["lr_plain"]


@pytest.mark.clause("5.4/14")
def test_modules_may_import_each_other(system, importable, executed):
    """5.4/14: each is executed once, the second while the first is still on its way."""
    importable(
        {
            "lr_hen.py": NOTE + "import lr_egg",
            "lr_egg.py": NOTE + "import lr_hen\nunfinished = not hasattr(lr_hen, 'lr_egg')",
        }
    )

    hen = system.import_module("lr_hen")

    assert executed == ["lr_hen", "lr_egg"]
    assert hen.lr_egg.lr_hen is hen
    assert hen.lr_egg.unfinished


@pytest.mark.clause("5.4/15", "5.4/16")
def test_only_the_failing_module_leaves_the_cache(system, importable):
    """5.4/15, 16: its parent, and what it imported before it failed, remain."""
    importable(
        {
            "lr_pkg/__init__.py": "",
            "lr_pkg/failing.py": "import lr_pkg.side, lr_early\nraise ZeroDivisionError",
            "lr_pkg/side.py": "",
            "lr_early.py": "",
        }
    )
    early = system.import_module("lr_early")

    with pytest.raises(ZeroDivisionError):
        system.import_module("lr_pkg.failing")

    assert "lr_pkg.failing" not in system.modules
    assert {"lr_pkg", "lr_pkg.side"} <= system.modules.keys()
    assert system.modules["lr_early"] is early


@pytest.mark.clause("5.4/17")
def test_a_module_that_fails_to_reload_stays_in_the_cache(system, importable):
    """5.4/17: with what the failing code had set by then."""
    root = importable({"lr_plain.py": "answer = 41"})
    module = system.import_module("lr_plain")
    (root / "lr_plain.py").write_text("answer = 42\nraise ZeroDivisionError")
    system.invalidate_caches()

    with pytest.raises(ZeroDivisionError):
        system.reload(module)

    assert system.modules["lr_plain"] is module
    assert module.answer == 42


@pytest.mark.clause("5.4/18")
def test_attributes_are_set_between_creation_and_execution(system):
    """5.4/18: create_module() returns the module without them, exec_module() gets it with them."""
    created = types.SimpleNamespace()
    seen = []

    class Creating(Loader):
        def create_module(self, spec):
            assert vars(created) == {}
            return created

    loader = Creating(lambda module: seen.append(dict(vars(module))))
    spec = system.machinery.ModuleSpec("lr_plain", loader)
    system.meta_path.insert(0, Answer(spec))

    system.import_module("lr_plain")

    [attributes] = seen
    assert attributes["__name__"] == "lr_plain"
    assert attributes["__loader__"] is loader
    assert attributes["__spec__"] is spec


@pytest.mark.clause("5.4/19")
def test_the_loader_decides_what_is_in_the_namespace(system, meta_hook):
    """5.4/19: it may put in anything, and take out what the machinery put in."""

    def execute(module):
        vars(module).clear()
        module.answer = 42

    meta_hook({"lr_plain": Loader(execute)})

    module = system.import_module("lr_plain")

    assert vars(module) == {"answer": 42}


@pytest.mark.clause("5.4/22")
def test_a_loader_only_has_to_execute(system, meta_hook):
    """5.4/22: a loader that does nothing gives a module that is cached and has its attributes."""
    loader = Loader(nothing)
    meta_hook({"lr_plain": loader})

    module = system.import_module("lr_plain")

    assert system.modules["lr_plain"] is module
    assert module.__loader__ is module.__spec__.loader is loader
