"""Modules in shared libraries."""

from .. import paths
from ..primitives import imp
from ..protocol_marks import _call_with_frames_removed
from ..verbosity import verbose_message
from .base import CodeLoader, FileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    from ..spec import ModuleSpec


class ExtensionFileLoader(FileLoader, CodeLoader):
    """An extension module: one initialised in a single phase, or in two (PEP 489)."""

    executes_python = False

    def create_module(self, spec: "ModuleSpec") -> "ModuleType":
        """Load the library and make the module.  Raises ImportError."""
        create = imp.create_dynamic
        module: ModuleType = _call_with_frames_removed(self.import_state.make_alone, create, spec)
        verbose_message("extension module {!r} loaded from {!r}", spec.name, self.path)
        return module

    def exec_module(self, module: "ModuleType") -> None:
        """Run the second phase, if the module has one."""
        _call_with_frames_removed(imp.exec_dynamic, module)
        verbose_message("extension module {!r} executed from {!r}", self.name, self.path)

    def is_package(self, fullname: str) -> bool:
        """Is the file an ``__init__`` of a package?"""
        file = paths.split(self.path)[1]
        suffixes = self.import_state.spec_class.file_names.extension
        return any(file == f"__init__{suffix}" for suffix in suffixes)

    def get_code(self, fullname: str) -> None:
        """None: there is no Python code."""
        return

    def get_source(self, fullname: str) -> None:
        """None: there is no Python source."""
        return

    def get_data(self, path: str) -> bytes:
        """All bytes of a file, which may be code.  Raises OSError."""
        return paths.read_code_file(path)


class AppleFrameworkLoader(ExtensionFileLoader):
    """An extension module inside a framework, as Apple's mobile systems demand (3.13).

    The file is a ``.fwork``: a text that names the framework's library, relative to the
    application.  Beside the library an ``.origin`` file names the ``.fwork`` in return.
    """

    def create_module(self, spec: "ModuleSpec") -> "ModuleType":
        """Load the library that the marker file names.  Raises ImportError."""
        origin = spec.origin or self.path
        if origin.endswith(".fwork"):
            spec.origin = library_of(origin)
        module = super().create_module(spec)
        module.__file__ = origin
        return module


def library_of(marker: str) -> str:
    """The library that a ``.fwork`` file names.  Raises OSError."""
    import sys

    named = paths.read_file(marker).decode().strip()
    return paths.join(paths.split(sys.executable)[0], named)
