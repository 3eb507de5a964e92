"""The import systems that the clauses are tested on, behind one face.

Each system has what the tests need and nothing else:

    modules meta_path path path_hooks path_importer_cache builtins    its live state
    import_module dunder_import reload find_spec module_from_spec invalidate_caches
    machinery util                                                    its own classes, its helpers
    run(source, **names)                                              a module body that imports
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import importlib.machinery
import importlib.util
import sys
import types
from collections.abc import Iterator
from typing import Any

import thence

# What the code in a test's tree imports to reach the system that loads it: in a private system
# ``sys.modules`` is not the cache in force.
THIS_SYSTEM = "this_system"

# Source that notes that it was executed (the fixture ``executed`` gives the notes).
NOTE = f"import {THIS_SYSTEM}; {THIS_SYSTEM}.executed.append(__name__)\n"


class ProcessSystem:
    """The import system of this process, reached through ``sys`` and importlib.

    ``sys`` is read at each use, because its lists may be bound anew by a test.
    """

    machinery = importlib.machinery
    util = importlib.util
    builtins = vars(builtins)

    modules = property(lambda self: sys.modules)
    meta_path = property(lambda self: sys.meta_path)
    path = property(lambda self: sys.path)
    path_hooks = property(lambda self: sys.path_hooks)
    path_importer_cache = property(lambda self: sys.path_importer_cache)

    def import_module(self, name: str, package: str | None = None) -> Any:
        return importlib.import_module(name, package)

    def dunder_import(self, *arguments: Any, **named: Any) -> Any:
        return builtins.__import__(*arguments, **named)

    def reload(self, module: Any) -> Any:
        return importlib.reload(module)

    def find_spec(self, name: str, package: str | None = None) -> Any:
        return importlib.util.find_spec(name, package)

    def module_from_spec(self, spec: Any) -> Any:
        return importlib.util.module_from_spec(spec)

    def invalidate_caches(self) -> None:
        importlib.invalidate_caches()

    def run(self, source: str, **names: Any) -> dict[str, Any]:
        """Execute a module body whose import statements go to this system."""
        return _run(source, self.builtins, names)


class PrivateSystem:
    """A private ``thence.ImportSystem``: everything it does stays in it.

    It shares no module with the process: what a test imports, this system has loaded.
    """

    def __init__(self) -> None:
        self.util = thence.util
        self._system = thence.ImportSystem(shared=())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._system, name)

    def dunder_import(self, *arguments: Any, **named: Any) -> Any:
        return self._system.__import__(*arguments, **named)

    def run(self, source: str, **names: Any) -> dict[str, Any]:
        """Execute a module body whose import statements go to this system."""
        return _run(source, self._system.builtins, names)


@contextlib.contextmanager
def cpython() -> Iterator[ProcessSystem]:
    """The process's own system; afterwards the process is as it was."""
    with _process_state_restored():
        system = ProcessSystem()
        _introduce(system)
        yield system


@contextlib.contextmanager
def installed() -> Iterator[ProcessSystem]:
    """The process's own system while thence has taken it over."""
    with thence.install(), cpython() as system:
        yield system


@contextlib.contextmanager
def private() -> Iterator[PrivateSystem]:
    """A private system of thence, which must leave no trace in the process."""
    lists = [(value, list(value)) for value in _process_lists()]
    with _sys_modules_untouched():
        system = PrivateSystem()
        _introduce(system)
        yield system
    assert all(value == before for value, before in lists)


SYSTEMS = {"thence": private, "cpython": cpython, "installed": installed}


def _run(source: str, builtins_: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    namespace = {"__name__": "a_module_body", "__builtins__": builtins_, **names}
    exec(compile(source, "<a module body>", "exec"), namespace)
    return namespace


def _introduce(system: Any) -> None:
    introduction: Any = types.ModuleType(THIS_SYSTEM)
    introduction.system = system
    introduction.modules = system.modules
    introduction.executed = []
    system.modules[THIS_SYSTEM] = introduction


def _process_lists() -> list[list[Any]]:
    return [sys.path, sys.meta_path, sys.path_hooks]


def _strangers(before: dict[str, Any]) -> list[str]:
    """Return the new names in ``sys.modules`` that no library of this process accounts for.

    A test may be the first to need a part of the standard library or of pytest: that part stays.
    """
    known = {name.partition(".")[0] for name in before} | sys.stdlib_module_names
    return [name for name in sys.modules if name.partition(".")[0] not in known]


@contextlib.contextmanager
def _sys_modules_untouched() -> Iterator[None]:
    before = dict(sys.modules)
    yield
    assert not _strangers(before)
    assert not before.keys() - sys.modules.keys()


@contextlib.contextmanager
def _process_state_restored() -> Iterator[None]:
    """Undo what a test does to the process's import system, in place: others hold the objects.

    (The warnings filters need no care here: pytest restores them around each test.)
    """
    modules, cache, lists = sys.modules, sys.path_importer_cache, _process_lists()
    before, cached, listed = dict(modules), dict(cache), [list(value) for value in lists]
    dunder_import = builtins.__import__
    try:
        yield
    finally:
        builtins.__import__ = dunder_import
        sys.path, sys.meta_path, sys.path_hooks = lists
        sys.modules, sys.path_importer_cache = modules, cache
        for value, content in zip(lists, listed, strict=True):
            value[:] = content
        for name in _strangers(before):
            del modules[name]
        modules.update(before)
        cache.clear()
        cache.update(cached)
        importlib.invalidate_caches()
