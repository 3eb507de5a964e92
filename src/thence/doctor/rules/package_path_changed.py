"""TH033: a package changed its ``__path__``, and its own submodules are not found there."""

from collections.abc import Iterator

from ..evidence import Evidence, Module
from ..finding import Finding
from ..questions import asker, culprit_in, lines_in, not_found, place

CODE, NAME = "TH033", "package-path-changed"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a submodule that lies where the package's spec says."""
    for error, name in not_found(evidence):
        parent, _, child = name.rpartition(".")
        package = evidence.modules.get(parent)
        if package is None or package.path is None or package.locations is None:
            continue
        lost = [each for each in package.locations if each not in package.path]
        home = next((each for each in lost if child in evidence.in_folders.get(each, ())), None)
        if home is None:
            continue
        yield finding(evidence, package, home, name, asker(error))
        return


def finding(evidence: Evidence, package: Module, home: str, name: str, frame: object) -> Finding:
    """The line that sets the path, if one is found."""
    lines = lines_in(evidence, "__path__", package.file)
    asked = [f"imported at {place(frame)}"] if hasattr(frame, "source") else []  # type: ignore[arg-type]
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{package.name} has overwritten its __path__: it points to "
            f"{list(package.path or ())}, "
            f"and {name} lies in {home}, where it pointed at first"
        ),
        culprit=culprit_in(
            package.file,
            lines[-1].line if lines else 0,
            package.owner,
            lines[-1].text if lines else "",
        ),
        evidence=[f"{package.name}.__spec__ says {list(package.locations or ())}", *asked],
        mends=[
            (
                f"in {package.file}, keep {home} in it: __path__.insert(0, ...) in place of "
                "__path__ = [...]"
            )
        ],
    )
