"""TH030: an extension module needs a shared library that the system does not find."""

import re
from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame, is_library
from ..finding import Finding
from ..questions import culprit_at, culprit_in, owner_in_words, place, users_line

CODE, NAME = "TH030", "missing-shared-library"
LOADERS = ("/cffi/", "/ctypes/", "/ctypes.py")
SONAME = r"(?P<library>[\w.+-]+\.(?:so|dylib|dll)[\w.]*)"
NAMED = r"[`'\"]?(?P<library>[\w.+-]*\w)[`'\"]?"
# What the system's loader says, and what bindings say in their own words.
MISSING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{SONAME}: cannot open shared object file",
        rf"cannot load library {NAMED}",
        rf"(?:Library not loaded|Could not find module):? '?(?:\S*/)?{SONAME}",
        rf"(?:find|locate|load)\w* (?:the )?(?:shared )?library:? {NAMED}",
        rf"(?:find|locate|load) (?:the )?{NAMED} (?:shared |dynamic )?(?:library|dll)\b",
        r"(?:find|locate|load) (?:the )?(?P<library>lib\w[\w.+-]*\w)",
        rf"{NAMED} (?:shared )?library (?:was |is )?(?:not found|missing|not installed)",
    )
)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what the system's loader, or a binding, says of a library."""
    for error in evidence.error.chain:
        said = error.message if error.is_a("ImportError", "OSError") else ""
        is_about_module = error.is_a("ModuleNotFoundError", "FileNotFoundError")
        matches = (None if is_about_module else each.search(said) for each in MISSING)
        found = next(filter(None, matches), None)
        if not found:
            continue
        library, file = found["library"], error.path
        owner = evidence.owners.get(file or "")
        frame = binding(error)
        who = file or (place(frame) if frame else "an extension module")
        whose = f" ({owner_in_words(owner)})" if owner else ""
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"the shared library {library} is missing: {who}{whose} needs it, and the "
                "system's loader does not find it"
            ),
            culprit=culprit_in(file, 0, owner, f"needs {library}") if file else culprit_at(frame),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=[
                (
                    f"install the system's package that has the library {library} (apt-file "
                    f"search {library})"
                ),
                "or, if it is there, name its folder: LD_LIBRARY_PATH=FOLDER, or ldconfig",
            ],
            checks=[f"ldd {file}"] if file else [],
        )
        return


def binding(error: Error) -> Frame | None:
    """The line that asked for the library, not that of who loads libraries for others."""
    line = users_line(error)
    if line is None or not any(part in line.file for part in LOADERS):
        return line
    frames = [each for each in error.frames if not any(part in each.file for part in LOADERS)]
    own = [each for each in frames if not is_library(each.owner)]
    return own[-1] if own else line
