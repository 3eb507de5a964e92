"""What of a module's name lies in a directory, whether a finder looked at it or not."""

import os
from collections.abc import Iterator
from pathlib import Path

from .._engine import paths
from .explanation import Thing
from .extension_tags import python_of, tag_of
from .file_kinds import MODULE_KINDS, PACKAGE, PORTION, file_kinds

INIT = "__init__"
CACHE_DIRECTORY = "__pycache__"
# Files that look like modules to people, and what they are to Python.
NO_MODULES = {
    ".pyi": "a stub for type checkers",
    ".pyx": "Cython source, not built",
    ".pxd": "Cython declarations",
    ".c": "C source, not built",
    ".cpp": "C++ source, not built",
    ".rs": "Rust source, not built",
    ".ipynb": "a notebook",
    ".py.txt": "the ending is .txt",
    ".hy": "Hy source: importable once the package hy is imported",
}


class Directory:
    """A directory, looked at for one name.

    ``name`` is a module's name within its package.  Raises OSError when the directory cannot
    be read.
    """

    def __init__(self, path: str, name: str) -> None:
        self.path = path
        self.name = name
        self.names = names_in(path)

    def things(self) -> tuple[Thing, ...]:
        """All that bears the name, in the order in which a finder would prefer it."""
        return (
            *self._packages(),
            *self._files(),
            *self._portions(),
            *self._foreign(self.path, self.name),
            *self._no_modules(),
            *self._orphaned_bytecode(),
            *self._other_case(),
        )

    @property
    def _folder(self) -> str:
        return paths.join(self.path, self.name)

    def _packages(self) -> Iterator[Thing]:
        if self.name in self.names and paths.is_directory(self._folder):
            for each in file_kinds():
                file = paths.join(self._folder, INIT + each.suffix)
                if paths.is_file(file):
                    yield Thing(PACKAGE, file, True)

    def _files(self) -> Iterator[Thing]:
        for each in file_kinds():
            file = self.name + each.suffix
            if file not in self.names:
                continue
            full = paths.join(self.path, file)
            if paths.is_file(full):
                yield Thing(each.kind, full, True)
            else:
                yield Thing("no-file", full, False, what_else(full))

    def _portions(self) -> Iterator[Thing]:
        if self.name not in self.names or not paths.is_directory(self._folder):
            return
        if any(True for _ in self._packages()):
            return
        yield Thing(PORTION, self._folder, True, why_no_package(self._folder))
        if os.access(self._folder, os.R_OK):
            yield from self._foreign(self._folder, INIT)

    def _foreign(self, folder: str, name: str) -> Iterator[Thing]:
        """Extension modules for other Pythons."""
        known = tuple(name + each.suffix for each in file_kinds())
        for file in sorted(self.names if folder == self.path else names_in(folder)):
            tag = tag_of(file, name)
            if tag is not None and file not in known:
                full = paths.join(folder, file)
                yield Thing("foreign-extension", full, False, f"built for {python_of(tag)}")

    def _no_modules(self) -> Iterator[Thing]:
        for suffix, note in NO_MODULES.items():
            if self.name + suffix in self.names:
                full = paths.join(self.path, self.name + suffix)
                yield Thing("no-module", full, False, note)

    def _orphaned_bytecode(self) -> Iterator[Thing]:
        """Bytecode in the cache directory counts only as long as there is a source."""
        cache = paths.join(self.path, CACHE_DIRECTORY)
        if CACHE_DIRECTORY not in self.names or f"{self.name}.py" in self.names:
            return
        try:
            files = sorted(names_in(cache))
        except OSError:
            return
        for file in files:
            if file.startswith(f"{self.name}.") and file.endswith(".pyc"):
                note = "left over: bytecode in __pycache__ is not used without its source"
                yield Thing("orphaned-bytecode", paths.join(cache, file), False, note)

    def _other_case(self) -> Iterator[Thing]:
        suffixes = {"", *(each.suffix for each in file_kinds())}
        for file in sorted(self.names):
            stem = file[: len(self.name)]
            same = stem.lower() == self.name.lower() and stem != self.name
            if same and file[len(self.name) :] in suffixes:
                full = paths.join(self.path, file)
                yield Thing("other-case", full, False, f"{stem} differs from {self.name} in case")


def names_in(directory: str) -> set[str]:
    """The names of all that lies in a directory.  Raises OSError."""
    return {each.name for each in Path(directory).iterdir()}


def what_else(path: str) -> str:
    """What something is that has a module's name and is no regular file."""
    if Path(path).is_symlink() and not is_there(path):
        return f"a link that leads nowhere: {Path(path).readlink()}"
    if paths.is_directory(path):
        return "a directory, not a file"
    return "not a regular file"


def why_no_package(folder: str) -> str:
    """Why a directory is at most a portion of a namespace package."""
    if not os.access(folder, os.R_OK | os.X_OK):
        return "it cannot be read"
    others = [file for file in sorted(names_in(folder)) if file.startswith(f"{INIT}.")]
    if others:
        return f"no {INIT}.py in it, only {', '.join(others)}"
    return f"no {INIT}.py in it"


def is_module(thing: Thing) -> bool:
    """Would this be a module of its own, not only a portion of one?"""
    return thing.importable and thing.kind in MODULE_KINDS


def is_there(file: str) -> bool:
    """Can it be seen?  ``Path.exists`` raises where a folder may not be entered."""
    return os.access(file, os.F_OK)
