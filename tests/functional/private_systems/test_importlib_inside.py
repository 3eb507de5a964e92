"""importlib, as the code inside of a private system sees it."""

from __future__ import annotations

import importlib
import importlib.abc
import sys

import pytest


def test_import_module_imports_into_the_system(system_of):
    system = system_of(
        {"user.py": "import importlib\nfound = importlib.import_module('config')", "config.py": ""}
    )

    user = system.import_module("user")

    assert user.found is system.modules["config"]
    assert user.importlib is not importlib


def test_reload_and_invalidate_caches_are_the_systems(system_of):
    system = system_of(
        {
            "user.py": """
                import importlib, config
                importlib.invalidate_caches()
                again = importlib.reload(config)
                """,
            "config.py": "count = globals().get('count', 0) + 1",
        }
    )

    user = system.import_module("user")

    assert user.again is system.modules["config"]
    assert user.again.count == 2


def test_find_spec_looks_into_the_system(system_of):
    system = system_of(
        {
            "user.py": """
                import importlib.util
                spec = importlib.util.find_spec("config")
                nothing = importlib.util.find_spec("absent")
                module = importlib.util.module_from_spec(spec)
                """,
            "config.py": "",
        }
    )

    user = system.import_module("user")

    assert type(user.spec) is system.machinery.ModuleSpec
    assert user.spec.origin == f"{system.path[0]}/config.py"
    assert user.nothing is None
    assert user.module.__spec__ is user.spec


def test_a_module_in_a_file_is_loaded_by_the_systems_classes(system_of):
    system = system_of(
        {
            "user.py": """
                import importlib.util
                spec = importlib.util.spec_from_file_location("loose", __file__[:-7] + "file.py")
                loose = importlib.util.module_from_spec(spec)
                spec.loader.exec_module(loose)
                """,
            "file.py": "import config",
            "config.py": "",
        }
    )

    user = system.import_module("user")

    assert type(user.spec.loader) is system.machinery.SourceFileLoader
    assert user.loose.config is system.modules["config"]


def test_machinery_offers_the_systems_classes(system_of):
    system = system_of(
        {"user.py": "import importlib.machinery as m\nfrom importlib.machinery import *"}
    )

    machinery = system.import_module("user").m

    assert machinery.PathFinder is system.machinery.PathFinder
    assert machinery.ModuleSpec is system.machinery.ModuleSpec
    assert set(machinery.all_suffixes()) >= {".py", ".pyc"}


def test_a_name_added_to_the_suffixes_inside_is_the_systems_alone(system_of):
    system = system_of(
        {"user.py": "import importlib.machinery as m\nm.SOURCE_SUFFIXES.append('.thing')"}
    )

    system.import_module("user")

    assert ".thing" in system.machinery.file_names.source
    assert ".thing" not in importlib.machinery.SOURCE_SUFFIXES


def test_a_hook_that_the_code_inside_registers_is_not_seen_by_the_process(system_of):
    """``sys`` is the interpreter's; the system's own lists are on its classes' system."""
    system = system_of({"config.py": ""})
    asked = []

    class Finder:
        def find_spec(self, fullname, path, target=None):
            asked.append(fullname)

    system.meta_path.insert(0, Finder())
    system.import_module("config")

    assert asked == ["config"]
    assert not any(isinstance(each, Finder) for each in sys.meta_path)


def test_the_abstract_base_classes_are_the_interpreters(system_of):
    system = system_of({"user.py": "import importlib.abc as found"})

    found = system.import_module("user").found

    assert found is importlib.abc


@pytest.mark.parametrize("name", ["importlib.metadata", "importlib.resources"])
def test_what_reads_a_systems_packages_is_executed_for_it(system_of, name):
    system = system_of({"user.py": f"import {name}"})

    system.import_module("user")

    assert system.modules[name] is not sys.modules.get(name)
    assert system.modules[name].__spec__.loader.__class__ is system.machinery.SourceFileLoader


def test_resources_of_its_packages_are_read(system_of):
    system = system_of(
        {
            "user.py": """
                import importlib.resources, package
                text = importlib.resources.files("package").joinpath("data.txt").read_text()
                same = importlib.resources.files(package).joinpath("data.txt").read_text()
                """,
            "package/__init__.py": "",
            "package/data.txt": "forty-two",
        }
    )

    user = system.import_module("user")

    assert (user.text, user.same) == ("forty-two", "forty-two")


def test_lazy_loading_works_inside(system_of):
    system = system_of(
        {
            "user.py": """
                import importlib.util, sys
                spec = importlib.util.find_spec("config")
                loader = importlib.util.LazyLoader(spec.loader)
                spec.loader = loader
                lazy = importlib.util.module_from_spec(spec)
                loader.exec_module(lazy)
                """,
            "config.py": "import note\nnote.executed = True",
            "note.py": "executed = False",
        }
    )
    user, note = system.import_module("user"), system.import_module("note")
    before = note.executed

    user.lazy.note  # noqa: B018 : asking is what executes it

    assert (before, note.executed) == (False, True)
