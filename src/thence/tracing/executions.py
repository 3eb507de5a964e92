"""The part of a recorder that hears of loading (5.4), and looks around at its borders."""

import sys
from time import perf_counter_ns as now

from .borders import MISSING, Lists, Modules
from .requests import Requests
from .rows import (
    ATTRIBUTE_CHANGED,
    BYTECODE_REFUSED,
    BYTECODE_USED,
    BYTECODE_WRITTEN,
    CODE_READY,
    COMPILING,
    CONTENT_READ,
    EXECUTED,
    EXECUTING,
    IMPORT_FUNCTION_CHANGED,
    LIST_CHANGED,
    READING,
    UNMARSHALLING,
)

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
        try:
            mine = self.here.mine
            self.lists.names.add(fullname)
            if self.watches or self.lists.are_changed():
                self.look_around()
            parent = fullname.rpartition(".")[0]
            if parent in self.modules.being_made:
                self._look_at(parent)  # what its own code did to it until now
            self.modules.remember(fullname, module)
            self.rows.extend((EXECUTING + mine.base, now(), fullname))
        except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
            self.put_aside(error)

    def executed(self, fullname: str, module: "ModuleType") -> None:
        """A border: what changed meanwhile was this module's doing."""
        at, modules = now(), self.modules
        try:
            mine = self.here.mine
            if mine.pending is not None:
                self.settle(sys._getframe(1))
            if self.watches or self.lists.are_changed():
                self.look_around()
            replaced = None
            modules.being_made.discard(fullname)
            if not modules.is_as_before(fullname, module):
                replaced = modules.after_its_code(fullname, module, self._attribute_changed)
            if parent := fullname.rpartition(".")[0]:  # is touched by the import, too
                self._look_at(parent)
            self.rows.extend((EXECUTED + mine.base, at, fullname, replaced))
        except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
            self.put_aside(error)

    def _look_at(self, fullname: str) -> None:
        """Tell what is another one than before of a module."""
        cached = sys.modules.get(fullname, MISSING)
        if not self.modules.is_as_before(fullname, cached):
            self.modules.compare(fullname, cached, self._attribute_changed)

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
        self.rows.extend((LIST_CHANGED + self.here.mine.base, now(), *facts))

    def _import_function_changed(self, *facts: "Any") -> None:
        self.rows.extend((IMPORT_FUNCTION_CHANGED + self.here.mine.base, now(), *facts))

    def _attribute_changed(self, *facts: "Any") -> None:
        self.rows.extend((ATTRIBUTE_CHANGED + self.here.mine.base, now(), *facts))

    def _bytecode_used(self, fullname: str, file: str, began: int, read: int) -> None:
        """Bytecode is code now; it was looked for, and had been read, at these times."""
        row = BYTECODE_USED + self.here.mine.base, now(), fullname, file, began, read
        self.rows.extend(row)

    def _reading_began(self, fullname: str, file: str, began: int) -> None:
        """Code was looked for from this time on, and there is more to tell of it."""
        self.rows.extend((READING + self.here.mine.base, began, fullname, file))

    def reading(self, fullname: str, file: str) -> None:
        """Code is looked for; where another observer listens, too."""
        self.rows.extend((READING + self.here.mine.base, now(), fullname, file))

    def unmarshalling(self, fullname: str, file: str) -> None:
        """Bytecode is made code."""
        self.rows.extend((UNMARSHALLING + self.here.mine.base, now(), fullname, file))

    def compiling(self, fullname: str, file: str) -> None:
        """Source is compiled."""
        self.rows.extend((COMPILING + self.here.mine.base, now(), fullname, file))

    def code_ready(self, fullname: str, code: "CodeType") -> None:  # noqa: ARG002
        """Code is there."""
        self.rows.extend((CODE_READY + self.here.mine.base, now(), fullname))

    def content_read(
        self, file: str, sha256: str | None, size: int, where: str, took_ns: int
    ) -> None:
        """A source beyond the file system gave bytes."""
        facts = file, sha256, size, where, took_ns
        self.rows.extend((CONTENT_READ + self.here.mine.base, now(), *facts))

    def bytecode_refused(self, fullname: str, file: str, reason: str) -> None:
        """Bytecode is not used."""
        facts = fullname, file, reason
        self.rows.extend((BYTECODE_REFUSED + self.here.mine.base, now(), *facts))

    def bytecode_written(self, fullname: str, file: str) -> None:
        """Bytecode is kept."""
        self.rows.extend((BYTECODE_WRITTEN + self.here.mine.base, now(), fullname, file))
