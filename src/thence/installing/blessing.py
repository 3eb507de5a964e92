"""Turning objects of one import system into the same objects of another.

Specs, loaders, namespace paths and finders have the same attributes in both; only their class
differs.  They are changed in place, since others hold them.
"""

from .._engine.modules import MODULE_TYPE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def bless_module(module: "Any", classes: "dict[type, Any]") -> None:
    """Bless what a module in the cache says of its import.

    Read from its namespace: asking a lazy module for an attribute would load it.
    """
    # Not isinstance: that asks the object, and it may be anything.
    if not issubclass(type(module), MODULE_TYPE):
        return
    namespace = object.__getattribute__(module, "__dict__")
    bless_spec(namespace.get("__spec__"), classes)
    if "__loader__" in namespace:
        namespace["__loader__"] = blessed_loader(namespace["__loader__"], classes)
    bless_path(namespace.get("__path__"), classes)


def bless_spec(spec: "Any", classes: "dict[type, Any]") -> None:
    """Bless a spec, its loader and its search locations."""
    if type(spec) not in classes:
        return
    change_class(spec, classes)
    spec.loader = blessed_loader(spec.loader, classes)
    bless_path(spec.submodule_search_locations, classes)


def blessed_loader(loader: "Any", classes: "dict[type, Any]") -> "Any":
    """A loader that is a class in the other system; an instance is changed and comes back."""
    if isinstance(loader, type):
        return classes.get(loader, loader)
    if type(loader) in classes:
        change_class(loader, classes)
        bless_path(getattr(loader, "_path", None), classes)
    return loader


def bless_path(path: "Any", classes: "dict[type, Any]") -> None:
    """Bless the path of a namespace package; it then searches by the other system."""
    if type(path) not in classes:
        return
    change_class(path, classes)
    finder = getattr(path._path_finder, "__self__", None)
    if isinstance(finder, type) and finder in classes:
        path._path_finder = classes[finder]._get_spec


def bless_finder(finder: "Any", classes: "dict[type, Any]") -> None:
    """Bless a path entry finder, and the loaders that it will make."""
    if type(finder) not in classes:
        return
    change_class(finder, classes)
    finder._loaders = [(suffix, classes.get(loader, loader)) for suffix, loader in finder._loaders]


def change_class(thing: "Any", classes: "dict[type, Any]") -> None:
    """Give an object the other system's class; where its layout forbids that, leave it."""
    try:
        object.__setattr__(thing, "__class__", classes[type(thing)])
    except TypeError:
        return
