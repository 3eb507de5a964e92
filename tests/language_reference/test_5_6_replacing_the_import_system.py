"""Language reference 5.6, Replacing the standard import system."""

from __future__ import annotations

import pytest
from path_support import MetaPathFinder, memory_spec


class TestTheMetaPathReplaced:
    """The meta path is the whole import system: what it does not hold does not happen."""

    @pytest.mark.clause("5.6/1")
    def test_a_hook_of_our_own_serves_every_import(self, system, importable):
        """5.6/1: with one hook on the meta path, all modules and submodules come from it."""
        importable({"box/__init__.py": "", "box/inner.py": ""})
        box = memory_spec(system, "box", found_in="our hook", package=True)
        finder = MetaPathFinder(box, memory_spec(system, "box.inner", found_in="our hook"))
        system.meta_path[:] = [finder]

        module = system.import_module("box.inner")

        assert (system.modules["box"].found_in, module.found_in) == ("our hook", "our hook")
        assert finder.asked == ["box", "box.inner"]

    @pytest.mark.clause("5.6/2")
    def test_an_empty_meta_path_finds_nothing_and_warns(self, system, importable):
        """5.6/2: without finders there are no modules, and a warning says so."""
        importable({"wanted.py": ""})
        system.meta_path.clear()

        with (
            pytest.warns(ImportWarning, match=r"^sys\.meta_path is empty$"),
            pytest.raises(ModuleNotFoundError, match=r"^No module named 'wanted'$"),
        ):
            system.import_module("wanted")

    @pytest.mark.clause("5.6/3")
    def test_an_empty_meta_path_does_not_empty_the_cache(self, system, importable):
        """5.6/3: what is in the cache needs no finder."""
        importable({"wanted.py": ""})
        module = system.import_module("wanted")
        system.meta_path.clear()

        assert system.import_module("wanted") is module
        assert system.run("import wanted")["wanted"] is module


class TestDunderImportReplaced:
    """``__import__`` is what import statements call, and nothing else does."""

    @pytest.fixture
    def replacement(self, system, monkeypatch):
        """An ``__import__`` that answers for ``wanted`` and passes everything else on."""
        original = system.builtins["__import__"]

        def dunder_import(name, *arguments, **named):
            return "replaced" if name == "wanted" else original(name, *arguments, **named)

        monkeypatch.setitem(system.builtins, "__import__", dunder_import)

    @pytest.mark.clause("5.6/4")
    @pytest.mark.usefixtures("replacement")
    def test_import_statements_use_it(self, system, importable):
        """5.6/4: import statements call what the builtins hold as ``__import__``."""
        importable({"wanted.py": "", "importing.py": "import wanted"})

        assert system.run("import wanted")["wanted"] == "replaced"
        assert system.import_module("importing").wanted == "replaced"

    @pytest.mark.clause("5.6/5")
    @pytest.mark.usefixtures("replacement")
    def test_the_functions_do_not_use_it(self, system, importable):
        """5.6/5: import_module, find_spec and reload do not go through ``__import__``."""
        root = importable({"wanted.py": "answer = 42"})

        module = system.import_module("wanted")

        assert module.answer == 42
        assert system.reload(module) is module
        assert system.find_spec("wanted").origin == str(root / "wanted.py")

    @pytest.mark.clause("5.6/6", "5.6/7")
    def test_a_modules_own_builtins_change_its_imports_alone(self, system, importable):
        """5.6/6, 5.6/7: another ``__import__`` in a module's builtins counts in that module."""
        replacing = """
            __builtins__ = {**__builtins__, "__import__": lambda *arguments: "replaced"}

            def imported():
                import wanted
                return wanted
        """
        importable({"wanted.py": "", "replacing.py": replacing, "other.py": "import wanted"})

        assert system.import_module("replacing").imported() == "replaced"
        assert system.import_module("other").wanted is system.modules["wanted"]


class Forbidding(MetaPathFinder):
    """A finder that says of one module that there is none."""

    def find_spec(self, fullname, path, target=None):
        if fullname == "forbidden":
            raise ModuleNotFoundError("not here", name=fullname)
        return super().find_spec(fullname, path, target)


class TestPreventingAnImport:
    """An early finder can forbid a module."""

    @pytest.mark.clause("5.6/8")
    def test_module_not_found_error_ends_the_search(self, system, importable):
        """5.6/8: raised by a finder, it goes to whoever asked, and no further finder is asked."""
        importable({"forbidden.py": ""})
        later = MetaPathFinder()
        system.meta_path[:0] = [Forbidding(), later]

        with pytest.raises(ModuleNotFoundError, match=r"^not here$"):
            system.import_module("forbidden")

        assert later.asked == []
        assert "forbidden" not in system.modules

    @pytest.mark.clause("5.6/9")
    def test_none_lets_the_search_go_on(self, system, importable):
        """5.6/9: a finder that answers None leaves the module to the next."""
        importable({"allowed.py": "answer = 42"})
        finder = Forbidding()
        system.meta_path.insert(0, finder)

        assert system.import_module("allowed").answer == 42
        assert finder.asked == ["allowed"]
