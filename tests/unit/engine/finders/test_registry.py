"""The finder that asks the Windows registry, with a registry of the test's own."""

from __future__ import annotations

import sys
import types

import pytest

VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
KEY = f"Software\\Python\\PythonCore\\{VERSION}\\Modules\\"


class Key:
    """An open key."""

    def __init__(self, value):
        self.value = value

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


class Registry(types.ModuleType):
    """What the finder uses of ``winreg``."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE = "user", "machine"

    def __init__(self):
        super().__init__("winreg")
        self.keys = {}

    def OpenKey(self, root, key):  # noqa: N802 : its name
        try:
            return Key(self.keys[root, key])
        except KeyError:
            raise FileNotFoundError(key) from None

    def QueryValue(self, key, name):  # noqa: N802 : its name
        return key.value


@pytest.fixture
def registry(monkeypatch):
    registry = Registry()
    monkeypatch.setitem(sys.modules, "winreg", registry)
    return registry


@pytest.fixture
def finder(machinery):
    return machinery.WindowsRegistryFinder


@pytest.mark.parametrize("root", ["user", "machine"])
def test_a_module_that_the_registry_names_is_found(registry, finder, machinery, tree, root):
    file = tree({"place.py": ""}) + "/place.py"
    registry.keys[root, f"{KEY}a"] = file

    spec = finder.find_spec("a")

    assert spec.loader == machinery.SourceFileLoader("a", file)
    assert spec.origin == file


def test_the_users_key_goes_before_the_machines(registry, finder, tree):
    root = tree({"one.py": "", "two.py": ""})
    registry.keys.update(
        {("user", f"{KEY}a"): f"{root}/one.py", ("machine", f"{KEY}a"): f"{root}/two.py"}
    )

    assert finder.find_spec("a").origin == f"{root}/one.py"


def test_a_debug_build_has_keys_of_its_own(registry, finder, machinery, tree):
    file = tree({"place.py": ""}) + "/place.py"
    machinery.file_names.extension.append("_d.pyd")
    registry.keys["user", f"{KEY}a\\Debug"] = file

    assert finder.find_spec("a").origin == file


@pytest.mark.usefixtures("registry")
def test_a_module_that_the_registry_does_not_name_is_not_found(finder):
    assert finder.find_spec("a") is None


def test_a_file_that_is_not_there_is_not_found(registry, finder):
    registry.keys["user", f"{KEY}a"] = "/nowhere/a.py"

    assert finder.find_spec("a") is None


def test_a_file_of_another_kind_is_not_found(registry, finder, tree):
    registry.keys["user", f"{KEY}a"] = tree({"place.txt": ""}) + "/place.txt"

    assert finder.find_spec("a") is None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12")
def test_find_module_gives_the_loader(registry, finder, tree):
    file = tree({"place.py": ""}) + "/place.py"
    registry.keys["user", f"{KEY}a"] = file

    assert finder.find_module("a").path == file
    assert finder.find_module("b") is None
