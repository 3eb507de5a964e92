"""The parts of the standard library that sources need, kept out of the program's ``sys.modules``.

They are imported into a private import system, unless the program has loaded them already.
"""

import sys

from .._engine import paths
from .._engine.primitives import os, thread
from ..system import ImportSystem
from .in_common import import_in_common

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from typing import Any

HASHES = ("_hashlib", "_sha2", "_sha256")


class PrivateSys(type(sys)):  # type: ignore[misc]
    """``sys`` for modules of a private system: all of the interpreter's, but its ``modules``.

    ``enum``, ``typing`` and others look themselves up there.
    """

    def __init__(self, modules: "dict[str, Any]") -> None:
        super().__init__("sys")
        self.modules = modules

    def __getattr__(self, name: str) -> "Any":
        return getattr(sys, name)


class Libraries:
    """Hands out modules; call it with a name."""

    def __init__(self) -> None:
        # Module name -> module, as this object hands it out.
        self._found: dict[str, Any] = {}
        self._system: ImportSystem | None = None
        # The modules that ``share`` was called for.
        self._shared: dict[str, Any] = {}
        # The threads that are importing one, each as often as it does.
        self._importing: list[int] = []
        self._process = os.getpid()
        self._sha256: Any = None
        # The program may take the library off its path, or add a place with packages to it.
        self._path = usable(sys.path)

    def __call__(self, name: str) -> "Any":
        """A module of the standard library, or an installed one.  Raises ImportError."""
        if name not in self._found:
            self._found[name] = self.apart(self._find, name)
        return self._found[name]

    def apart(self, function: "Callable[..., Any]", *args: "Any") -> "Any":
        """Call a function that may import what sources need: no source is asked meanwhile."""
        if self._process != os.getpid():
            self._begin_anew()
        caller = thread.get_ident()
        self._importing.append(caller)
        try:
            return function(*args)
        finally:
            self._importing.remove(caller)

    def share(self, name: str) -> None:
        """Let what is imported apart use the program's copy of a module.

        For modules of which C code wants one copy only: ``_ssl`` takes no other sockets.
        """
        self._shared[name] = self.apart(import_in_common, name)
        self._private().modules[name] = self._shared[name]

    def is_importing(self) -> bool:
        """Is this thread just importing what a source needs?  That must not be in a source."""
        if not self._importing or thread.get_ident() not in self._importing:
            return False
        return self._process == os.getpid()  # else it was a thread of the parent's

    def _begin_anew(self) -> None:
        """After a fork: what other threads were importing then is half made here, and locked."""
        self._process = os.getpid()
        self._importing = []
        if self._system is not None:
            modules = self._system.modules
            for name in [each for each in modules if is_half_made(modules[each])]:
                del modules[name]
            self._system = self._system_with(modules)

    def _find(self, name: str) -> "Any":
        if is_loaded(name):
            return sys.modules[name]
        try:
            return self._private().import_module(name)
        except Exception:  # noqa: BLE001 - what is wrong with it is said below, or nothing is
            # C code asked the interpreter's own cache for what is in the private one (typing,
            # since 3.12): such a module can only be had in common.  What is half made is left.
            self._system = None
            return import_in_common(name)

    def _private(self) -> ImportSystem:
        if self._system is None:
            modules: dict[str, Any] = dict(self._shared)
            modules["sys"] = PrivateSys(modules)
            self._system = self._system_with(modules)
        return self._system

    def _system_with(self, modules: "MutableMapping[str, Any]") -> ImportSystem:
        path = dict.fromkeys([*self._path, *usable(sys.path)])
        return ImportSystem(path, modules=modules, shared=())

    def sha256(self, data: bytes) -> str:
        """The hash of some bytes, in hexadecimal digits."""
        if self._sha256 is None:
            self._sha256 = self._hash_function()
        digest: str = self._sha256(data).hexdigest()
        return digest

    def _hash_function(self) -> "Any":
        """OpenSSL's, which is the fastest; else the interpreter's own."""
        for name in HASHES:
            try:
                module = self(name)
            except ImportError:
                continue
            return getattr(module, "openssl_sha256", None) or module.sha256
        raise ImportError(f"this Python has none of {', '.join(HASHES)}: nothing can be verified")


def usable(path: "list[Any]") -> list[str]:
    """The entries of a path that lead to the same place at any time."""
    return [entry for entry in path if isinstance(entry, str) and paths.is_absolute(entry)]


def is_half_made(module: "Any") -> bool:
    """Is a module being imported just now?"""
    return bool(getattr(getattr(module, "__spec__", None), "_initializing", False))


def is_loaded(name: str) -> bool:
    """Has the program loaded the standard library's module of that name, to its end?"""
    module = sys.modules.get(name)
    spec = getattr(module, "__spec__", None)
    if spec is None or is_half_made(module):
        return False
    library = getattr(sys, "_stdlib_dir", None)
    return spec.origin in ("built-in", "frozen") or bool(
        library and str(spec.origin).startswith(f"{library}/")
    )
