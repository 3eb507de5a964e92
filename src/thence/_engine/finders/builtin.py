"""Modules compiled into the interpreter."""

import sys

from ..errors import not_built_in
from ..loaders.base import Bound, load_module
from ..primitives import imp, warnings
from ..protocol_marks import _call_with_frames_removed
from ..spec import spec_from_loader
from ..versions import LEGACY_FINDERS, LOAD_MODULE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from ..spec import ModuleSpec


class BuiltinImporter(Bound):
    """Finder and loader of built-in modules.  The class itself is used, never an instance."""

    _ORIGIN = "built-in"  # importlib's name for it, which makers of specs look for
    executes_python = False

    @classmethod
    def find_spec(
        cls, fullname: str, path: "Any" = None, target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        """A spec if the interpreter has the module built in."""
        if not imp.is_builtin(fullname):
            return None
        return spec_from_loader(cls.import_state.spec_class, fullname, cls, origin=cls._ORIGIN)

    @classmethod
    def create_module(cls, spec: "ModuleSpec") -> "ModuleType":
        """Make the module.  Raises ImportError if it is not built in."""
        if spec.name not in sys.builtin_module_names:
            raise not_built_in(spec.name)
        module: ModuleType = _call_with_frames_removed(
            cls.import_state.make_alone, imp.create_builtin, spec
        )
        return module

    @classmethod
    def exec_module(cls, module: "ModuleType") -> None:
        """Run the second phase of the module's initialisation, if it has one."""
        _call_with_frames_removed(imp.exec_builtin, module)

    @classmethod
    def check_built_in(cls, fullname: str) -> None:
        """Raise ImportError unless the module is built in."""
        if fullname not in sys.builtin_module_names:
            raise not_built_in(fullname)

    @classmethod
    def get_code(cls, fullname: str) -> None:
        """None: there is no Python code.  Raises ImportError."""
        cls.check_built_in(fullname)

    @classmethod
    def get_source(cls, fullname: str) -> None:
        """None: there is no Python source.  Raises ImportError."""
        cls.check_built_in(fullname)

    @classmethod
    def is_package(cls, fullname: str) -> bool:
        """Never.  Raises ImportError."""
        cls.check_built_in(fullname)
        return False

    if LOAD_MODULE:

        @classmethod
        def load_module(cls, fullname: str) -> "ModuleType":
            """Deprecated: create and execute in one step."""
            return load_module(cls, fullname)

    if LEGACY_FINDERS:

        @classmethod
        def find_module(cls, fullname: str, path: "Any" = None) -> "Any":
            """Deprecated: the class itself if the module is built in."""
            warn_of_find_module("BuiltinImporter")
            spec = cls.find_spec(fullname, path)
            return None if spec is None else spec.loader

        @staticmethod
        def module_repr(module: "ModuleType") -> str:
            """Deprecated: the repr of a built-in module."""
            warn_of_module_repr("BuiltinImporter")
            return f"<module {module.__name__!r} (built-in)>"


def warn_of_find_module(finder: str) -> None:
    """``find_module`` is a method of the past."""
    message = (
        f"{finder}.find_module() is deprecated and slated for removal in Python 3.12; "
        "use find_spec() instead"
    )
    warnings.warn(message, DeprecationWarning, stacklevel=2)


def warn_of_module_repr(loader: str) -> None:
    """``module_repr`` is a method of the past."""
    message = f"{loader}.module_repr() is deprecated and slated for removal in Python 3.12"
    warnings.warn(message, DeprecationWarning, stacklevel=2)
