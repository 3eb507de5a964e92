"""Reaching the syntax tree where the compiler is called by somebody else's loader.

A loader that overrides ``source_to_code`` parses and compiles in one call.  While it does so, the
built-in ``compile`` is stood in for: it changes what is compiled in this thread for this file, and
is itself for everybody else.
"""

import builtins
import sys

from ..primitives import imp, os, thread
from .compiling import ONLY_AST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# What a call of compile() takes over from its caller: ``from __future__ import ...``.
FUTURES = 0x1FE0000
TEXT_TYPES = (str, bytes, bytearray, memoryview)


class Interception:
    """Applies a function to the tree of one file, while somebody else compiles it; a context.

    ``reached`` tells afterwards whether there was such a tree.
    """

    def __init__(self, path: str, transformed: "Callable[[Any], Any]") -> None:
        self.key = (thread.get_ident(), path)
        self.reached = False
        self._transformed = transformed
        self._stand_in: StandIn
        self._outer: Interception | None = None

    def __enter__(self) -> "Interception":
        imp.acquire_lock()  # of the whole process, and held for these few lines alone
        try:
            self._stand_in = stand_in_for_compile()
            self._outer = self._stand_in.waiting.get(self.key)
            self._stand_in.waiting[self.key] = self
        finally:
            imp.release_lock()
        return self

    def __exit__(self, *error: object) -> None:
        imp.acquire_lock()
        try:
            self._stand_in.forget(self.key, self._outer)
        finally:
            imp.release_lock()

    def compiled(
        self, source: "Any", flags: int, compiled_as: "Callable[[Any, int], Any]"
    ) -> "Any":
        """Compile as the loader asked for, with the tree changed on the way."""
        if isinstance(source, TEXT_TYPES):
            tree = self._change(compiled_as(source, flags | ONLY_AST))
            return tree if flags & ONLY_AST else compiled_as(tree, flags)
        if not self.reached:  # it was parsed out of sight
            source = self._change(source)
        return compiled_as(source, flags)

    def _change(self, tree: "Any") -> "Any":
        self.reached = True
        # What a transform compiles itself is its own affair.
        self._stand_in.waiting.pop(self.key)
        try:
            return self._transformed(tree)
        finally:
            self._stand_in.waiting[self.key] = self


class StandIn:
    """The built-in ``compile``, while some threads wait for the trees of some files."""

    def __init__(self, compile_itself: "Callable[..., Any]") -> None:
        self.compile_itself = compile_itself
        # (thread, file) -> who waits for its tree
        self.waiting: dict[tuple[int, str], Interception] = {}

    def __call__(
        self,
        source: "Any",
        filename: "Any",
        mode: str,
        flags: int = 0,
        dont_inherit: bool = False,
        optimize: int = -1,
        **options: "Any",
    ) -> "Any":
        """What ``compile`` does; it may change the tree in between."""
        if not dont_inherit:
            flags |= sys._getframe(1).f_code.co_flags & FUTURES

        def compiled_as(source: "Any", flags: int) -> "Any":
            return self.compile_itself(source, filename, mode, flags, True, optimize, **options)

        found = self.waiting.get((thread.get_ident(), file_name_of(filename)))
        if found is None or mode != "exec":
            return compiled_as(source, flags)
        return found.compiled(source, flags, compiled_as)

    def forget(self, key: tuple[int, str], outer: Interception | None) -> None:
        """Wait no more for a file; when nobody waits, ``compile`` is itself again."""
        self.waiting.pop(key)
        if outer is not None:
            self.waiting[key] = outer
        elif not self.waiting and vars(builtins)["compile"] is self:
            vars(builtins)["compile"] = self.compile_itself


def stand_in_for_compile() -> StandIn:
    """The stand-in that is there, or a new one."""
    found: Any = builtins.compile
    if isinstance(found, StandIn):
        return found
    stand_in = StandIn(found)
    vars(builtins)["compile"] = stand_in
    return stand_in


def file_name_of(filename: "Any") -> str:
    """A file name as text; empty for anything that is none."""
    try:
        path = os.fspath(filename)
    except TypeError:
        return ""
    if isinstance(path, bytes):
        return path.decode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
    return path  # type: ignore[no-any-return]
