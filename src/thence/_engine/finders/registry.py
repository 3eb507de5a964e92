"""Modules that the Windows registry names (deprecated since Python 3.6, on Windows only)."""

import sys

from .. import paths
from ..loaders.base import Bound
from ..spec import spec_at
from ..versions import LEGACY_FINDERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from ..spec import ModuleSpec


class WindowsRegistryFinder(Bound):
    """Finds a module by a key of the registry whose value is its file."""

    REGISTRY_KEY = "Software\\Python\\PythonCore\\{sys_version}\\Modules\\{fullname}"
    REGISTRY_KEY_DEBUG = REGISTRY_KEY + "\\Debug"

    @staticmethod
    def _open_registry(key: str) -> "Any":
        """Open a key of the user's, else of the machine's.  Raises OSError."""
        import winreg

        try:
            return winreg.OpenKey(winreg.HKEY_CURRENT_USER, key)  # type: ignore[attr-defined]
        except OSError:
            return winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key)  # type: ignore[attr-defined]

    @classmethod
    def _search_registry(cls, fullname: str) -> str | None:
        """The file that the registry names; None if it does not know the module."""
        import winreg

        debug = "_d.pyd" in cls.import_state.spec_class.file_names.extension
        template = cls.REGISTRY_KEY_DEBUG if debug else cls.REGISTRY_KEY
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        try:
            with cls._open_registry(
                template.format(fullname=fullname, sys_version=version)
            ) as key:
                return str(winreg.QueryValue(key, ""))  # type: ignore[attr-defined]
        except OSError:
            return None

    @classmethod
    def find_spec(
        cls, fullname: str, path: "Any" = None, target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        """The spec of a module whose file the registry names, if the file exists."""
        file = cls._search_registry(fullname)
        if file is None or not paths.is_file(file):
            return None
        for loader_class, suffixes in cls.import_state.file_loaders():
            if file.endswith(tuple(suffixes)):
                loader = loader_class(fullname, file)
                return spec_at(cls.import_state.spec_class, fullname, file, loader)
        return None

    if LEGACY_FINDERS:

        @classmethod
        def find_module(cls, fullname: str, path: "Any" = None) -> "Any":
            """Deprecated: the loader."""
            spec = cls.find_spec(fullname, path)
            return None if spec is None else spec.loader
