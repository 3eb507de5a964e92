"""Modules whose code is frozen into the interpreter."""

import sys

from .. import paths
from ..errors import not_frozen
from ..loaders.base import Bound, load_module
from ..modules import MODULE_TYPE
from ..primitives import imp
from ..protocol_marks import _call_with_frames_removed
from ..spec import spec_from_loader
from ..versions import LEGACY_FINDERS, LOAD_MODULE
from .builtin import warn_of_find_module, warn_of_module_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any

    from ..spec import ModuleSpec


SIMPLE_NAMESPACE: "Any" = type(sys.implementation)


class FrozenImporter(Bound):
    """Finder and loader of frozen modules.  The class itself is used, never an instance.

    ``loader_state`` of its specs: ``origname``, the module whose code it is (another one for an
    alias), and ``filename``, the source file in the standard library, if that is known.
    """

    _ORIGIN = "frozen"  # importlib's name for it, which makers of specs look for

    @classmethod
    def find_spec(
        cls, fullname: str, path: "Any" = None, target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        """A spec if the interpreter has the module frozen."""
        found = _call_with_frames_removed(imp.find_frozen, fullname)
        if found is None:
            return None
        _, is_package, original = found
        spec = spec_from_loader(
            cls.import_state.spec_class, fullname, cls, origin=cls._ORIGIN, is_package=is_package
        )
        filename, directory = source_of_frozen(original, fullname, is_package)
        spec.loader_state = SIMPLE_NAMESPACE(filename=filename, origname=original)
        if directory:
            spec.submodule_search_locations.insert(0, directory)
        return spec

    @classmethod
    def create_module(cls, spec: "ModuleSpec") -> "ModuleType":
        """Make the module, with the ``__file__`` of the source if that is known."""
        module = MODULE_TYPE(spec.name)
        filename = getattr(spec.loader_state, "filename", None)
        if filename:
            module.__file__ = filename
        return module

    @classmethod
    def exec_module(cls, module: "ModuleType") -> None:
        """Execute the frozen code in the module's namespace."""
        name = module.__spec__.name if module.__spec__ else module.__name__
        code = _call_with_frames_removed(imp.get_frozen_object, name)
        _call_with_frames_removed(exec, code, module.__dict__)

    if LOAD_MODULE:

        @classmethod
        def load_module(cls, fullname: str) -> "ModuleType":
            """Deprecated: create and execute in one step."""
            module = load_module(cls, fullname)
            found = imp.find_frozen(fullname)
            if found is not None:
                spec = cls.find_spec(fullname)
                module.__spec__ = spec  # type: ignore[assignment]
                filename = getattr(spec.loader_state, "filename", None) if spec else None
                if filename:
                    module.__file__ = filename
                if spec is not None and spec.submodule_search_locations is not None:
                    module.__path__ = spec.submodule_search_locations
            return module

    @classmethod
    def check_frozen(cls, fullname: str) -> None:
        """Raise ImportError unless the module is frozen."""
        if not imp.is_frozen(fullname):
            raise not_frozen(fullname)

    @classmethod
    def get_code(cls, fullname: str) -> "CodeType":
        """The frozen code.  Raises ImportError."""
        cls.check_frozen(fullname)
        code: CodeType = imp.get_frozen_object(fullname)
        return code

    @classmethod
    def get_source(cls, fullname: str) -> None:
        """None: the source is not kept.  Raises ImportError."""
        cls.check_frozen(fullname)

    @classmethod
    def is_package(cls, fullname: str) -> bool:
        """Is the frozen module a package?  Raises ImportError."""
        cls.check_frozen(fullname)
        return bool(imp.is_frozen_package(fullname))

    if LEGACY_FINDERS:

        @classmethod
        def find_module(cls, fullname: str, path: "Any" = None) -> "Any":
            """Deprecated: the class itself if the module is frozen."""
            warn_of_find_module("FrozenImporter")
            return cls if imp.is_frozen(fullname) else None

        @staticmethod
        def module_repr(module: "ModuleType") -> str:
            """Deprecated: the repr of a frozen module."""
            warn_of_module_repr("FrozenImporter")
            return f"<module {module.__name__!r} (frozen)>"


def source_of_frozen(
    original: str | None, fullname: str, is_package: bool
) -> tuple[str | None, str | None]:
    """Where the source of a frozen module lies: (file, the directory of a package or None).

    ``original`` is the module that was frozen; ``<name`` marks a package frozen as a module.
    (None, None) where the standard library's folder is unknown.
    """
    library = getattr(sys, "_stdlib_dir", None)
    if not original or not library:
        return None, None
    if original != fullname:
        if original.startswith("<"):
            original = original[1:] if is_package else f"{original[1:]}.__init__"
        else:
            is_package = False
    relative = original.replace(".", paths.SEPARATOR)
    if not is_package:
        return f"{library}{paths.SEPARATOR}{relative}.py", None
    directory = f"{library}{paths.SEPARATOR}{relative}"
    return f"{directory}{paths.SEPARATOR}__init__.py", directory
