"""Language reference 5.5.2, Path entry finder protocol."""

from __future__ import annotations

import pytest
from handmade import sets
from path_support import EntryFinder, memory_spec, offer, portion_spec


class TestFindSpec:
    """What ``find_spec`` is asked, and what its answers mean."""

    @pytest.mark.clause("5.5.2/1", "5.5.2/2")
    def test_modules_and_packages_are_served(self, system):
        """5.5.2/1, 5.5.2/2: a spec stands for a module, or with search locations for a package."""
        module = memory_spec(system, "lone", kind="module")
        package = memory_spec(system, "box", kind="package", package=True)
        package.submodule_search_locations.append("memory://box")
        offer(system, {"memory://": EntryFinder(module, package)})

        assert system.import_module("lone").kind == "module"
        assert not hasattr(system.modules["lone"], "__path__")
        assert system.import_module("box").kind == "package"
        assert system.modules["box"].__path__ == ["memory://box"]

    @pytest.mark.clause("5.5.2/4")
    def test_the_full_name_is_asked_for(self, system):
        """5.5.2/4: a submodule is asked for by its full name, without a target."""
        box = memory_spec(system, "box", package=True)
        box.submodule_search_locations.append("memory://box")
        inner = EntryFinder(memory_spec(system, "box.inner"))
        offer(system, {"memory://": EntryFinder(box), "memory://box": inner})
        system.path.remove("memory://box")

        system.import_module("box.inner")

        assert inner.asked == [("box.inner", None)]

    @pytest.mark.clause("5.5.2/5")
    def test_a_reload_hands_over_the_module(self, system):
        """5.5.2/5: the target is None for an import, and the module for its reload."""
        entry_finder = EntryFinder(memory_spec(system, "wanted"))
        offer(system, {"memory://": entry_finder})

        module = system.import_module("wanted")
        system.reload(module)

        assert entry_finder.asked == [("wanted", None), ("wanted", module)]

    @pytest.mark.clause("5.5.2/6")
    def test_none_means_that_the_next_entry_is_asked(self, system):
        """5.5.2/6: an entry finder without the module answers None."""
        spec = memory_spec(system, "wanted")
        without, having = EntryFinder(), EntryFinder(spec)
        offer(system, {"memory://without": without, "memory://having": having})

        assert system.find_spec("wanted") is spec
        assert without.asked == having.asked == [("wanted", None)]

    @pytest.mark.clause("5.5.2/7")
    def test_a_spec_without_loader_and_portion_is_refused(self, system):
        """5.5.2/7: a spec has a loader, unless it stands for a portion."""
        offer(system, {"memory://": EntryFinder(system.machinery.ModuleSpec("wanted", None))})

        with pytest.raises(ImportError, match=r"^spec missing loader$"):
            system.import_module("wanted")


class TestPortions:
    """A spec with search locations and no loader is a portion of a namespace package."""

    @pytest.mark.clause("5.5.2/3", "5.5.2/9")
    def test_portions_become_a_namespace_package(self, system):
        """5.5.2/3, 5.5.2/9: the portions of all entries are joined, in the entries' order."""
        entry_finders = {
            "memory://left": EntryFinder(portion_spec(system, "space", "left portion")),
            "memory://right": EntryFinder(portion_spec(system, "space", "right", "and more")),
        }
        offer(system, entry_finders)

        module = system.import_module("space")

        assert list(module.__path__) == ["left portion", "right", "and more"]
        assert getattr(module, "__file__", None) is None

    @pytest.mark.clause("5.5.2/8", "5.5.2/10")
    def test_a_module_after_a_portion_wins(self, system):
        """5.5.2/8, 5.5.2/10: a portion does not end the search, a spec with a loader does."""
        spec = memory_spec(system, "space", kind="module")
        entry_finders = {
            "memory://portion": EntryFinder(portion_spec(system, "space", "a portion")),
            "memory://module": EntryFinder(spec),
        }
        offer(system, entry_finders)

        assert system.import_module("space").kind == "module"


class OldFinder:
    """A path entry finder from before ``find_spec``; notes down how it is called."""

    def __init__(self, loader=None, portions=()):
        self.answer = loader, list(portions)
        self.called = []


class FindsLoaders(OldFinder):
    def find_loader(self, *arguments, **named):
        self.called.append(("find_loader", arguments, named))
        return self.answer


class FindsModules(OldFinder):
    def find_module(self, *arguments, **named):
        self.called.append(("find_module", arguments, named))
        return self.answer[0]


class FindsBoth(FindsLoaders, FindsModules):
    pass


class FindsSpecsToo(FindsBoth):
    def find_spec(self, fullname, target=None):
        self.called.append("find_spec")


class TestLegacyMethods:
    """PEP 302's and PEP 420's methods, which Python 3.12 dropped."""

    @pytest.mark.clause("5.5.2/11", "5.5.2/14", "5.5.2/18", "5.5.2/19")
    @pytest.mark.parametrize("kind", [FindsLoaders, FindsBoth])
    def test_find_loader_is_used_before_find_module(self, system, kind):
        """5.5.2/11, 14, 18, 19: find_loader(fullname) is called, with a warning."""
        entry_finder = kind(sets(answer=42))
        offer(system, {"memory://": entry_finder})

        with pytest.warns(ImportWarning, match=r"not found; falling back to find_loader\(\)"):
            module = system.import_module("wanted")

        assert module.answer == 42
        assert entry_finder.called == [("find_loader", ("wanted",), {})]

    @pytest.mark.clause("5.5.2/12", "5.5.2/16", "5.5.2/19")
    def test_find_module_is_the_last_resort(self, system):
        """5.5.2/12, 16, 19: find_module(fullname) is called, without a path, with a warning."""
        entry_finder = FindsModules(sets(answer=42))
        offer(system, {"memory://": entry_finder})

        with pytest.warns(ImportWarning, match=r"not found; falling back to find_module\(\)"):
            module = system.import_module("wanted")

        assert module.answer == 42
        assert entry_finder.called == [("find_module", ("wanted",), {})]

    @pytest.mark.clause("5.5.2/13")
    def test_find_spec_hides_the_old_methods(self, system):
        """5.5.2/13: a finder that has find_spec is asked in no other way."""
        entry_finder = FindsSpecsToo(sets())
        offer(system, {"memory://": entry_finder})

        assert system.find_spec("wanted") is None
        assert entry_finder.called == ["find_spec"]

    @pytest.mark.clause("5.5.2/15")
    def test_find_loader_contributes_portions(self, system):
        """5.5.2/15: no loader and some portions contribute to a namespace package."""
        offer(system, {"memory://": FindsLoaders(None, ["a portion"])})

        with pytest.warns(ImportWarning):
            module = system.import_module("space")

        assert list(module.__path__) == ["a portion"]

    @pytest.mark.clause("5.5.2/17")
    def test_find_module_contributes_no_portion(self, system):
        """5.5.2/17: the only other answer of find_module is None: not here."""
        offer(system, {"memory://": FindsModules(None, ["a portion"])})

        with pytest.warns(ImportWarning):
            spec = system.find_spec("space")

        assert spec is None

    @pytest.mark.clause("5.5.2/20")
    def test_a_finder_without_find_spec_is_an_error(self, system):
        """5.5.2/20: since 3.12 the old methods are not looked at any more."""
        entry_finder = FindsBoth(sets())
        offer(system, {"memory://": entry_finder})

        with pytest.raises(AttributeError, match="find_spec"):
            system.import_module("wanted")

        assert entry_finder.called == []

    @pytest.mark.clause("5.5.2/21")
    def test_the_file_finder_has_the_old_methods(self, system, tree):
        """5.5.2/21: below 3.12 the file finder answers the old way too, and warns."""
        root = tree({"wanted.py": "", "space/": ""})
        details = (system.machinery.SourceFileLoader, [".py"])
        entry_finder = system.machinery.FileFinder(str(root), details)

        def asked(method, name):
            with pytest.warns(DeprecationWarning, match=r"\(\) is deprecated"):
                return method(name)

        loader, portions = asked(entry_finder.find_loader, "wanted")
        no_loader, its_portions = asked(entry_finder.find_loader, "space")
        same = asked(entry_finder.find_module, "wanted")

        assert loader.get_filename("wanted") == same.get_filename("wanted")
        assert (portions, no_loader, its_portions) == ([], None, [str(root / "space")])
