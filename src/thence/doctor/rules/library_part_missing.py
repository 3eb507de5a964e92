"""TH058: a part of the standard library was not built, or is packaged apart."""

from collections.abc import Iterator

from ...explaining.known_names import ON_WINDOWS
from ..evidence import Evidence
from ..finding import Finding
from ..known.library_parts import PARTS
from ..questions import candidates, culprit_at, not_found, place, users_line

CODE, NAME = "TH058", "library-part-missing"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that the standard library should have."""
    for error, name in not_found(evidence):
        top = name.partition(".")[0]
        if top != name or top not in evidence.library_names or candidates(evidence, top):
            continue
        frame = users_line(error)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=f"{top} belongs to the standard library, but {why(evidence, top)}",
            culprit=culprit_at(frame),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=mends(top),
        )
        return


def why(evidence: Evidence, name: str) -> str:
    """Why it is not there."""
    if name in ON_WINDOWS and evidence.interpreter.platform != "win32":
        return "to that on Windows only"
    python = evidence.interpreter.executable or "this Python"
    return f"{python} was built without it, or has it in a package of its own"


def mends(name: str) -> list[str]:
    """How to get it, or to do without."""
    if name in ON_WINDOWS:
        return ["import it only on Windows: below if sys.platform == 'win32'"]
    headers, package = PARTS.get(name, ("what it needs", ""))
    packaged = f"install the system's package {package}, for the system's Python"
    build = f"install {headers} and build this Python again"
    return [packaged, build] if package else [build]
