"""Language reference 5.3.4, The meta path."""

from __future__ import annotations

import pytest
from handmade import Loader, sets


@pytest.mark.clause("5.3.4/1", "5.3.4/4")
def test_finders_are_asked_in_order_until_one_has_the_module(system, meta_hook):
    """5.3.4/1, 4: None means that the next one is asked."""
    second = meta_hook({"lr_plain": sets(origin="second")})
    first = meta_hook({})

    module = system.import_module("lr_plain")

    assert first.asked_names == second.asked_names == ["lr_plain"]
    assert module.origin == "second"


@pytest.mark.clause("5.3.4/3")
def test_a_spec_ends_the_search(system, meta_hook):
    """5.3.4/3: finders after the one that has the module are not asked."""
    second = meta_hook({"lr_plain": sets(origin="second")})
    meta_hook({"lr_plain": sets(origin="first")})

    module = system.import_module("lr_plain")

    assert module.origin == "first"
    assert second.asked == []


@pytest.mark.clause("5.3.4/2")
@pytest.mark.parametrize("name", ["BuiltinImporter", "FrozenImporter", "PathFinder"])
def test_find_spec_takes_a_name_a_path_and_a_target(system, name):
    """5.3.4/2: the target may be left out; the default finders do as the protocol says."""
    finder = getattr(system.machinery, name)

    assert finder.find_spec("lr_absent", None) is None
    assert finder.find_spec("lr_absent", None, None) is None


@pytest.mark.clause("5.3.4/5")
def test_the_end_of_the_meta_path_is_an_error(system, meta_hook):
    """5.3.4/5: ModuleNotFoundError after every finder returned None."""
    hook = meta_hook({})
    system.meta_path[:] = [hook, hook]

    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("lr_plain")

    assert hook.asked_names == ["lr_plain", "lr_plain"]
    assert caught.value.name == "lr_plain"


@pytest.mark.clause("5.3.4/6")
@pytest.mark.parametrize("error", [ZeroDivisionError, ImportError, KeyboardInterrupt])
def test_an_exception_of_a_finder_reaches_the_caller(system, meta_hook, error):
    """5.3.4/6: the finders after it are not asked."""
    raised = error("out of order")

    class Failing:
        def find_spec(self, fullname, path, target=None):
            raise raised

    later = meta_hook({"lr_plain": sets()})
    system.meta_path.insert(0, Failing())

    with pytest.raises(error) as caught:
        system.import_module("lr_plain")

    del system.meta_path[0]
    assert caught.value is raised
    assert later.asked == []
    assert "lr_plain" not in system.modules


@pytest.mark.clause("5.3.4/7", "5.3.4/8", "5.3.4/9", "5.3.4/12", "5.3.4/13")
def test_each_part_of_a_dotted_name_traverses_the_meta_path(system, meta_hook):
    """5.3.4/7 to 9, 12, 13: each finder gets the full name, the parent's path and no target."""
    loaders = {
        "lr_foo": sets(__path__=["first"]),
        "lr_foo.bar": sets(__path__=["second"]),
        "lr_foo.bar.baz": sets(),
    }
    answering = meta_hook(loaders)
    passing = meta_hook({})

    foo = system.run("import lr_foo.bar.baz")["lr_foo"]

    expected = [
        ("lr_foo", None, None),
        ("lr_foo.bar", ["first"], None),
        ("lr_foo.bar.baz", ["second"], None),
    ]
    assert passing.asked == answering.asked == expected
    assert answering.asked[1][1] is foo.__path__


@pytest.mark.clause("5.3.4/13")
def test_a_parent_is_imported_before_its_submodule_is_searched_for(system, meta_hook):
    """5.3.4/13: the path to search is known only after the parent was executed."""
    asked_while_executing = []

    def execute(module):
        module.__path__ = []
        asked_while_executing.extend(hook.asked_names)

    hook = meta_hook({"lr_foo": Loader(execute), "lr_foo.bar": sets()})

    system.import_module("lr_foo.bar")

    assert asked_while_executing == ["lr_foo"]
    assert hook.asked_names == ["lr_foo", "lr_foo.bar"]


@pytest.mark.clause("5.3.4/7", "5.3.4/12")
def test_no_target_is_passed_when_importing(system):
    """5.3.4/7, 12: two arguments, or three of which the last is None."""
    calls = []

    class Finder:
        def find_spec(self, *arguments):
            calls.append(arguments)
            return system.machinery.ModuleSpec(arguments[0], sets())

    system.meta_path.insert(0, Finder())

    system.import_module("lr_plain")

    assert calls in ([("lr_plain", None)], [("lr_plain", None, None)])


@pytest.mark.clause("5.3.4/10")
def test_a_parent_without_path_is_an_error(system, meta_hook):
    """5.3.4/10: no finder is asked for the submodule."""
    hook = meta_hook({"lr_plain": sets()})

    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("lr_plain.sub")

    assert caught.value.name == "lr_plain.sub"
    assert hook.asked_names == ["lr_plain"]


@pytest.mark.clause("5.3.4/11")
def test_the_target_is_passed_when_reloading(system, meta_hook):
    """5.3.4/11: the third argument is the module that is loaded again."""
    hook = meta_hook({"lr_plain": sets()})
    module = system.import_module("lr_plain")

    system.reload(module)

    assert hook.asked == [("lr_plain", None, None), ("lr_plain", None, module)]


@pytest.mark.clause("5.3.4/11", "5.3.4/9")
def test_a_submodules_reload_passes_path_and_target(system, meta_hook):
    """5.3.4/9, 11: the parent's __path__ as in the import, and the module."""
    hook = meta_hook({"lr_pkg": sets(__path__=["somewhere"]), "lr_pkg.sub": sets()})
    module = system.import_module("lr_pkg.sub")

    system.reload(module)

    assert hook.asked[-1] == ("lr_pkg.sub", ["somewhere"], module)


@pytest.mark.clause("5.3.4/14")
def test_a_finder_for_top_level_modules_is_passed_over_below(system, meta_hook):
    """5.3.4/14: it says None when it is given a path, and the next finder is asked."""

    class TopLevelOnly:
        def find_spec(self, fullname, path, target=None):
            if path is not None:
                return None
            loader = sets(origin="top level", __path__=[])
            return system.machinery.ModuleSpec(fullname, loader)

    meta_hook({"lr_pkg.sub": sets(origin="below")})
    system.meta_path.insert(0, TopLevelOnly())

    module = system.import_module("lr_pkg.sub")

    assert system.modules["lr_pkg"].origin == "top level"
    assert module.origin == "below"


@pytest.mark.clause("5.3.4/15")
def test_the_default_meta_path_has_three_finders(system):
    """5.3.4/15: built-in modules, frozen modules, import path, in this order."""
    machinery = system.machinery
    default = [machinery.BuiltinImporter, machinery.FrozenImporter, machinery.PathFinder]

    # Others may be between them: pytest has a meta path finder of its own in this process.
    assert [finder for finder in system.meta_path if finder in default] == default


class LegacyFinder:
    """A finder from before find_spec()."""

    def __init__(self, loader):
        self.loader = loader
        self.asked = []

    def find_module(self, fullname, path=None):
        self.asked.append((fullname, path))
        return self.loader


@pytest.mark.clause("5.3.4/16", "5.3.4/18")
def test_find_module_is_used_on_a_finder_without_find_spec(system):
    """5.3.4/16, 18: it still works, and gives an ImportWarning."""
    finder = LegacyFinder(sets(answer=42))
    system.meta_path.insert(0, finder)

    with pytest.warns(ImportWarning, match="find_module"):
        module = system.import_module("lr_plain")

    assert module.answer == 42
    assert finder.asked == [("lr_plain", None)]


@pytest.mark.clause("5.3.4/17")
def test_find_module_is_not_used_on_a_finder_with_find_spec(system):
    """5.3.4/17: the newer method alone is asked, without any warning."""

    class Both(LegacyFinder):
        def find_spec(self, fullname, path, target=None):
            return system.machinery.ModuleSpec(fullname, sets(answer=42))

    finder = Both(sets(answer=41))
    system.meta_path.insert(0, finder)

    assert system.import_module("lr_plain").answer == 42
    assert finder.asked == []


@pytest.mark.clause("5.3.4/19")
def test_find_module_alone_makes_no_finder(system):
    """5.3.4/19: an object that has only find_module() is passed over."""
    finder = LegacyFinder(sets(answer=41))
    system.meta_path.insert(0, finder)

    with pytest.raises(ModuleNotFoundError):
        system.import_module("lr_plain")

    assert finder.asked == []
