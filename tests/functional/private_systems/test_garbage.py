"""A private system that nobody needs any more goes away."""

from __future__ import annotations

import gc
import weakref

import pytest

import thence

FILES = {
    "package/__init__.py": "from . import inner",
    "package/inner.py": "class Thing:\n    pass\n",
    "space/one.py": "",
    "user.py": "import importlib.util, package.inner, space.one\nimport json",
}


def test_a_system_that_imported_nothing_is_collected():
    system = thence.ImportSystem(path=[])
    gone = weakref.ref(system)

    del system
    gc.collect()

    assert gone() is None


def test_a_system_is_collected_with_its_modules(system_of):
    system = system_of(FILES)
    user = weakref.ref(system.import_module("user"))
    gone = weakref.ref(system)

    del system
    gc.collect()

    assert gone() is None
    assert user() is None


def test_a_module_that_is_kept_goes_on_importing(system_of):
    system = system_of(
        {
            "user.py": "def late():\n    import config\n    return config.value",
            "config.py": "value = 42",
        }
    )
    late = system.import_module("user").late

    del system
    gc.collect()

    assert late() == 42


def test_a_failed_import_keeps_nothing_alive(system_of):
    system = system_of({"user.py": "import absent_module"})
    gone = weakref.ref(system)
    with pytest.raises(ModuleNotFoundError):
        system.import_module("user")

    del system
    gc.collect()

    assert gone() is None
