"""TH034: ``find_spec("a.b")`` imports ``a`` first, and raises when there is no ``a``."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_at, not_found, place

CODE, NAME = "TH034", "find-spec-imports-parent"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a parent that was missing when find_spec looked for its child."""
    for error, name in not_found(evidence):
        for position, frame in enumerate(error.frames):
            asked = frame.asked
            if frame.function != "find_spec" or not asked or not asked.startswith(f"{name}."):
                continue
            caller = error.frames[position - 1] if position else frame
            top = asked.partition(".")[0]
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"find_spec({asked!r}) imports the parent {name!r} before it looks for the "
                    f"submodule, and {name!r} is not there: for a submodule it raises where it "
                    "returns None for a top-level name"
                ),
                culprit=culprit_at(caller),
                evidence=[place(caller)],
                mends=[
                    (
                        f"ask for the parent first: find_spec({top!r}) is not None and "
                        f"find_spec({asked!r})"
                    ),
                    "catch it: except ModuleNotFoundError",
                ],
            )
            return
