"""Decorators for ``load_module`` methods of old (importlib.util before 3.12)."""

from ..modules import MODULE_TYPE
from ..names import parent_of
from ..primitives import warnings
from ..protocol.loading import forget
from ..state import ImportState

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def deprecated(what: str) -> None:
    """All of this is on its way out."""
    message = f"The {what} is deprecated and slated for removal in Python 3.12"
    warnings.warn(message, DeprecationWarning, stacklevel=3)


def dressed_as(wrapper: "Any", wrapped: "Any") -> "Any":
    """Give a wrapper the name and documentation of what it wraps."""
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
    wrapper.__dict__.update(wrapped.__dict__)
    wrapper.__wrapped__ = wrapped
    return wrapper


def set_package(load_module: "Callable[..., Any]") -> "Callable[..., Any]":
    """Set ``__package__`` on the module that is returned, if it is missing or None."""

    def with_package(*args: "Any", **kwargs: "Any") -> "Any":
        deprecated("set_package() decorator")
        module = load_module(*args, **kwargs)
        if getattr(module, "__package__", None) is None:
            name = module.__name__
            module.__package__ = name if hasattr(module, "__path__") else parent_of(name)
        return module

    return dressed_as(with_package, load_module)  # type: ignore[no-any-return]


def set_loader(load_module: "Callable[..., Any]") -> "Callable[..., Any]":
    """Set ``__loader__`` on the module that is returned, if it is missing or None."""

    def with_loader(self: "Any", *args: "Any", **kwargs: "Any") -> "Any":
        deprecated("set_loader() decorator")
        module = load_module(self, *args, **kwargs)
        if getattr(module, "__loader__", None) is None:
            module.__loader__ = self
        return module

    return dressed_as(with_loader, load_module)  # type: ignore[no-any-return]


def module_for_loader(state: ImportState, method: "Callable[..., Any]") -> "Callable[..., Any]":
    """Hand a module to a method that takes a name: the one in the cache, or a new one.

    A new one leaves the cache again when the method raises.
    """
    message = "The module_for_loader() decorator"
    warnings.warn(
        f"{message} is deprecated and slated for removal in Python 3.12",
        DeprecationWarning,
        stacklevel=2,
    )

    def with_module(self: "Any", fullname: str, *args: "Any", **kwargs: "Any") -> "Any":
        with CachedModule(state, fullname) as module:
            module.__loader__ = self
            module.__package__ = package_by(self, fullname)
            return method(self, module, *args, **kwargs)

    return dressed_as(with_module, method)  # type: ignore[no-any-return]


def package_by(loader: "Any", fullname: str) -> str:
    """What ``__package__`` is, as far as the loader can tell."""
    try:
        is_package = loader.is_package(fullname)
    except (ImportError, AttributeError):
        return parent_of(fullname)
    return fullname if is_package else parent_of(fullname)


class CachedModule:
    """The module in the cache under a name; one made for the purpose leaves it on an error."""

    def __init__(self, state: ImportState, fullname: str) -> None:
        self.state = state
        self.fullname = fullname
        self.is_new = fullname not in state.modules

    def __enter__(self) -> "Any":
        if not self.is_new:
            return self.state.modules[self.fullname]
        module = MODULE_TYPE(self.fullname)
        # A circular import of the module waits for its end.
        module.__initializing__ = True  # type: ignore[attr-defined]
        self.state.modules[self.fullname] = module
        return module

    def __exit__(self, kind: "Any", error: "Any", traceback: "Any") -> None:
        if not self.is_new:
            return
        if error is not None:
            forget(self.state, self.fullname)
        elif self.fullname in self.state.modules:
            self.state.modules[self.fullname].__initializing__ = False
