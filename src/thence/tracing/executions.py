"""The part of a recorder that hears of loading (5.4), and looks around at its borders."""

import sys
from time import perf_counter_ns as now

from .._engine.names import parent_of
from . import rows as kinds
from .borders import MISSING, Lists, Modules
from .requests import Requests

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, ModuleType
    from typing import Any


class Executions(Requests):
    """Hears of code, where it came from, and of its execution.

    ``watches``: at each border all modules are compared, and not only those that the border is
    about.
    """

    watches = False

    def __init__(self, write: "Callable[..., None]") -> None:
        super().__init__(write)
        self.lists = Lists()
        self.modules = Modules()

    def executing(self, fullname: str, module: "ModuleType") -> None:
        """A border: what changed before was another one's doing."""
        self.lists.names.add(fullname)
        if self.watches or self.lists.are_changed():
            self.look_around()
        self.modules.remember(fullname, module)
        self.rows.extend((kinds.EXECUTING + self.mine.base, now(), fullname))

    def executed(self, fullname: str, module: "ModuleType") -> None:
        """A border: what changed meanwhile was this module's doing."""
        at, mine, modules = now(), self.mine, self.modules
        if mine.pending is not None:
            self.settle(sys._getframe(2))
        if self.watches or self.lists.are_changed():
            self.look_around()
        replaced = modules.after_its_code(fullname, module, self._attribute_changed)
        parent = parent_of(fullname)
        if parent:
            modules.compare(parent, sys.modules.get(parent, MISSING), self._attribute_changed)
        self.rows.extend((kinds.EXECUTED + mine.base, at, fullname, replaced))

    def left(self, fullname: str) -> None:
        """A border, if the module's code was running: what changed was its doing."""
        if fullname not in self.modules.being_made:
            return
        self.modules.forget(fullname)
        if fullname not in sys.modules:
            self.lists.names.discard(fullname)
        if self.watches or self.lists.are_changed():
            self.look_around()

    def look_around(self, *, at_modules: bool = False) -> None:
        """Tell what is another one than before."""
        self.lists.tell(self._list_changed, self._import_function_changed)
        if self.watches or at_modules:
            self.modules.compare_all(self._attribute_changed)

    def _list_changed(self, *facts: "Any") -> None:
        self.rows.extend((kinds.LIST_CHANGED + self.mine.base, now(), *facts))

    def _import_function_changed(self, *facts: "Any") -> None:
        self.rows.extend((kinds.IMPORT_FUNCTION_CHANGED + self.mine.base, now(), *facts))

    def _attribute_changed(self, *facts: "Any") -> None:
        self.rows.extend((kinds.ATTRIBUTE_CHANGED + self.mine.base, now(), *facts))

    def reading(self, fullname: str, file: str) -> None:
        """Code is looked for."""
        self.rows.extend((kinds.READING + self.mine.base, now(), fullname, file))

    def unmarshalling(self, fullname: str, file: str) -> None:
        """Bytecode is made code."""
        self.rows.extend((kinds.UNMARSHALLING + self.mine.base, now(), fullname, file))

    def compiling(self, fullname: str, file: str) -> None:
        """Source is compiled."""
        self.rows.extend((kinds.COMPILING + self.mine.base, now(), fullname, file))

    def code_ready(self, fullname: str, code: "CodeType") -> None:  # noqa: ARG002
        """Code is there."""
        self.rows.extend((kinds.CODE_READY + self.mine.base, now(), fullname))

    def content_read(
        self, file: str, sha256: str | None, size: int, where: str, took_ns: int
    ) -> None:
        """A source beyond the file system gave bytes."""
        facts = file, sha256, size, where, took_ns
        self.rows.extend((kinds.CONTENT_READ + self.mine.base, now(), *facts))

    def bytecode_refused(self, fullname: str, file: str, reason: str) -> None:
        """Bytecode is not used."""
        facts = fullname, file, reason
        self.rows.extend((kinds.BYTECODE_REFUSED + self.mine.base, now(), *facts))

    def bytecode_written(self, fullname: str, file: str) -> None:
        """Bytecode is kept."""
        self.rows.extend((kinds.BYTECODE_WRITTEN + self.mine.base, now(), fullname, file))
