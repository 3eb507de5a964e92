"""TH014: a file of a package was run as a script; its relative imports have no package."""

from collections.abc import Iterator

from ..evidence import Evidence, Frame
from ..finding import Finding
from ..questions import asker, culprit_at, place

CODE, NAME = "TH014", "relative-import-in-script"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a relative import in a script, or in a module found at top level."""
    for error in evidence.error.chain:
        frame = asker(error)
        if (
            "attempted relative import with no known parent package" not in error.message
            or not frame
        ):
            continue
        yield finding(frame)


def finding(frame: Frame) -> Finding:
    """How to start it as a part of its package."""
    folder, _, file = frame.file.rpartition("/")
    above, _, package = folder.rpartition("/")
    how = "run as a script" if frame.module == "__main__" else f"imported as {frame.module!r}"
    is_script = frame.module == "__main__"
    as_module = f"{package}.{file.removesuffix('.py')}"
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{frame.file} was {how}, so it belongs to no package, and the dots in "
            f"{frame.source!r} lead nowhere"
        ),
        culprit=culprit_at(frame),
        evidence=[place(frame), f"its __package__ is {frame.package!r}"],
        mends=[
            f"run it as a part of its package: cd {above or '/'} && python -m {as_module}"
            if is_script
            else f"import it as a part of its package, {as_module}, with {above} on sys.path",
            f"write the import without dots, with {folder} on sys.path",
        ],
    )
