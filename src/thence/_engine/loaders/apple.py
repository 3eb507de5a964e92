"""Modules in shared libraries, as Apple's mobile systems demand them."""

import sys

from .. import paths
from .extension import ExtensionFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    from ..spec import ModuleSpec


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
    named = paths.read_file(marker).decode().strip()
    return paths.join(paths.split(sys.executable)[0], named)
