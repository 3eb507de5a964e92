"""TH091: no spec was found, and nobody looked whether it is None.

``spec_from_file_location`` knows a loader by the file's ending; ``find_spec`` returns None for a
module that is not there.
"""

import re
from collections.abc import Iterator

from ..evidence import Evidence, Frame, Written
from ..finding import Culprit, Finding
from ..questions import place, users_line

CODE, NAME = "TH091", "no-spec-for-file"
NONE = re.compile(
    r"'NoneType' object has no attribute '(?:loader|name|submodule_search_locations)'"
)
USES = ("module_from_spec(", ".loader")
ENDING = re.compile(r"['\"][^'\"]*(?P<ending>\.\w+)['\"]")
KNOWN = (".py", ".pyc", ".so", ".pyd")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a spec that is None, made some lines before in the same file."""
    for error in evidence.error.chain:
        frame = users_line(error)
        if frame is None or not error.is_a("AttributeError") or not NONE.search(error.message):
            continue
        lines = [
            each
            for each in evidence.written
            if each.what == "spec"
            and each.file == frame.file
            and each.line <= frame.line
            and is_used(each, frame)
        ]
        if not lines or not any(word in frame.source for word in USES):
            continue
        line = lines[-1]
        cause, mend = reason(line)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=cause,
            culprit=Culprit(line.file, line.line, what=line.text),
            evidence=[place(frame)],
            mends=[mend, "look whether the spec is None before it is used"],
            certain="file_location" not in line.text or unknown_ending(line) is not None,
            checks=[],
        )
        return


def is_used(line: Written, frame: Frame) -> bool:
    """Is what the line made the object that the frame's line uses?"""
    name = line.text.partition("=")[0].strip()
    return line.line == frame.line or (name.isidentifier() and name in frame.source)


def unknown_ending(line: Written) -> str | None:
    """The ending of the file that the line names, if it is none of a module."""
    endings = [found["ending"] for found in ENDING.finditer(line.text)]
    return next((each for each in reversed(endings) if each not in KNOWN), None)


def reason(line: Written) -> tuple[str, str]:
    """Why there is no spec, and what helps."""
    if "file_location" not in line.text:
        return (
            f"find_spec returned None: there is no module of the name that {line.text!r} asks for",
            "install the module, or mend its name",
        )
    ending = unknown_ending(line)
    what = f"the ending {ending} is none" if ending else "the file's ending is none"
    return (
        f"spec_from_file_location returned None: {what} of a module (.py, .pyc, .so)",
        (
            "name the loader: spec_from_loader(NAME, "
            "importlib.machinery.SourceFileLoader(NAME, FILE)), or give the file the ending .py"
        ),
    )
