"""TH076: a module was left out when the program was frozen (PyInstaller and its like).

What freezes a program follows the import statements that it can see, in the environment that it
runs in itself.  A name that is put together at run time, and a module that is installed in
another environment, stay out.
"""

from collections.abc import Iterator

from ..evidence import Error, Evidence
from ..finding import Finding
from ..known.renamed import DISTRIBUTIONS
from ..questions import asker, culprit_at, not_found, place, users_line

CODE, NAME = "TH076", "left-out-of-frozen"
BY_NAME = ("import_module", "__import__")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that a frozen program does not find."""
    if not evidence.interpreter.frozen:
        return
    for error, name in not_found(evidence):
        frame = users_line(error)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"the program was frozen, and {name} was left out: a frozen program finds only "
                "what was packed with it, whatever is installed on the machine"
            ),
            culprit=culprit_at(frame),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=mends_of(error, name),
        )
        return


def mends_of(error: Error, name: str) -> list[str]:
    """Name it, where no statement does; else it was not there when the program was frozen."""
    top = name.partition(".")[0]
    hidden = f"name it when freezing: pyinstaller --hidden-import {name} SCRIPT"
    there = (
        "freeze the program in the environment that has it: python -m pip install "
        f"{DISTRIBUTIONS.get(top, top)} pyinstaller; python -m PyInstaller SCRIPT"
    )
    return [hidden, there] if is_hidden(error) else [there, hidden]


def is_hidden(error: Error) -> bool:
    """Did no import statement of the program's own name the module?"""
    last = asker(error)
    by_name = any(each.function in BY_NAME for each in error.frames) or (
        last is not None and any(word in last.source for word in BY_NAME)
    )
    return by_name or len([each for each in error.frames if each.is_module_code]) > 1
