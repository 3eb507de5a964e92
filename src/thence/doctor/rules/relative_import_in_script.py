"""TH014: a file of a package was run as a script; its relative imports have no package."""

from collections.abc import Iterator

from ..evidence import Evidence, Frame
from ..finding import Finding
from ..questions import asker, culprit_at, place

CODE, NAME = "TH014", "relative-import-in-script"
SIGN = "attempted relative import with no known parent package"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a relative import in a script, or in a module found at top level."""
    for error in evidence.error.chain:
        frame = asker(error)
        if SIGN in error.message and error.is_a("ImportError") and frame:
            yield finding(evidence, frame) if "/" in frame.file else of_no_file(frame)


def finding(evidence: Evidence, frame: Frame) -> Finding:
    """How to start it as a part of its package."""
    folder, _, file = frame.file.rpartition("/")
    above, _, package = folder.rpartition("/")
    above = above or ("/" if folder.startswith("/") else ".")
    how = "run as a script" if frame.module == "__main__" else f"imported as {frame.module!r}"
    how = "executed by its file" if frame.module.startswith("<") else how  # runpy.run_path
    is_script = frame.module == "__main__"
    as_module = f"{package}.{file.removesuffix('.py')}"
    as_part = (
        f"run it as a part of its package: cd {above} && python -m {as_module}"
        if is_script
        else f"import it as a part of its package, {as_module}, with {above} on sys.path"
    )
    # A tool imports what it is told to; where there is no __init__.py, at top level.
    is_bare = not is_script and "__init__" not in evidence.in_folders.get(folder, ("__init__",))
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{frame.file} was {how}, so it belongs to no package, and the dots in "
            f"{frame.source!r} lead nowhere"
            + (f": {folder} has no __init__.py" if is_bare else "")
        ),
        culprit=culprit_at(frame),
        evidence=[place(frame), f"its __package__ is {frame.package!r}"],
        mends=[
            *([f"add an __init__.py to {folder}"] if is_bare else []),
            *([as_part] if package.isidentifier() else []),
            f"write the import without dots, with {folder} on sys.path",
        ],
    )


def of_no_file(frame: Frame) -> Finding:
    """The import stands in a text that was executed, under whatever module's names."""
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"code that stands in no file ({frame.file}) was executed with names whose "
            f"__package__ is {frame.package!r}, so the dots in its import lead nowhere"
        ),
        culprit=culprit_at(frame),
        evidence=[place(frame)],
        mends=[
            "write the import without dots",
            "execute it with names that have the package: {'__package__': 'PACKAGE', ...}",
        ],
    )
