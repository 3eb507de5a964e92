"""What the tests from 5.5 on share: finders and hooks, archives, processes."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from handmade import sets

# For what the library looks up in ``sys.modules``, where a private system's modules are not.
in_the_process = pytest.mark.parametrize("system", ["cpython", "installed"], indirect=True)


class EntryFinder:
    """A path entry finder that answers with the specs it was made with."""

    def __init__(self, *specs: Any) -> None:
        self.specs = {spec.name: spec for spec in specs}
        self.asked: list[tuple[str, Any]] = []

    def find_spec(self, fullname: str, target: Any = None) -> Any:
        self.asked.append((fullname, target))
        return self.specs.get(fullname)


class Hook:
    """A path hook that takes the entries it knows and notes down what it was asked."""

    def __init__(self, entry_finders: Mapping[str, Any]) -> None:
        self.entry_finders = dict(entry_finders)
        self.asked: list[Any] = []

    def __call__(self, entry: Any) -> Any:
        self.asked.append(entry)
        try:
            return self.entry_finders[entry]
        except KeyError:
            raise ImportError(f"not an entry of mine: {entry}") from None


class MetaPathFinder:
    """A meta path finder that answers with the specs it was made with."""

    def __init__(self, *specs: Any) -> None:
        self.specs = {spec.name: spec for spec in specs}
        self.asked: list[str] = []

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        self.asked.append(fullname)
        return self.specs.get(fullname)


def memory_spec(system: Any, fullname: str, *, package: bool = False, **names: object) -> Any:
    """Return the spec of a module with these names, or of a package without a place."""
    return system.machinery.ModuleSpec(fullname, sets(**names), is_package=package)


def portion_spec(system: Any, fullname: str, *portions: str) -> Any:
    """Return the spec by which a path entry finder contributes portions."""
    spec = system.machinery.ModuleSpec(fullname, None, is_package=True)
    spec.submodule_search_locations = list(portions)
    return spec


def offer(system: Any, entry_finders: Mapping[str, Any]) -> Hook:
    """Put entries in front of the system's path, in their order, with a hook that knows them."""
    hook = Hook(entry_finders)
    system.path_hooks.insert(0, hook)
    system.path[:0] = list(entry_finders)
    return hook


def write_archive(file: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a zip archive."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file


def shared_library() -> Path:
    """Return a multi-phase extension module of this Python's library."""
    for name in ("_queue", "_bisect", "_heapq", "_statistics", "_opcode", "_json"):
        spec = importlib.util.find_spec(name)
        origin = (spec and spec.origin) or ""
        if origin.endswith(tuple(importlib.machinery.EXTENSION_SUFFIXES)):
            return Path(origin)
    pytest.skip("this Python has no extension modules in files")


class Process:
    """A way to start Python in a process of its own, free of this process's Python settings."""

    def __init__(self, thence: bool) -> None:
        self.thence = thence

    def run_code(self, code: str, *options: str, cwd: Path, **environment: str) -> str:
        """Execute code in an interpreter that thence has taken over, or not; return its output.

        >>> Process(thence=False).run_code("print(__name__)", cwd=Path())
        '__main__'
        """
        if self.thence:
            code = f"import thence\nthence.install()\n{code}"
        return self._run([*options, "-c", code], cwd, environment).stdout.strip()

    def start(
        self, *arguments: str, cwd: Path, stdin: str = "", check: bool = True, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Start a program as ``python`` starts it, or as ``thence run`` does."""
        command = ["-m", "thence", "run"] if self.thence else []
        return self._run([*command, *arguments], cwd, environment, stdin, check)

    def _run(
        self,
        arguments: list[str],
        cwd: Path,
        environment: dict[str, str],
        stdin: str = "",
        check: bool = True,
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd,
            env=self._environment(environment),
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0 or not check, done.stderr
        return done

    def _environment(self, own: dict[str, str]) -> dict[str, str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        environment = {**inherited, **own}
        if self.thence:
            thence = pytest.importorskip("thence")
            paths = [str(Path(thence.__file__).parents[1]), own.get("PYTHONPATH", "")]
            environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
        return environment


# For what is settled when the interpreter starts.
in_a_process = pytest.mark.parametrize(
    "process", [Process(thence=True), Process(thence=False)], ids=["thence", "cpython"]
)
