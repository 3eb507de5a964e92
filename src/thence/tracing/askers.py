"""Who asked for a module: the frame of the program that is importing, and its statement."""

import sys

from .._engine import paths
from .opcodes import NONE, own_opcodes
from .statements import before_extensions, operand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

    from .opcodes import Opcodes

    # file, line, function, __name__, from-list; all None: nobody that is known
    AskerRow = tuple[str | None, int | None, str | None, str | None, tuple[str, ...] | None]

NOBODY = (None, None, None, None, None)
BOOTSTRAP = "<frozen importlib._bootstrap"
OWN_FOLDER = paths.split(paths.split(paths.absolute(__file__))[0])[0] + paths.SEPARATOR
PASSED = (BOOTSTRAP, OWN_FOLDER)


class Askers:
    """Finds the frame that asked, past those of the import system."""

    def __init__(self) -> None:
        # File name of code -> is it the import system's?  Worked out once: file names repeat.
        #
        #   "<frozen importlib._bootstrap>" -> True
        self.is_passed: dict[str, bool] = {}
        library: str = getattr(sys, "_stdlib_dir", None) or ""
        self._public_file = paths.join(library, "importlib", "__init__.py")
        self.opcodes = own_opcodes()
        self._usual = usual_statements(self.opcodes)

    def frame(self, frame: "FrameType | None") -> "FrameType | None":
        """The first frame, from this one on outwards, that is of the program."""
        known = self.is_passed
        while frame is not None:
            # As ``passes`` does, without a call: this is asked for each request.
            passed = known.get(frame.f_code.co_filename)
            if passed is None:
                passed = self.passes(frame)
            if not passed:
                return frame
            frame = frame.f_back
        return None

    def passes(self, frame: "FrameType") -> bool:
        """Is this frame of code whose requests are made for somebody else?"""
        file = frame.f_code.co_filename
        found = self.is_passed.get(file)
        if found is None:
            found = file.startswith(PASSED) or file == self._public_file
            self.is_passed[file] = found
        return found

    def row(self, frame: "FrameType | None") -> "AskerRow":
        """Where the frame is, and the from-list of the statement that it is at."""
        if frame is None:
            return NOBODY
        code, at = frame.f_code, frame.f_lasti
        name = frame.f_globals.get("__name__")
        # As it runs now, which is a plain copy; co_code is what it was before it ran, worked
        # out instruction by instruction.
        data: bytes = code._co_code_adaptive  # type: ignore[attr-defined] # typeshed has no such
        if data[at - 4 : at + 1 : 2] in self._usual:
            fromlist = code.co_consts[data[at - 1]] or ()
        else:
            fromlist = self._from_list(code, data, at)
        return (
            code.co_filename,
            frame.f_lineno or 0,
            code.co_qualname,
            name if type(name) is str else None,
            fromlist,
        )

    def _from_list(self, code: "CodeType", data: bytes, at: int) -> "tuple[str, ...] | None":
        """The from-list of the import statement at an offset; (): ``import x``; None: no such."""
        known = self.opcodes
        if known is None or at < 0:
            return None
        if data[at] != known.import_name and data[at] < known.instrumented:
            return None
        before = before_extensions(data, at, known)
        if data[at] != known.import_name or data[before] not in known.constants:
            data = code.co_code  # some instruction has a form that is not known here
            before = before_extensions(data, at, known)
        if data[at] != known.import_name:
            return None
        if data[before] == known.load_common or data[before] not in known.constants:
            return ()  # None, from 3.15 on
        found: Any = code.co_consts[operand(data, before, known)]
        return found if type(found) is tuple else ()


def usual_statements(known: "Opcodes | None") -> "frozenset[bytes]":
    """The instructions of an import statement whose from-list is an early constant.

    They load the level and the from-list, and import.
    """
    if known is None:
        return frozenset()
    constants = [each for each in known.constants if each not in (NONE, known.load_common)]
    levels = [*constants, known.load_small_integer]
    return frozenset(
        bytes((level, fromlist, known.import_name))
        for level in levels
        for fromlist in constants
        if level != NONE
    )
