"""The fixtures of the clauses: a system, a tree of files, and the skipping by version."""

from __future__ import annotations

import importlib.util
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from handmade import MetaFinder, PathHook
from import_systems import SYSTEMS, THIS_SYSTEM
from reference_clauses import holds_for, read_clauses

VERSIONS = {clause["id"]: clause["versions"] for clause in read_clauses()}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test of a clause that does not hold for the running Python."""
    for marker in item.iter_markers("clause"):
        for clause in marker.args:
            # An unknown clause is for test_every_clause_has_a_test.py to report.
            if clause in VERSIONS and not holds_for(VERSIONS[clause]):
                pytest.skip(f"clause {clause} holds for Python {VERSIONS[clause]}")


@pytest.fixture(params=list(SYSTEMS))
def system(request: pytest.FixtureRequest) -> Iterator[Any]:
    """An import system: thence's private one, CPython's, and CPython's taken over by thence."""
    with SYSTEMS[request.param]() as system:
        yield system


@pytest.fixture
def tree(tmp_path: Path) -> Callable[..., Path]:
    """Write files below a directory and return the directory.

    ``tree({"pkg/__init__.py": "x = 1"})`` writes below ``tmp_path``, ``tree(files, under="left")``
    below ``tmp_path/left``. Text is dedented, bytes are written as they are, and a name that ends
    in a slash is an empty directory.
    """

    def write(files: Mapping[str, str | bytes], under: str = "") -> Path:
        root = tmp_path / under
        root.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            _write(root / name, content, directory=name.endswith("/"))
        return root

    return write


@pytest.fixture
def executed(system: Any) -> list[str]:
    """The names of the modules that executed ``NOTE``, in order."""
    return system.modules[THIS_SYSTEM].executed


@pytest.fixture
def importable(system: Any, tree: Callable[..., Path]) -> Callable[..., Path]:
    """Write files as ``tree`` does and put their directory in front of the system's path."""

    def write(files: Mapping[str, str | bytes], under: str = "") -> Path:
        root = tree(files, under)
        if str(root) not in system.path:
            system.path.insert(0, str(root))
        # A directory that was listed within the last moment may look unchanged.
        system.invalidate_caches()
        return root

    return write


@pytest.fixture
def meta_hook(system: Any) -> Callable[..., MetaFinder]:
    """Put a finder with the given loaders in front of the meta path and return it."""

    def register(loaders: Mapping[str, Any]) -> MetaFinder:
        finder = MetaFinder(system, loaders)
        system.meta_path.insert(0, finder)
        return finder

    return register


@pytest.fixture
def path_hook(system: Any) -> Callable[..., PathHook]:
    """Put a hook that takes one path entry in front of the path hooks and return it."""

    def register(entry: str, loaders: Mapping[str, Any]) -> PathHook:
        hook = PathHook(system, entry, loaders)
        system.path_hooks.insert(0, hook)
        return hook

    return register


@pytest.fixture
def extension_file(system: Any) -> Path:
    """A shared library of the standard library that holds an extension module."""
    for name in ("xxlimited", "_json", "_bisect"):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.has_location:
            return Path(str(spec.origin))
    pytest.skip("this Python has no extension module in a file of its own")


def _write(file: Path, content: str | bytes, directory: bool) -> None:
    if directory:
        file.mkdir(parents=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    data = content if isinstance(content, bytes) else textwrap.dedent(content).encode()
    file.write_bytes(data)
