"""``lazy import`` (PEP 810, since 3.15) in the code of a private system.

The statement calls ``__lazy_import__``, which binds a placeholder; its first use calls
``__import__``.  Both are looked up in the ``__builtins__`` of the importing code.  Until a
submodule that was named by a lazy import is loaded, asking its package for it loads it.  Who
keeps these names is the interpreter for its own system, and ``Pending`` for a private one.
"""

import builtins
import sys

from .. import names
from ..errors import only_at_module_level
from ..modules import MODULE_TYPE
from ..primitives import imp
from ..state import ImportState
from ..tracebacks import cut_engine_frames
from .importing import METHOD_TYPE, find_and_load, import_absolute
from .lazy import find_and_load_lazy_submodule
from .private_statement import import_for
from .statement import calling_package

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import CodeType, FrameType, ModuleType
    from typing import Any


def private_lazy_import(
    state: ImportState,
    name: str,
    globals: "Mapping[str, Any] | None" = None,
    locals: object = None,
    fromlist: "tuple[str, ...] | str | None" = None,
    level: int = 0,
) -> "Any":
    """``__lazy_import__`` of a private system: a placeholder, or the module itself.

    The latter where the filter of ``sys.set_lazy_imports_filter`` wants it.  Raises TypeError,
    ValueError and SyntaxError where the interpreter's function does.
    """
    frame = sys._getframe(1)
    scope = frame.f_globals if globals is None else globals
    request = (name, scope, locals, fromlist, level)
    if locals is not None and locals is not scope:
        raise only_at_module_level()
    if not isinstance(name, str) or level < 0:
        return declare(frame, request, state.builtins)  # which refuses it
    fullname = name if level == 0 else names.absolute_name(name, calling_package(scope), level)
    if not may_be_lazy(scope.get("__name__"), fullname, fromlist or None):
        try:
            return import_for(state, frame, request)
        except BaseException as error:  # noqa: BLE001 - goes on its way, shortened
            raise cut_engine_frames(error)  # noqa: B904 - the very same error
    children = (fromlist,) if isinstance(fromlist, str) else tuple(fromlist or ())
    theirs = pending_in_interpreter(fullname)
    placeholder = declare(frame, request, state.builtins)
    forget_in_interpreter([fullname, *(f"{fullname}.{child}" for child in children)])
    for each in theirs:
        declare_in_interpreter(each)
    state.lazy.note(fullname, children)
    return placeholder


def may_be_lazy(importer: str | None, fullname: str, fromlist: "Any") -> bool:
    """What the filter of ``sys.set_lazy_imports_filter`` says, if there is one."""
    accepts = sys.get_lazy_imports_filter()  # type: ignore[attr-defined, unused-ignore]
    return accepts is None or bool(accepts(importer, fullname, fromlist))


def declare(frame: "FrameType", arguments: "tuple[Any, ...]", scope: object) -> "Any":
    """Make a placeholder by the interpreter's function, as if the code in a frame had called it.

    Errors in its use then say where it was declared.  The function insists on being called by
    code at the level of a module.
    """
    function = builtins.__lazy_import__  # type: ignore[attr-defined, unused-ignore]
    namespace = {"declare": function, "arguments": arguments, "__builtins__": scope}
    return eval(caller_in_place_of(frame), namespace)


def caller_in_place_of(frame: "FrameType") -> "CodeType":
    """Code that calls ``declare`` and seems to stand where a frame is."""
    code = frame.f_code
    return compile("declare(*arguments)", code.co_filename, "eval").replace(
        co_firstlineno=frame.f_lineno, co_name=code.co_name, co_qualname=code.co_qualname
    )


def pending_in_interpreter(fullname: str) -> "list[str]":
    """The names that the interpreter itself keeps for a module or its submodules."""
    kept: set[str] = sys.lazy_modules  # type: ignore[attr-defined, unused-ignore]
    first = fullname.partition(".")[0]
    return [each for each in tuple(kept) if each.partition(".")[0] == first]


def forget_in_interpreter(fullnames: "list[str]") -> None:
    """Let the interpreter forget names, and their packages, that belong to a private system."""
    for fullname in fullnames:
        for each in (fullname, *names.packages_above(fullname)):
            imp._set_lazy_attributes(None, each)  # type: ignore[attr-defined]


def declare_in_interpreter(fullname: str) -> None:
    """Let the interpreter load a submodule when its package is asked for it."""
    scope = vars(builtins)
    declare(sys._getframe(1), (fullname, {"__builtins__": scope}, None, None, 0), scope)


class Pending:
    """The submodules that lazy imports of a private system have named and nobody has loaded.

    A package that has some is of the class ``Announcing`` meanwhile.
    """

    def __init__(self, state: ImportState) -> None:
        self.state = state
        # Package -> child -> must there be such a module?  (``from`` can mean an attribute.)
        #
        #   "xml" -> {"dom": True}
        self.children: dict[str, dict[str, bool]] = {}
        self.announcing = type("module", (Announcing,), {"import_state": state})

    def note(self, fullname: str, fromlist: "tuple[str, ...]") -> None:
        """A lazy import has named a module, and some of its attributes or submodules."""
        for name in (*names.packages_above(fullname), fullname):
            self._add(name, must_be_module=True)
        for child in fromlist:
            self._add(f"{fullname}.{child}", must_be_module=False)

    def _add(self, fullname: str, must_be_module: bool) -> None:
        parent = names.parent_of(fullname)
        if not parent or fullname in self.state.modules:
            return
        children = self.children.setdefault(parent, {})
        child = names.last_part_of(fullname)
        children[child] = must_be_module or children.get(child, False)
        self._announce(parent, self.state.modules.get(parent))

    def loaded(self, fullname: str, module: "Any") -> None:
        """A module is loaded: it is pending no more, and may itself have pending submodules."""
        self.children.get(names.parent_of(fullname), {}).pop(names.last_part_of(fullname), None)
        self._announce(fullname, module)

    def _announce(self, package: str, module: "Any") -> None:
        """Let a package that is loaded know of its pending submodules."""
        if module is None or not self.children.get(package):
            return
        if module is sys.modules.get(package):  # shared: what it has to know, the interpreter does
            for child in self.children.pop(package):
                declare_in_interpreter(f"{package}.{child}")
        elif type(module) is MODULE_TYPE:
            module.__class__ = self.announcing

    def load_if_pending(self, module: "ModuleType", child: str) -> None:
        """Load a submodule if a lazy import has named it; else do nothing."""
        namespace = object.__getattribute__(module, "__dict__")
        package = namespace.get("__name__")
        children = self.children.get(package, {})
        if child in namespace:
            children.pop(child, None)
        if not children:
            module.__class__ = MODULE_TYPE
        elif child in children:
            import_parent = METHOD_TYPE(import_absolute, self.state)
            load = find_and_load if children[child] else find_and_load_lazy_submodule
            load(self.state, f"{package}.{child}", import_parent)


class Announcing(MODULE_TYPE):  # type: ignore[valid-type, misc]
    """A package that loads pending submodules when it is asked for them."""

    import_state: ImportState

    def __getattribute__(self, name: str) -> "Any":
        state = getattr(type(self), "import_state", None)
        if state is not None:  # else another thread has just loaded the last one
            state.lazy.load_if_pending(self, name)
        return MODULE_TYPE.__getattribute__(self, name)
