"""Finders and loaders made by hand, for tests of how the machinery deals with any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


class Loader:
    """Executes a module by calling a function with it; the machinery creates the module."""

    def __init__(self, execute: Callable[[Any], object]) -> None:
        self.execute = execute

    def create_module(self, spec: Any) -> None:
        return None

    def exec_module(self, module: Any) -> object:
        return self.execute(module)


def sets(**names: object) -> Loader:
    """Return a loader that puts names into the module."""
    return Loader(lambda module: vars(module).update(names))


class MetaFinder:
    """A meta path finder with a loader for each module it has; notes what it is asked.

    A name that has others below it is a package's.
    """

    def __init__(self, system: Any, loaders: Mapping[str, Any]) -> None:
        self.system = system
        self.loaders = loaders
        self.asked: list[tuple[str, Any, Any]] = []

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        self.asked.append((fullname, path, target))
        if fullname not in self.loaders:
            return None
        is_package = any(other.startswith(f"{fullname}.") for other in self.loaders)
        make_spec = self.system.machinery.ModuleSpec
        return make_spec(fullname, self.loaders[fullname], is_package=is_package)

    @property
    def asked_names(self) -> list[str]:
        return [fullname for fullname, _, _ in self.asked]


class Answer:
    """A meta path finder with one spec, which it returns for the module of that name."""

    def __init__(self, spec: Any) -> None:
        self.spec = spec

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        return self.spec if fullname == self.spec.name else None


class EntryFinder:
    """A path entry finder with a loader for each module it has, None for a namespace portion."""

    def __init__(self, system: Any, entry: str, loaders: Mapping[str, Any]) -> None:
        self.system = system
        self.entry = entry
        self.loaders = loaders

    def find_spec(self, fullname: str, target: Any = None) -> Any:
        if fullname not in self.loaders:
            return None
        spec = self.system.machinery.ModuleSpec(fullname, self.loaders[fullname])
        if spec.loader is None:
            spec.submodule_search_locations = [f"{self.entry}/{fullname}"]
        return spec


class PathHook:
    """A path hook that takes one entry and notes each entry it is called with."""

    def __init__(self, system: Any, entry: str, loaders: Mapping[str, Any]) -> None:
        self.entry_finder = EntryFinder(system, entry, loaders)
        self.called_with: list[str] = []

    def __call__(self, entry: str) -> EntryFinder:
        self.called_with.append(entry)
        if entry != self.entry_finder.entry:
            raise ImportError(f"this hook does not take {entry!r}")
        return self.entry_finder
