"""TH072: what stands for ``builtins.__import__``, which every import statement calls, fails.

A program put None there, deleted it, or replaced it by a function that raises.  Each import that
comes after is met, also of modules that are loaded.
"""

import re
from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame, ImportFunction
from ..finding import Culprit, Finding
from ..questions import (
    asker,
    culprit_at,
    culprit_in,
    lines_in,
    name_in,
    owner_in_words,
    pip,
    place,
)

CODE, NAME = "TH072", "import-function-replaced"
STATEMENT = re.compile(r"^(?:import|from)\s")
NO_FUNCTION = re.compile(r"object is not callable$|^__import__ not found$")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for an import statement that met what stands for its function."""
    there = evidence.import_function
    for error in evidence.error.chain if there else ():
        raising = asker(error)
        if there is None or raising is None:
            continue
        if not there.serves and NO_FUNCTION.search(error.message) and is_statement(raising):
            yield finding(evidence, there, error, writer(evidence), raising)
            return
        if is_its_own(error, there):
            importer = next((f for f in reversed(error.frames[:-1]) if is_statement(f)), None)
            yield finding(evidence, there, error, culprit_at(raising), importer)
            return


def is_statement(frame: Frame) -> bool:
    """Does an import statement stand in this line?"""
    return bool(STATEMENT.match(frame.source.strip()))


def is_its_own(error: Error, there: ImportFunction) -> bool:
    """Did the function raise it itself, and not what it handed the import on to?"""
    last = error.frames[-1]
    called = any((f.file, f.function) == (there.file, there.function) for f in error.frames)
    return called and last.file == there.file and name_in(error.message) is None


def writer(evidence: Evidence) -> Culprit:
    """The line that replaced it, if a file that was looked at has one."""
    files = dict.fromkeys(each.file for each in evidence.written)
    lines = [line for file in files for line in lines_in(evidence, "__import__", file)]
    if not lines:
        return Culprit(what="who replaced builtins.__import__ is not known")
    return culprit_in(lines[0].file, lines[0].line, None, lines[0].text)


def finding(
    evidence: Evidence,
    there: ImportFunction,
    error: Error,
    culprit: Culprit,
    importer: Frame | None,
) -> Finding:
    """What stands there, and who met it."""
    frame = asker(error)
    owner = frame.owner if frame and there.serves else None
    named = owner.name if owner and owner.kind == "distribution" else None
    if not there.type:
        what = "was deleted"
    elif there.serves:
        whose = f" of {owner_in_words(owner)}" if named else ""
        what = f"was replaced by the function {there.function}{whose}, which raised {error.type}"
    else:
        what = f"was replaced by an object that cannot be called ({there.type})"
    mends = [f"upgrade {named}: {pip(evidence, f'--upgrade {named}')}"] if named else []
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"builtins.__import__, which every import statement calls, {what}",
        culprit=culprit,
        evidence=[f"imported at {place(importer)}"] if importer else [],
        mends=[
            *mends,
            "do not replace builtins.__import__; a finder on sys.meta_path serves better",
            "put the original back before anybody imports: builtins.__import__ = ORIGINAL",
        ],
    )
