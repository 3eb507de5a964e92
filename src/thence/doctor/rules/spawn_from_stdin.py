"""TH017: a process that multiprocessing spawns has to run the program again, and cannot."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Culprit, Finding
from ..questions import place

CODE, NAME = "TH017", "spawn-from-stdin"
NO_FILES = ("<stdin>", "<string>")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a spawned process whose ``__main__`` is no file."""
    for error in evidence.error.chain:
        name = (error.filename or "").rpartition("/")[2]
        spawning = [
            each for each in error.frames if each.file.endswith("multiprocessing/spawn.py")
        ]
        if not error.is_a("FileNotFoundError") or name not in NO_FILES or not spawning:
            continue
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"the program came from standard input, so its __main__.__file__ is {name!r}; a "
                "process that is started by spawn runs that file again, and there is none"
            ),
            culprit=Culprit(what=f"a program read from standard input ({name})"),
            evidence=[f"in the child: {place(each)}" for each in spawning[-1:]]
            + [f"it tried to run {error.filename}"],
            mends=[
                "save the program in a file and run that: python job.py",
                (
                    "start processes by fork, which run nothing again: "
                    "multiprocessing.get_context('fork')"
                ),
            ],
        )
        return
