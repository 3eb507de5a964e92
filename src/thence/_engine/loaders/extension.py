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
