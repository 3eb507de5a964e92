"""TH005: ``importlib.reload`` was handed ``__main__``, which nobody can find again by its name."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, culprit_at, module_name, place

CODE, NAME = "TH005", "main-reloaded"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a reload of the program itself."""
    for error in evidence.error.chain:
        if not (
            error.is_a("ImportError")
            and "spec not found for the module '__main__'" in error.message
        ):
            continue
        frame = asker(error)
        if frame is None:
            continue
        name = module_name(evidence.script or frame.file)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                "__main__ cannot be reloaded: a script has no spec (its __spec__ is None), and no "
                "finder knows a module of the name '__main__'"
            ),
            culprit=culprit_at(frame),
            evidence=[f"reload was called at {place(frame)}"],
            mends=[
                "move what is to be reloaded into a module of its own, import that and reload it",
                f"run the program as a module, python -m {name}, and import {name} to reload it",
            ],
        )
