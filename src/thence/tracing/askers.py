"""Who asked for a module: the frame of the program that is importing, and its statement."""

import sys

from .._engine import paths
from .opcodes import own_opcodes
from .statements import before_extensions, operand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

    # file, line, function, __name__, from-list; all None: nobody that is known
    AskerRow = tuple[str | None, int | None, str | None, str | None, tuple[str, ...] | None]

NOBODY = (None, None, None, None, None)
BOOTSTRAP = "<frozen importlib._bootstrap"
OWN_FOLDER = paths.split(paths.split(paths.absolute(__file__))[0])[0] + paths.SEPARATOR


class Askers:
    """Finds the frame that asked, past those of the import system.

    Most of what it is asked is known: file names repeat.
    """

    def __init__(self) -> None:
        # File name of code -> is it the import system's?
        #
        #   "<frozen importlib._bootstrap>" -> True
        self.is_passed: dict[str, bool] = {}
        self._opcodes = own_opcodes()

    def frame(self, frame: "FrameType | None") -> "FrameType | None":
        """The first frame, from this one on outwards, that is of the program."""
        is_passed = self.is_passed
        while frame is not None:
            file = frame.f_code.co_filename
            if file not in is_passed:
                is_passed[file] = is_import_system(file)
            if not is_passed[file]:
                return frame
            frame = frame.f_back
        return None

    def row(self, frame: "FrameType | None") -> "AskerRow":
        """Where the frame is, and the from-list of the statement that it is at."""
        if frame is None:
            return NOBODY
        code = frame.f_code
        name = frame.f_globals.get("__name__")
        return (
            code.co_filename,
            frame.f_lineno or 0,
            code.co_qualname,
            name if type(name) is str else None,
            self._from_list(code, frame.f_lasti),
        )

    def _from_list(self, code: "CodeType", at: int) -> "tuple[str, ...] | None":
        """The from-list of the import statement at an offset; (): ``import x``; None: no such."""
        known = self._opcodes
        if known is None or at < 0:
            return None
        # As it runs now, which is a plain copy; co_code is what it was before it ran, worked
        # out instruction by instruction.
        data = getattr(code, "_co_code_adaptive", b"")
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


def is_import_system(file: str) -> bool:
    """Is this the file of code whose requests are made for somebody else?"""
    library: str = getattr(sys, "_stdlib_dir", None) or ""
    return file.startswith((BOOTSTRAP, OWN_FOLDER)) or file == paths.join(
        library, "importlib", "__init__.py"
    )
