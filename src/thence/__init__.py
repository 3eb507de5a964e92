"""Python's import system as a library.

An ``ImportSystem`` is the whole of the language reference's chapter 5 as an object: private
ones live side by side in one process, and ``install()`` puts one in the place of the
interpreter's own.

PYTEST_DONT_REWRITE: a plugin of pytest's is among these modules; without this word pytest warns
that it came too late to rewrite the asserts of a package that runs it.
"""

import sys as _sys

# What serves imports is complete before the first one, however lazy the program's are (PEP 810).
_laziness = _sys.get_lazy_imports() if hasattr(_sys, "get_lazy_imports") else None
if _laziness is not None:
    _sys.set_lazy_imports("normal")  # type: ignore[attr-defined, unused-ignore]

from ._engine.bytecode.format import pack_uint32 as _pack_uint32
from ._engine.versions import LEGACY_FINDERS
from .installing import Installation, install
from .process import process_system as _process_system
from .system import ImportSystem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ._engine.bytecode.transforms import Transform
    from ._engine.observer import Observer, Several
    from .sources.policy import Sources
    from .sources.source import Source

    explain: Callable[[BaseException], list[Any]]

__all__ = [
    "ImportSystem",
    "Installation",
    "Observer",
    "Several",
    "Source",
    "Sources",
    "Transform",
    "__import__",
    "_pack_uint32",
    "explain",
    "find_spec",
    "import_module",
    "install",
    "invalidate_caches",
    "process_system",
    "reload",
    "trace",
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

if _laziness is not None:
    _sys.set_lazy_imports(_laziness)  # type: ignore[attr-defined, unused-ignore]


# Public names that most programs never use: each is loaded from its module at its first use.
LATER = {
    "Observer": "thence._engine.observer",
    "Several": "thence._engine.observer",
    "Source": "thence.sources.source",
    "Sources": "thence.sources.policy",
    "Transform": "thence._engine.bytecode.transforms",
    "explain": "thence.doctor.noting",
    # For %load_ext thence.
    "load_ipython_extension": "thence.integrations.ipython",
    "unload_ipython_extension": "thence.integrations.ipython",
    "trace": "thence.tracing.session",
}
# importlib's names, and what the library has beside them, which stands on the system in force.
SUBMODULES = {
    **{name: f"{__name__}.{name}" for name in ("abc", "machinery", "util")},
    **{name: f"{__name__}.{name}" for name in ("_bootstrap", "_bootstrap_external")},
    **{name: f"importlib.{name}" for name in ("metadata", "resources")},
}


def __getattr__(name: str) -> "Any":
    """What is loaded at its first use (PEP 562)."""
    if name in SUBMODULES:
        return import_module(SUBMODULES[name])
    if name in LATER:
        globals()[name] = value = getattr(import_module(LATER[name]), name)
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
