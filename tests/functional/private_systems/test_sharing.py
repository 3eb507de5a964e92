"""What a private system takes from the interpreter, and what it executes itself."""

from __future__ import annotations

import collections.abc
import json
import os
import sys
import threading
from pathlib import Path

import pytest


def test_the_standard_library_is_the_interpreters(system_of):
    system = system_of({"user.py": "import json, os, threading, collections.abc as abc"})

    user = system.import_module("user")

    assert user.json is json
    assert user.os is os
    assert user.threading is threading
    assert user.abc is collections.abc


def test_a_submodule_that_its_parent_put_into_the_cache_is_shared(system_of):
    system = system_of({"user.py": "import os.path"})

    system.import_module("user")

    assert system.modules["os.path"] is os.path


def test_a_module_of_its_own_path_goes_before_the_library(system_of):
    system = system_of({"json.py": "mine = True", "user.py": "import json"})

    user = system.import_module("user")

    assert user.json.mine
    assert sys.modules["json"] is json


def test_submodules_of_a_package_of_its_own_are_its_own(system_of):
    system = system_of({"json/__init__.py": "", "json/decoder.py": "mine = True"})

    decoder = system.import_module("json.decoder")

    assert decoder.mine
    assert sys.modules["json.decoder"] is json.decoder


def test_with_nothing_shared_the_library_is_executed_anew(system_of):
    library = str(Path(os.__file__).parent)
    system = system_of({"user.py": "import colorsys"}, shared=())
    system.path.append(library)
    import colorsys

    user = system.import_module("user")

    assert user.colorsys is system.modules["colorsys"] is not colorsys
    assert user.colorsys.__file__ == colorsys.__file__


def test_only_the_named_modules_are_shared(system_of):
    import colorsys
    import keyword

    system = system_of({}, shared=["colorsys"])
    system.path.append(str(Path(os.__file__).parent))

    assert system.import_module("colorsys") is colorsys
    assert system.import_module("keyword") is not keyword


def test_modules_that_are_no_part_of_the_library_are_never_shared(system_of):
    system = system_of({})

    with pytest.raises(ModuleNotFoundError, match="No module named 'pytest'"):
        system.import_module("pytest")


def test_a_part_of_the_library_that_is_not_there_is_not_found(system_of):
    system = system_of({}, shared=["absent_module"])

    with pytest.raises(ModuleNotFoundError, match="No module named 'absent_module'"):
        system.import_module("absent_module")


def test_sys_and_builtins_are_there_from_the_start(system_of):
    system = system_of({}, shared=())

    assert system.modules["sys"] is sys
    assert set(system.modules) == {
        "sys",
        "builtins",
        "importlib",
        "importlib.machinery",
        "importlib.util",
    }


def test_extension_modules_are_loaded_anew_where_they_can_be(system_of):
    """One that keeps its state in the module is another object, and sys.modules keeps the old."""
    import _json

    if not getattr(_json, "__file__", None):
        pytest.skip("this Python has _json built in")
    system = system_of({}, shared=())
    system.path.append(str(Path(_json.__file__).parent))

    own = system.import_module("_json")

    assert own is not _json
    assert own.encode_basestring("x") == '"x"'
    assert sys.modules["_json"] is _json


def test_a_builtin_module_that_is_there_once_only_is_given_out(system_of):
    system = system_of({}, shared=())
    before = list(sys.modules)

    own = system.import_module("_thread")

    assert own.get_ident() == threading.get_ident()
    assert list(sys.modules) == before
