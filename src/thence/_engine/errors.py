"""Every error that the import system raises by itself.

First lines are the interpreter's own, letter for letter: programs match them.  The functions
return the exception, so that the ``raise`` stays where a reader looks for it.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


def no_module_named(fullname: str) -> ModuleNotFoundError:
    """No finder on the meta path knows the module (5.3.4)."""
    return ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def parent_is_no_package(fullname: str, parent: str) -> ModuleNotFoundError:
    """The parent has no ``__path__`` to search (5.3.4)."""
    message = f"No module named {fullname!r}; {parent!r} is not a package"
    error = ModuleNotFoundError(message, name=fullname)
    error.__cause__ = None  # as if raised "from None"
    return error


def import_halted(fullname: str) -> ModuleNotFoundError:
    """The module cache holds None for the name (5.3.1)."""
    return ModuleNotFoundError(f"import of {fullname} halted; None in sys.modules", name=fullname)


def meta_path_gone() -> ImportError:
    """``sys.meta_path`` is None: the interpreter is being torn down."""
    return ImportError("sys.meta_path is None, Python is likely shutting down")


def beyond_top_level() -> ImportError:
    """A relative name has more dots than the package has levels (5.7)."""
    return ImportError("attempted relative import beyond top-level package")


def no_known_parent() -> ImportError:
    """A relative import in a module that belongs to no package (5.7)."""
    return ImportError("attempted relative import with no known parent package")


def parent_not_imported(fullname: str, parent: str) -> ModuleNotFoundError:
    """The path of a namespace package follows its parent's, and that is not in the cache."""
    message = f"{parent!r} must be imported before finding {fullname!r}."
    return ModuleNotFoundError(message, name=parent)


def no_package(spec: "Any") -> ValueError:
    """The submodules of a module were asked for that is no package."""
    return ValueError(f"{spec!r} is not a package module")


def only_at_module_level() -> SyntaxError:
    """``lazy import`` in code whose names are not a module's (PEP 810)."""
    return SyntaxError("'lazy import' is only allowed at module level")


def no_name_in_globals() -> KeyError:
    """A relative import from a namespace that does not say whose it is (5.7)."""
    return KeyError("'__name__' not in globals")


def missing_loader(fullname: str) -> ImportError:
    """A spec has neither a loader nor places to search (5.4)."""
    return ImportError("missing loader", name=fullname)


def create_without_exec() -> ImportError:
    """A loader has ``exec_module`` but no ``create_module`` (5.4.1)."""
    message = "loaders that define exec_module() must also define create_module()"
    return ImportError(message)


def portion_without_places() -> ImportError:
    """A path entry finder answered with a spec that has neither loader nor portions."""
    return ImportError("spec missing loader")


def not_in_cache(fullname: str, quoted: bool = False) -> ImportError:
    """A module to be reloaded is not (or no longer) the one in the cache."""
    shown = repr(fullname) if quoted else fullname
    return ImportError(f"module {shown} not in sys.modules", name=fullname)


def parent_not_in_cache(parent: str) -> ImportError:
    """The parent of a module to be reloaded has left the cache."""
    return ImportError(f"parent {parent!r} not in sys.modules", name=parent)


def spec_not_found(fullname: str) -> ModuleNotFoundError:
    """A module to be reloaded cannot be found any more."""
    return ModuleNotFoundError(f"spec not found for the module {fullname!r}", name=fullname)


def nameless_transform(transform: object) -> ValueError:
    """A transform could not be told from others in the name of a bytecode file."""
    return ValueError(f"{transform!r} needs a name (a str) and a version")


def transform_of_no_stage(transform: object, stages: tuple[str, ...]) -> ValueError:
    """A transform does not say what it changes."""
    return ValueError(f"the stage of {transform!r} is none of {', '.join(map(repr, stages))}")


def wrong_kind(kind: type, result: object) -> TypeError:
    """A transform returned something else than it was given."""
    given = type(result).__name__
    return TypeError(f"a transform that is given {kind.__name__} must return it, not {given}")


def tree_out_of_reach(fullname: str, file: str) -> RuntimeError:
    """A loader with a way of its own to compile leaves no place for tree transforms.

    No ImportError: that would be taken for a module that is not there.
    """
    message = f"the loader of {fullname!r} compiles {file!r} where no AST transform can reach it"
    return RuntimeError(message)


def wrong_loader(own: str, asked: str) -> ImportError:
    """A file loader knows one module and was asked for another."""
    return ImportError(f"loader for {own} cannot handle {asked}", name=asked)


def not_built_in(fullname: str) -> ImportError:
    """The interpreter has no such module compiled into it."""
    return ImportError(f"{fullname!r} is not a built-in module", name=fullname)


def not_frozen(fullname: str) -> ImportError:
    """The interpreter has no such frozen module."""
    return ImportError(f"{fullname!r} is not a frozen module", name=fullname)


def no_code(fullname: str) -> ImportError:
    """A loader that executes code returned none."""
    message = f"cannot load module {fullname!r} when get_code() returns None"
    return ImportError(message)


def source_unavailable(fullname: str) -> ImportError:
    """The source file exists no more, or cannot be read."""
    return ImportError("source not available through get_data()", name=fullname)


def only_directories(path: str) -> ImportError:
    """The path hook of files was given something that is no directory."""
    return ImportError("only directories are supported", path=path)


def cannot_import_name(name: str, module: "ModuleType") -> ImportError:
    """``from module import name`` where neither attribute nor submodule exists."""
    known = getattr(module, "__name__", None)
    known = known if isinstance(known, str) else None
    owner = "<unknown module name>" if known is None else known
    file = getattr(module, "__file__", None)
    if getattr(getattr(module, "__spec__", None), "_initializing", False):
        message = (
            f"cannot import name {name!r} from partially initialized module {owner!r} "
            f"(most likely due to a circular import) ({file or 'unknown location'})"
        )
    else:
        message = f"cannot import name {name!r} from {owner!r} ({file or 'unknown location'})"
    return ImportError(message, name=known, path=file)
