"""Everything by which a process can tell who imports."""

import builtins
import sys

MODULE = type(sys)
HALVES = ("_frozen_importlib", "_frozen_importlib_external", "zipimport", "pkgutil", "runpy")


def identity(thing):
    """An object and its class, comparable later."""
    return id(thing), class_of(thing)


def class_of(thing):
    """The class itself, or a finder that is one."""
    kind = thing if isinstance(thing, type) else type(thing)
    return f"{kind.__module__}.{kind.__qualname__} {id(kind)}"


def modules():
    """The real modules in the cache, by name."""
    return {name: each for name, each in sys.modules.items() if isinstance(each, MODULE)}


def is_importlibs(name):
    return name in HALVES or name.partition(".")[0] == "importlib"


def state():
    """A flat dict: what -> identity."""
    found = {
        "builtins.__import__": identity(builtins.__import__),
        "sys.meta_path": [identity(each) for each in sys.meta_path],
        "sys.path_hooks": [identity(each) for each in sys.path_hooks],
        "the lists": [id(sys.meta_path), id(sys.path_hooks), id(sys.path_importer_cache)],
        "sys.modules": id(sys.modules),
    }
    for entry, finder in sys.path_importer_cache.items():
        found[f"finder of {entry}"] = identity(finder)
        for suffix, loader in getattr(finder, "_loaders", ()):
            found[f"finder of {entry} for {suffix}"] = identity(loader)
    for name, module in modules().items():
        found.update(of_module(name, vars(module)))
    return found


def of_module(name, namespace):
    """What one module has of the import system."""
    spec, loader = namespace.get("__spec__"), namespace.get("__loader__")
    yield f"{name}.__spec__", identity(spec)
    yield f"{name}.__loader__", identity(loader)
    yield f"{name}.__spec__.loader", identity(getattr(spec, "loader", None))
    yield f"{name}.__path__", identity(namespace.get("__path__"))
    if is_importlibs(name):
        yield f"order in {name}", list(namespace)
        for attribute, value in list(namespace.items()):
            yield f"{name}.{attribute}", identity(value)
            if isinstance(value, type) and value.__module__ == name:
                yield f"bases of {name}.{attribute}", [class_of(base) for base in value.__bases__]


def changed(before, after):
    """The names of what was there before, and is not as it was."""
    return [what for what, value in before.items() if after.get(what) != value]


def foreign_modules():
    """The modules whose spec or loader is not of the interpreter's own classes."""
    import importlib.machinery

    own = [each for each in vars(importlib.machinery).values() if isinstance(each, type)]
    return [
        name
        for name, module in modules().items()
        for thing in (vars(module).get("__spec__"), vars(module).get("__loader__"))
        if thing is not None and thing not in own and type(thing) not in own
    ]
