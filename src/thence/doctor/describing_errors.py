"""An exception as plain values: what it says, where it was raised, what led to it."""

import sys

from .._engine.tracebacks import HOMES
from .describing_state import (
    describe_module,
    files_that_hold,
    is_module_like,
    namespace_of,
    text_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, TracebackType
    from typing import Any

    Facts = dict[str, Any]

MOST_FRAMES = 60  # of a recursion, the outermost and the innermost ones are kept
MOST_LINKS = 8  # of a chain of causes
LIBRARYS_IMPORTERS = ("importlib", "importlib.util")


def describe_error(error: BaseException, links: int = MOST_LINKS) -> "Facts":
    """The facts of an exception, and of those that led to it."""
    kind = type(error)
    facts: Facts = {
        "type": kind.__qualname__,
        "module_of_type": text_of(kind.__module__),
        "bases": [base.__qualname__ for base in kind.__mro__[1:-1]],
        "message": message_of(error),
        "name": text_of(getattr(error, "name", None)),
        "path": text_of(getattr(error, "path", None)),
        "filename": text_of(getattr(error, "filename", None)),
        "line": line_of(error),
        "object": describe_object(error),
        "class_file": file_of_class(error),
        "frames": frames_of(error.__traceback__),
        "cause": None,
        "context": None,
    }
    if links:
        for link in ("cause", "context"):
            linked = getattr(error, f"__{link}__", None)
            if isinstance(linked, BaseException):
                facts[link] = describe_error(linked, links - 1)
                break
    return facts


def message_of(error: BaseException) -> str:
    """What the exception says; its own code may raise while it says it."""
    try:
        return str.__str__(str(error))
    except Exception:  # noqa: BLE001 - whatever a __str__ of the user's raises
        return ""


def line_of(error: BaseException) -> int:
    """The line that a SyntaxError names; 0 for others."""
    line = getattr(error, "lineno", None)
    return line if isinstance(line, int) else 0


def describe_object(error: BaseException) -> "Facts | None":
    """What an AttributeError was raised for, if that is, or stands for, a module."""
    found = getattr(error, "obj", None)
    if not is_module_like(found):
        return None
    return {**describe_module("", found), "held_by": files_that_hold(found)}


def file_of_class(error: BaseException) -> str | None:
    """The file of the class whose instance lacks the attribute that an AttributeError is about."""
    if not isinstance(error, AttributeError) or is_module_like(getattr(error, "obj", None)):
        return None
    kind = type(getattr(error, "obj", None))
    module = sys.modules.get(text_of(type.__getattribute__(kind, "__module__")) or "")
    return text_of(getattr(module, "__file__", None))


def frames_of(traceback: "TracebackType | None") -> "list[Facts]":
    """The frames of a traceback, outermost first, without thence's own."""
    frames: list[Facts] = []
    while traceback is not None:
        frame = traceback.tb_frame
        if not is_own(frame.f_code):
            frames.append(describe_frame(frame, traceback.tb_lineno))
        traceback = traceback.tb_next
    half = MOST_FRAMES // 2
    return frames if len(frames) <= MOST_FRAMES else frames[:half] + frames[-half:]


def is_own(code: "CodeType") -> bool:
    """Is this code of thence's, under whatever name?"""
    return code.co_filename.startswith(HOMES)


def describe_frame(frame: "Any", line: int | None) -> "Facts":
    """One frame: where it is, and in which module its code runs."""
    code, namespace = frame.f_code, frame.f_globals
    cell = cell_of(code.co_filename)
    return {
        "file": cell or file_of(code.co_filename, namespace),
        "line": line or 0,
        # No file has it by the time that the doctor looks.
        "source": kept_line(code.co_filename, line) if cell else "",
        "function": code.co_name,
        "module": text_of(namespace.get("__name__")) or "",
        "package": text_of(namespace.get("__package__")),
        "asked": asked_for(frame) if is_importlibs(namespace) else None,
        "joins": joined_by(frame),
    }


def file_of(file: str, namespace: "dict[str, Any]") -> str:
    """The file of some code; modules that are frozen into the interpreter have one, too."""
    if file.startswith("<frozen "):
        return text_of(namespace.get("__file__")) or file
    return file


def cell_of(file: str) -> str:
    """What IPython calls the cell that some code was compiled from; empty if it is none.

    "Cell In[3]" in a kernel stands for the file "/tmp/ipykernel_71/1287.py", which is not there.
    """
    shells = namespace_of(sys.modules.get("IPython.core.interactiveshell"))
    try:
        shell: Any = shells["InteractiveShell"]._instance
        label = shell.compile.format_code_name(file)
    except Exception:  # noqa: BLE001 - no IPython, another version, or whatever a subclass does
        return ""
    return " ".join(label) if label else ""


def kept_line(file: str, line: int | None) -> str:
    """A line as ``linecache`` keeps it, which is told of code that stands in no file."""
    kept = namespace_of(sys.modules.get("linecache")).get("cache", {}).get(file, ())
    lines = kept[2] if len(kept) > 2 else ()  # noqa: PLR2004 - size, time, lines, name
    return str(lines[line - 1]).strip() if line and line <= len(lines) else ""


def is_importlibs(namespace: "dict[str, Any]") -> bool:
    """Is this code of the functions that programs call to import?"""
    return namespace.get("__name__") in LIBRARYS_IMPORTERS


def asked_for(frame: "Any") -> str | None:
    """The name that a function of importlib was asked for."""
    return text_of(frame.f_locals.get("fullname")) or text_of(frame.f_locals.get("name"))


def joined_by(frame: "Any") -> int | None:
    """The number of the thread whose end this frame waits for, if it is ``Thread.join``."""
    if frame.f_code.co_name != "join" or frame.f_globals.get("__name__") != "threading":
        return None
    number = getattr(frame.f_locals.get("self"), "ident", None)
    return number if isinstance(number, int) else None


def stack(skipped: int = 1, most: int = MOST_FRAMES) -> "list[Facts]":
    """The frames that are active now, innermost first, without thence's own."""
    frame: Any = sys._getframe(skipped)
    frames: list[Facts] = []
    while frame is not None and len(frames) < most:
        if not is_own(frame.f_code):
            frames.append(describe_frame(frame, frame.f_lineno))
        frame = frame.f_back
    return frames
