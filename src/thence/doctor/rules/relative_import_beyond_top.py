"""TH013: a relative import leads above the package that the program was started in."""

from collections.abc import Iterator

from ..evidence import Evidence, Frame
from ..finding import Finding
from ..questions import asker, culprit_at, place

CODE, NAME = "TH013", "relative-import-beyond-top"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a relative import with more dots than there are packages."""
    for error in evidence.error.chain:
        frame = asker(error)
        if "attempted relative import beyond top-level package" not in error.message or not frame:
            continue
        yield finding(evidence, frame)


def finding(evidence: Evidence, frame: Frame) -> Finding:
    """Where to start it from."""
    package = frame.package or ""
    depth = len(package.split(".")) if package else 0
    folder = frame.file.rsplit("/", depth + 1)[0]  # what holds the top-level package
    above = folder.rpartition("/")[2]
    module = frame.file.removeprefix(f"{folder}/").removesuffix(".py").replace("/", ".")
    is_package = "__init__" in evidence.in_folders.get(folder, frozenset())
    mends = [
        (
            f"start one directory higher: cd {folder.rpartition('/')[0] or '/'} && python -m "
            f"{above}.{module}"
        ),
        f"import absolutely: {absolute(frame.source)}",
    ]
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"the top-level package is {package.partition('.')[0]!r} here, since the program was "
            f"started in {folder}: the dots in {frame.source!r} lead above it"
        ),
        culprit=culprit_at(frame),
        evidence=[place(frame), f"its __package__ is {package!r}"],
        mends=mends if is_package else mends[::-1],
    )


def absolute(source: str) -> str:
    """A relative import made absolute.

    >>> absolute("from ..lib import x")
    'from lib import x'
    """
    words = source.split(" ", 2)
    return " ".join([words[0], words[1].lstrip("."), *words[2:]]) if len(words) > 1 else source
