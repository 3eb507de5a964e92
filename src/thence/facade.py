"""importlib as the code inside a private system sees it."""

import sys

from ._engine.bytecode.compiling import decode_source
from ._engine.bytecode.format import MAGIC_NUMBER, hash_of_source
from ._engine.bytecode.location import cache_from_source, source_from_cache
from ._engine.modules import MODULE_TYPE
from ._engine.protocol.lookup import resolve_name
from ._engine.versions import NAMESPACE_PATH_IS_PUBLIC

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

OPERATIONS = ("__import__", "import_module", "invalidate_caches", "reload")
CLASSES = (
    "BuiltinImporter",
    "ExtensionFileLoader",
    "FileFinder",
    "FrozenImporter",
    "ModuleSpec",
    "NamespaceLoader",
    "PathFinder",
    "SourceFileLoader",
    "SourcelessFileLoader",
    "WindowsRegistryFinder",
    *(("NamespacePath",) if NAMESPACE_PATH_IS_PUBLIC else ()),
)
SPEC_MAKERS = ("find_spec", "module_from_spec", "spec_from_file_location", "spec_from_loader")

# Submodules of importlib that are about the interpreter, whoever asks for them.
INTERPRETERS_OWN = frozenset(
    f"importlib.{name}" for name in ("abc", "_abc", "_bootstrap", "_bootstrap_external")
)


def importlib_for(system: "Any") -> "dict[str, ModuleType]":
    """The modules ``importlib``, ``importlib.machinery`` and ``importlib.util`` of a system.

    Their functions and classes act on that system (an ``ImportSystem``).  Other submodules are
    searched for in the standard library's folder, so that ``importlib.metadata`` and
    ``importlib.resources`` are executed anew, for this system.
    """
    machinery = module_of("importlib.machinery", classes_of(system))
    util = module_of("importlib.util", utilities_of(system))
    names = {name: getattr(system, name) for name in OPERATIONS}
    package = module_of("importlib", {**names, "machinery": machinery, "util": util})
    package.__path__ = library_folder_of("importlib")
    return {each.__name__: each for each in (package, machinery, util)}


def module_of(name: str, namespace: "dict[str, Any]") -> "ModuleType":
    """A module made of a name and a namespace."""
    module = MODULE_TYPE(name, "importlib, as one import system of thence offers it.")
    module.__package__ = "importlib"
    module.__dict__.update(namespace)
    return module


def library_folder_of(package: str) -> list[str]:
    """Where a package of the standard library lies, if that is known."""
    library = getattr(sys, "_stdlib_dir", None)
    return [f"{library}/{package}"] if library else []


def classes_of(system: "Any") -> "dict[str, Any]":
    """importlib.machinery's names."""
    files = system.machinery.file_names
    return {
        **{name: getattr(system.machinery, name) for name in CLASSES},
        "SOURCE_SUFFIXES": files.source,
        "BYTECODE_SUFFIXES": files.bytecode,
        "EXTENSION_SUFFIXES": files.extension,
        "all_suffixes": lambda: [*files.source, *files.bytecode, *files.extension],
    }


def utilities_of(system: "Any") -> "dict[str, Any]":
    """importlib.util's names."""
    return {
        **{name: getattr(system, name) for name in SPEC_MAKERS},
        "LazyLoader": system.machinery.LazyLoader,
        "MAGIC_NUMBER": MAGIC_NUMBER,
        "cache_from_source": cache_from_source,
        "decode_source": decode_source,
        "resolve_name": resolve_name,
        "source_from_cache": source_from_cache,
        "source_hash": hash_of_source,
    }
