"""The ways out of a process that pass no exit handler: ``os._exit``, and a fork's child."""

import sys

from .._engine.primitives import imp, os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def tell_of_leaving(told: "Callable[[int], None]") -> None:
    """Call ``told(status)`` before ``os._exit`` ends the process.

    Children of multiprocessing end so, and whoever forks by hand.
    """
    leave = os._exit

    def _exit(status: int) -> "Any":
        told(status)
        return leave(status)

    _exit.__module__, _exit.__qualname__ = leave.__module__, leave.__qualname__
    _exit.__doc__ = leave.__doc__
    for module in filter(None, (os, sys.modules.get("os"))):
        setattr(module, leave.__name__, _exit)


def tell_of_forks(told: "Callable[[], None]") -> None:
    """Call ``told()`` in each child that this process forks."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=told)


def built_in(name: str) -> "Any":
    """A module that is built into the interpreter, without an entry in ``sys.modules``."""
    if name in sys.modules:
        return sys.modules[name]
    spec = sys.modules["_frozen_importlib"].ModuleSpec(name, None, origin="built-in")
    module = imp.create_builtin(spec)
    imp.exec_builtin(module)
    sys.modules.pop(name, None)
    return module
