"""TH006: the script runs as ``__main__``, and is imported once more under its own name."""

from collections.abc import Iterator

from ..cycles import is_half_made
from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_at, place

CODE, NAME = "TH006", "main-imported-twice"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding when a file runs twice in one traceback, once as ``__main__``."""
    for error in evidence.error.chain:
        if not is_half_made(error):
            continue
        runs = [frame for frame in error.frames if frame.is_module_code]
        first = next((each for each in runs if each.module == "__main__"), None)
        if first is None:
            continue
        position = runs.index(first)
        again = [i for i, each in enumerate(runs) if i > position and each.file == first.file]
        if not again:
            continue
        importer, second = runs[again[0] - 1], runs[again[0]]
        if importer.file == first.file:
            continue  # it imports its own name, and means another module
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{first.file} runs twice: as __main__, and again as the module {second.module!r} "
                f"when {importer.file} imports it; the second run asks for names that the first "
                f"is still waiting for"
            ),
            culprit=culprit_at(importer),
            evidence=[f"{each.module}: {place(each)}" for each in runs],
            mends=[
                (
                    f"move what {importer.file} needs from {first.file} (see {importer.source!r}) "
                    "into a separate module that both import"
                ),
                f"import it inside the function that uses it, in {importer.file}",
            ],
        )
