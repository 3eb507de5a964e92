"""Classes that were taken before thence came, or while it was there, go on meaning the same."""

from __future__ import annotations

import sys

import pytest


def test_classes_captured_before_know_what_thence_makes(programs):
    programs.write("wanted.py")
    programs.write("space/one.py")

    output = programs.output(
        """
        import sys
        from importlib.machinery import FileFinder, ModuleSpec, SourceFileLoader
        import thence

        with thence.install():
            import wanted, space
            print(isinstance(wanted.__loader__, SourceFileLoader))
            print(isinstance(wanted.__spec__, ModuleSpec))
            print(isinstance(space.__spec__, ModuleSpec))
            print(isinstance(sys.path_importer_cache[sys.path[0]], FileFinder))
        """
    )

    assert output == "True\nTrue\nTrue\nTrue\n"


def test_a_loader_derived_before_loads_by_thence_and_goes_back(programs):
    programs.write("wanted.py", "answer = 42")

    output = programs.output(
        """
        import importlib.machinery
        import importlib.util

        class Mine(importlib.machinery.SourceFileLoader):
            def source_to_code(self, data, path, fullname=None, *, _optimize=-1):
                return super().source_to_code(data.replace(b"42", b"43"), path)

        def load():
            spec = importlib.util.spec_from_file_location(
                "wanted", "wanted.py", loader=Mine("wanted", "wanted.py")
            )
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module.answer

        import thence, thence.machinery
        bases = Mine.__bases__
        with thence.install():
            print(load(), issubclass(Mine, thence.machinery.SourceFileLoader))
        print(load(), issubclass(Mine, thence.machinery.SourceFileLoader), Mine.__bases__ == bases)
        """
    )

    assert output == "43 True\n43 False True\n"


def test_a_loader_derived_meanwhile_belongs_to_the_interpreter_afterwards(programs):
    programs.write("wanted.py", "answer = 42")

    output = programs.output(
        """
        import importlib.machinery
        import thence

        with thence.install():
            class Mine(importlib.machinery.SourceFileLoader):
                pass
            loader = Mine("wanted", "wanted.py")
        print(Mine.__bases__ == (importlib.machinery.SourceFileLoader,))
        print(eval(loader.get_code("wanted")), loader.get_data("wanted.py"))
        """
    )

    assert output == "True\nNone b'answer = 42'\n"


def test_a_class_with_many_bases_keeps_their_order(programs):
    output = programs.output(
        """
        import importlib.abc, importlib.machinery

        class Mixin:
            pass

        class Mine(Mixin, importlib.machinery.SourceFileLoader, importlib.abc.ResourceLoader):
            pass

        import thence, thence.machinery
        bases = Mine.__bases__
        with thence.install():
            print([each.__name__ for each in Mine.__bases__])
            print(thence.machinery.SourceFileLoader in Mine.__mro__)
        print(Mine.__bases__ == bases)
        """
    )

    assert output == "['Mixin', 'SourceFileLoader', 'ResourceLoader']\nTrue\nTrue\n"


def test_zip_archives_are_imported_from_throughout(programs):
    output = programs.output(
        """
        import sys, zipfile, zipimport
        with zipfile.ZipFile("archive.zip", "w") as archive:
            for number in range(3):
                archive.writestr(f"packed{number}.py", f"number = {number}")
        sys.path.insert(0, "archive.zip")
        import thence

        bases = zipimport.zipimporter.__bases__
        import packed0
        with thence.install():
            import packed1
            print(zipimport.zipimporter.__bases__ == bases)
        import packed2
        print(packed0.number, packed1.number, packed2.number)
        print(zipimport.zipimporter.__bases__ == bases, type(packed1.__spec__).__module__)
        """
    )

    assert output == "False\n0 1 2\nTrue _frozen_importlib\n"


def test_pkgutil_imported_before_lists_modules_throughout(programs):
    """Its functions go by the type of the finder that they were registered for."""
    programs.write("package/__init__.py")
    programs.write("package/one.py")

    output = programs.output(
        """
        import pkgutil
        import package
        import thence

        with thence.install():
            print([each.name for each in pkgutil.iter_modules(package.__path__)])
        print([each.name for each in pkgutil.iter_modules(package.__path__)])
        """
    )

    assert output == "['one']\n['one']\n"


def test_pkgutil_imported_meanwhile_lists_modules(programs):
    programs.write("package/__init__.py")
    programs.write("package/one.py")

    output = programs.output(
        """
        import package
        import thence

        with thence.install():
            import pkgutil
            print([each.name for each in pkgutil.iter_modules(package.__path__)])
        """
    )

    assert output == "['one']\n"


def test_pkgutil_imported_meanwhile_lists_modules_afterwards(programs):
    programs.write("package/__init__.py")
    programs.write("package/one.py")

    output = programs.output(
        """
        import package
        import thence

        with thence.install():
            import pkgutil
        print([each.name for each in pkgutil.iter_modules(package.__path__)])
        """
    )

    assert output == "['one']\n"


def test_a_function_that_goes_by_the_type_of_a_loader_knows_those_of_thence(programs):
    programs.write("wanted.py")

    output = programs.output(
        """
        import functools, importlib.machinery

        @functools.singledispatch
        def kind(loader):
            return "another"

        @kind.register
        def kind_of_source(loader: importlib.machinery.SourceFileLoader):
            return "source"

        import thence
        with thence.install():
            import wanted
            print(kind(wanted.__loader__))
        print(kind(wanted.__loader__))
        """
    )

    assert output == "source\nsource\n"


ABSTRACT = """
from importlib import machinery
import sys
print(
    issubclass(machinery.BuiltinImporter, importlib.abc.MetaPathFinder),
    issubclass(machinery.PathFinder, importlib.abc.MetaPathFinder),
    issubclass(machinery.FrozenImporter, importlib.abc.InspectLoader),
    isinstance(wanted.__loader__, importlib.abc.SourceLoader),
    isinstance(wanted.__loader__, importlib.abc.FileLoader),
    issubclass(machinery.ExtensionFileLoader, importlib.abc.ExecutionLoader),
    isinstance(sys.path_importer_cache[sys.path[0]], importlib.abc.PathEntryFinder),
)
"""


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_the_abstract_base_classes_know_the_classes_in_force(programs, when):
    programs.write("wanted.py")
    first = "import importlib.abc\n" if when == "before" else ""

    output = programs.output(
        f"{first}import thence\nthence.install()\nimport importlib.abc, wanted\n{ABSTRACT}"
    )

    assert output == "True True True True True True True\n"


def test_the_abstract_base_classes_loaded_before_know_the_interpreters_afterwards(programs):
    programs.write("wanted.py")

    output = programs.output(
        f"import importlib.abc, thence\nwith thence.install():\n    import wanted\n{ABSTRACT}"
    )

    assert output == "True True True True True True True\n"


def test_the_abstract_base_classes_loaded_meanwhile_know_the_interpreters_afterwards(programs):
    programs.write("wanted.py")

    output = programs.output(
        f"import thence\nwith thence.install():\n    import importlib.abc, wanted\n{ABSTRACT}"
    )

    assert output == "True True True True True True True\n"


@pytest.mark.parametrize(
    "module",
    [
        "importlib.abc",
        "importlib.metadata",
        "importlib.resources",
        "importlib.util",
        "inspect",
        "pkgutil",
        "runpy",
        "zipimport",
        pytest.param(
            "imp",
            marks=pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12"),
        ),
    ],
)
def test_no_module_of_the_library_keeps_names_of_thence(programs, module):
    output = programs.output(
        f"""
        import sys, warnings
        import thence

        warnings.simplefilter("ignore")
        with thence.install():
            import {module}
        """
        """
        def home(thing):
            return str(getattr(getattr(thing, "__func__", thing), "__module__", ""))

        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in {"thence", "boot", "__main__"}:
                continue
            for attribute, value in list(getattr(module, "__dict__", {}).items()):
                if home(value).startswith("thence"):
                    print(name, attribute)
        """
    )

    assert output == ""


@pytest.mark.parametrize("name", ["LazyLoader", "WindowsRegistryFinder", "AppleFrameworkLoader"])
def test_classes_that_are_seldom_used_can_be_made_while_installed(programs, name):
    """Each system makes its own when it is asked for it, on whatever platform."""
    output = programs.output(
        f"""
        import thence

        with thence.install():
            private = thence.ImportSystem().machinery.{name}
            print(private is thence.process_system.machinery.{name}, private.__name__)
        print(thence.ImportSystem().machinery.{name}.__name__)
        """
    )

    assert output == f"False {name}\n{name}\n"
