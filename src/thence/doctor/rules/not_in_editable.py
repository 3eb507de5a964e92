"""TH119: a package of a project that is installed as editable is not in the installation's list.

setuptools writes down which packages a project has when it is installed. What is added to the
project later, or is left out by its configuration, is not found, though it lies beside the others.
"""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Culprit, Finding
from ..questions import asker, candidates, not_found, pip, place, portions

CODE, NAME = "TH119", "not-in-editable"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a top-level module beside those of an editable installation."""
    for error, name in not_found(evidence):
        top, frame = name.partition(".")[0], asker(error)
        found = (each for each in evidence.written if each.what == "unlisted")
        listed = next((each for each in found if each.name.endswith(f"/{top}")), None)
        if listed is None or frame is None or frame.owner is not None:
            continue  # a distribution does not mean the user's module
        if candidates(evidence, top) or portions(evidence, top):
            continue
        again = pip(evidence, f"-e {listed.text}")
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{top} lies in the project {listed.text}, which was installed as editable by a "
                f"list of its packages, and {top} is not listed"
            ),
            culprit=Culprit(listed.file, listed.line, what="the list"),
            evidence=[f"imported at {place(frame)}", f"there is {listed.name}"],
            mends=[
                f"install it again, which makes the list anew: {again}",
                "if it is not taken then, add it to the packages that pyproject.toml names",
            ],
        )
        return
