"""TH037: the module is installed in another environment than the one that runs."""

from collections.abc import Iterator

from ..evidence import Environment, Evidence
from ..finding import Culprit, Finding
from ..questions import asker, candidates, not_found, pip, place

CODE, NAME = "TH037", "other-interpreter"
KERNEL = "ipykernel_launcher"  # what a kernel of Jupyter is started by


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that a virtual environment near by has."""
    for error, name in not_found(evidence):
        top = name.partition(".")[0]
        if candidates(evidence, top):
            continue
        for each in evidence.environments:
            if top not in each.modules:
                continue
            frame = asker(error)
            words = " ".join(evidence.interpreter.command[1:])
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"{top} is installed in {each.folder}, and the program runs in another "
                    f"environment: that of {evidence.interpreter.prefix}"
                ),
                culprit=Culprit(
                    each.folder, what=f"not the environment of {evidence.interpreter.executable}"
                ),
                evidence=[f"{each.folder} has {top}"]
                + ([f"imported at {place(frame)}"] if frame else []),
                mends=mends_for_kernel(evidence, each, top)
                if KERNEL in words
                else [
                    f"run it with that environment's Python: {each.python} {words}",
                    f"activate it first: source {each.folder}/bin/activate",
                ],
            )
            return


def mends_for_kernel(evidence: Evidence, there: Environment, module: str) -> list[str]:
    """A notebook runs where its kernel does, whatever is active in the shell."""
    name = there.folder.rpartition("/")[2].lstrip(".") or "other"
    return [
        (
            "make a kernel of that environment, and choose it: "
            f"{there.python} -m ipykernel install --user --name {name}"
        ),
        f"install it where the kernel runs: {pip(evidence, module)}",
    ]
