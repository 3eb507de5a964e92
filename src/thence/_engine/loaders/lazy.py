"""Loading at first use: the module is executed when an attribute of it is touched."""

from ..modules import MODULE_TYPE
from ..primitives import thread
from .base import Bound

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

    from ..spec import ModuleSpec


class LazyModule(MODULE_TYPE):  # type: ignore[valid-type, misc]
    """A module that is executed when one of its attributes is first asked for.

    Its spec's ``loader_state`` is a dict: the class that the module had (``__class__``), its
    namespace as it was (``__dict__``), a lock, whether execution has begun, and the cache that
    the module belongs to.
    """

    def __getattribute__(self, name: str) -> "Any":
        pending = object.__getattribute__(self, "__spec__").loader_state
        with pending["lock"]:
            # Another thread may have executed it while this one waited for the lock.
            if object.__getattribute__(self, "__class__") is LazyModule:
                if pending["is_loading"]:
                    # Its own code, or a module that it imports, looks at it half made.
                    return pending["__class__"].__getattribute__(self, name)
                pending["is_loading"] = True
                execute_now(self, pending)
        return getattr(self, name)

    def __delattr__(self, name: str) -> None:
        # Executed first: the attribute may be one that only then comes to be.
        self.__getattribute__(name)
        delattr(self, name)


def execute_now(module: LazyModule, pending: "dict[str, Any]") -> None:
    """Execute a lazy module, and keep what was set on it before.

    Raises ValueError when the cache holds another object under the module's name by then.
    """
    spec = object.__getattribute__(module, "__spec__")
    namespace = object.__getattribute__(module, "__dict__")
    name = spec.name
    before = pending["__dict__"]
    set_meanwhile = {
        key: value
        for key, value in namespace.items()
        if key not in before or value is not before[key]
    }
    spec.loader.exec_module(module)
    if pending["modules"].get(name, module) is not module:
        message = f"module object for {name!r} substituted in sys.modules during a lazy load"
        raise ValueError(message)
    namespace.update(set_meanwhile)
    # The module's code may have chosen a class for it.
    if object.__getattribute__(module, "__class__") is LazyModule:
        object.__setattr__(module, "__class__", pending["__class__"])


class LazyLoader(Bound):
    """Wraps a loader, so that its modules are executed at their first use.

    Errors of the module then appear at that use, too.
    """

    def __init__(self, loader: "Any") -> None:
        self.check_eager_loader(loader)
        self.loader = loader

    @staticmethod
    def check_eager_loader(loader: "Any") -> None:
        """Raise TypeError for a loader that has no ``exec_module`` to put off."""
        if not hasattr(loader, "exec_module"):
            raise TypeError("loader must define exec_module()")

    @classmethod
    def factory(cls, loader: "Any") -> "Callable[..., LazyLoader]":
        """A callable that makes lazy loaders, for where a loader class is wanted."""
        cls.check_eager_loader(loader)
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec: "ModuleSpec") -> "ModuleType | None":
        """What the wrapped loader makes."""
        return self.loader.create_module(spec)  # type: ignore[no-any-return]

    def exec_module(self, module: "ModuleType") -> None:
        """Put the execution off."""
        spec: Any = module.__spec__
        spec.loader = module.__loader__ = self.loader
        spec.loader_state = {
            "__dict__": module.__dict__.copy(),
            "__class__": module.__class__,
            "lock": thread.RLock(),
            "is_loading": False,
            "modules": self.import_state.modules,
        }
        module.__class__ = LazyModule
