"""Finding a module's spec without importing it, as ``importlib.util.find_spec`` does."""

from ..names import absolute_name, leading_dots, parent_of
from ..primitives import warnings
from ..state import ImportState
from .importing import import_absolute
from .searching import find_spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..spec import ModuleSpec


def resolve_name(name: str, package: str | None) -> str:
    """Make a name with leading dots absolute.

    Raises ImportError without a package to start from, or when the dots lead above it.

    >>> resolve_name("..c", "a.b")
    'a.c'
    """
    if not name.startswith("."):
        return name
    if not package:
        message = f"no package specified for {name!r} (required for relative module names)"
        raise ImportError(message)
    level = leading_dots(name)
    return absolute_name(name[level:], package, level)


def find_loader(state: ImportState, name: str, path: "Any" = None) -> "Any":
    """Deprecated (gone in 3.12): the loader of a module; its parents are not imported."""
    message = (
        "Deprecated since Python 3.4 and slated for removal in Python 3.12; "
        "use importlib.util.find_spec() instead"
    )
    warnings.warn(message, DeprecationWarning, stacklevel=2)
    if name in state.modules:
        return loader_in_cache(state.modules[name], name)
    spec = find_spec(state, name, path)
    if spec is None:
        return None
    if spec.loader is None and spec.submodule_search_locations is None:
        raise ImportError(f"spec for {name} missing loader", name=name)
    if spec.loader is None:
        raise ImportError("namespace packages do not have loaders", name=name)
    return spec.loader


def loader_in_cache(module: "Any", name: str) -> "Any":
    """The ``__loader__`` of what the cache holds.  Raises ValueError where there is none."""
    if not hasattr(module, "__loader__"):
        raise ValueError(f"{name}.__loader__ is not set")
    if module.__loader__ is None:
        raise ValueError(f"{name}.__loader__ is None")
    return module.__loader__


def find_spec_of(state: ImportState, name: str, package: str | None = None) -> "ModuleSpec | None":
    """The spec of a module that may or may not be imported already; its parents will be.

    Raises ValueError for a module in the cache without a spec, ModuleNotFoundError when a
    parent is no package.
    """
    fullname = resolve_name(name, package)
    if fullname in state.modules:
        return spec_in_cache(state.modules[fullname], name)
    parent = parent_of(fullname)
    path = path_of(import_absolute(state, parent), parent, fullname) if parent else None
    return find_spec(state, fullname, path)


def spec_in_cache(module: "Any", name: str) -> "ModuleSpec | None":
    """The spec of what the cache holds; None where it forbids the import."""
    if module is None:
        return None
    try:
        spec = module.__spec__
    except AttributeError:
        raise ValueError(f"{name}.__spec__ is not set") from None
    if spec is None:
        raise ValueError(f"{name}.__spec__ is None")
    return spec  # type: ignore[no-any-return]


def path_of(module: "Any", parent: str, fullname: str) -> "Any":
    """A parent's ``__path__``, or a ModuleNotFoundError for the child."""
    try:
        return module.__path__
    except AttributeError as error:
        message = f"__path__ attribute not found on {parent!r} while trying to find {fullname!r}"
        raise ModuleNotFoundError(message, name=fullname) from error
