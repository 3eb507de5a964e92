"""TH030: an extension module needs a shared library that the system does not find."""

import re
from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame, is_library
from ..finding import Finding
from ..known.without_display import HEADLESS
from ..questions import culprit_at, culprit_in, owner_in_words, pip, place, users_line

CODE, NAME = "TH030", "missing-shared-library"
LOADERS = ("/cffi/", "/ctypes/", "/ctypes.py")
SONAME = r"(?P<library>[\w.+-]+\.(?:so|dylib|dll)[\w.]*)"
SONAME_PARTS = re.compile(r"^(?P<name>lib[\w.+-]+)\.so\.(?P<version>\d+)$")
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
                *without_it(evidence, owner.name if owner else None),
                (
                    f"install the system's package that has the library {library} "
                    f"({package(library)})"
                ),
                "if it is there, name its folder: LD_LIBRARY_PATH=FOLDER, or ldconfig",
            ],
            checks=[f"ldd {file}"] if file else [],
        )
        return


def without_it(evidence: Evidence, distribution: str | None) -> list[str]:
    """A distribution of the same modules that does without."""
    other = HEADLESS.get((distribution or "").lower())
    if other is None:
        return []
    python = evidence.interpreter.executable or "python"
    return [
        (
            f"where nothing is shown: {python} -m pip uninstall {distribution}; "
            f"{pip(evidence, other)}, which needs no library of a display"
        )
    ]


def package(library: str) -> str:
    """How to find the system's package; Debian's policy (8.1) names those of libraries.

    >>> package("libGL.so.1")
    'on Debian and Ubuntu most likely: apt-get install libgl1; apt-file search libGL.so.1 tells'
    >>> package("libpng16.so.16").partition(";")[0], package("magic")
    ('on Debian and Ubuntu most likely: apt-get install libpng16-16', 'apt-file search magic')
    """
    found = SONAME_PARTS.match(library)
    search = f"apt-file search {library}"
    if not found:
        return search
    name = found["name"].lower().replace("_", "-")
    hyphen = "-" if name[-1].isdigit() else ""
    named = f"{name}{hyphen}{found['version']}"
    return f"on Debian and Ubuntu most likely: apt-get install {named}; {search} tells"


def binding(error: Error) -> Frame | None:
    """The line that asked for the library, not that of who loads libraries for others."""
    line = users_line(error)
    if line is None or not any(part in line.file for part in LOADERS):
        return line
    frames = [each for each in error.frames if not any(part in each.file for part in LOADERS)]
    own = [each for each in frames if not is_library(each.owner)]
    return own[-1] if own else line
