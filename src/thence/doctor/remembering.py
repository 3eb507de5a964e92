"""What changed in the import system's state between two moments, and who was running."""

import sys

from ..explaining.plain import label
from .describing_errors import stack
from .describing_state import describe_finder, listed, namespace_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Facts = dict[str, Any]

MAIN = "__main__"
MOST = 200  # changes of one kind: what a healthy program makes is far below


class Memory:
    """Compares the state with what it was when it was last looked at."""

    def __init__(self) -> None:
        # Changes in the order in which they were seen, as rows of plain values.
        #
        #   {"what": "put", "name": "torch", "type": "unittest.mock.MagicMock", "by": [frames]}
        self.changes: list[Facts] = []
        self.look_again()

    def look_again(self) -> None:
        """Take the state as it is for what it was."""
        self._known = set(sys.modules)
        self._main = sys.modules.get(MAIN)
        self._main_has_spec = "__spec__" in namespace_of(self._main)
        self._meta_path = listed(sys.meta_path)
        self._path = listed(sys.path)

    def let_go(self) -> None:
        """Hold nothing of the program's: what it keeps in ``__main__`` goes when it would have."""
        self._main = None
        self._meta_path = []
        self._path = []

    def expect(self, fullname: str) -> None:
        """A module that comes into the cache by being imported."""
        self._known.add(fullname)

    def compare(self) -> None:
        """Note what changed since the last look.  Called often: cheap when nothing did."""
        if len(sys.modules) != len(self._known):
            self._compare_modules()
        main = sys.modules.get(MAIN)
        if main is not self._main:
            self._note("main-replaced", name=MAIN, type=label(type(main)))
        elif self._main_has_spec and "__spec__" not in namespace_of(main):
            self._note("main-emptied", name=MAIN)
        self._main = main
        self._main_has_spec = "__spec__" in namespace_of(main)
        if sys.path != self._path:
            self._compare_path()
        if sys.meta_path != self._meta_path:
            self._compare_meta_path()

    def _compare_modules(self) -> None:
        names = set(sys.modules)
        for name in names - self._known:
            module = sys.modules.get(name)
            self._note("put", name=name, type=label(type(module)), none=module is None)
        for name in self._known - names:
            self._note("taken", name=name)
        self._known = names

    def _compare_path(self) -> None:
        before, self._path = self._path, listed(sys.path)
        added = [text_of(each) for each in self._path if each not in before]
        removed = [text_of(each) for each in before if each not in self._path]
        self._note("path", added=list(filter(None, added)), removed=list(filter(None, removed)))

    def _compare_meta_path(self) -> None:
        before, self._meta_path = self._meta_path, listed(sys.meta_path)
        for finder in self._meta_path:
            if not any(finder is each for each in before):
                self._note("finder-added", **describe_finder(finder))

    def _note(self, what: str, **facts: "Any") -> None:
        if len(self.changes) < MOST:
            self.changes.append({"what": what, **facts, "by": stack(3, 30)})
