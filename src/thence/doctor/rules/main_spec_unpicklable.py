"""TH100: the `__spec__` of `__main__` cannot be pickled, and a process that is spawned needs it.

multiprocessing sends the name in `__main__.__spec__` to a process that it spawns. In Python 3.11
and 3.12 `python -m pdb -m MODULE` puts an object of its own there, which holds the module's code.
"""

from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame
from ..finding import Finding
from ..questions import culprit_at, place

CODE, NAME = "TH100", "main-spec-unpicklable"
SENDING = "dump(prep_data"  # what multiprocessing says of __main__, and nothing of the program's
DEBUGGER = "/pdb.py"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what multiprocessing prepares of `__main__` and cannot pickle."""
    for error in evidence.error.chain:
        if "pickle" in error.message and any(SENDING in each.source for each in error.frames):
            yield finding(error)
            return


def finding(error: Error) -> Finding:
    """Who started the module, and what helps."""
    launcher = error.frames[0]
    by_pdb = launcher.file.endswith(DEBUGGER)
    program = next((each for each in error.frames[1:] if each.is_module_code), Frame())
    asks = next(each for each in reversed(error.frames) if SENDING in each.source)
    who = "python -m pdb -m" if by_pdb else launcher.file
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{who} gave __main__ a __spec__ with an object that cannot be pickled, and "
            f"multiprocessing sends its name to the process that it spawns: {error.message}"
        ),
        culprit=culprit_at(launcher),
        evidence=[place(asks)],
        mends=[
            f"write __spec__ = None at the top of {program.file or 'the module'}",
            *(["upgrade Python to 3.13 or later, where pdb keeps the name"] if by_pdb else []),
            "start the module without it, and call breakpoint() where it is to stop",
        ],
    )
