"""Python's import system as a library.

An ``ImportSystem`` is the whole of the language reference's chapter 5 as an object: private
ones live side by side in one process, and ``install()`` puts one in the place of the
interpreter's own.
"""

from ._engine.bytecode.format import pack_uint32 as _pack_uint32
from ._engine.bytecode.transforms import Transform
from ._engine.observer import Observer, Several
from ._engine.versions import LEGACY_FINDERS
from .installing import Installation, install
from .process import process_system as _process_system
from .system import ImportSystem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

__all__ = [
    "ImportSystem",
    "Installation",
    "Observer",
    "Several",
    "Transform",
    "__import__",
    "_pack_uint32",
    "find_spec",
    "import_module",
    "install",
    "invalidate_caches",
    "process_system",
    "reload",
]

process_system = _process_system
import_module = process_system.import_module
reload = process_system.reload
invalidate_caches = process_system.invalidate_caches
find_spec = process_system.find_spec
__import__ = process_system.__import__

if LEGACY_FINDERS:
    from ._engine.protocol.importing import METHOD_TYPE as _METHOD_TYPE
    from ._engine.protocol.lookup import find_loader as _find_loader

    find_loader = _METHOD_TYPE(_find_loader, process_system._state)


def __getattr__(name: str) -> "ModuleType":
    """The submodules with importlib's names, loaded at their first use."""
    if name in {"abc", "machinery", "util", "_bootstrap", "_bootstrap_external"}:
        return import_module(f"{__name__}.{name}")  # type: ignore[no-any-return]
    if name in {"metadata", "resources"}:  # the library's, which stand on the system in force
        return import_module(f"importlib.{name}")  # type: ignore[no-any-return]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
