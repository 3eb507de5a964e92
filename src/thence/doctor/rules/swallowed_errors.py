"""TH031: a package tried several implementations, and each failed for a reason of its own."""

from collections.abc import Iterator

from ...explaining.explanation import Owner
from ..evidence import Evidence, Failure
from ..finding import Finding
from ..known.renamed import DISTRIBUTIONS
from ..questions import asker, culprit_at, owner_in_words, pip, place
from ..requirements import extras_for, required

CODE, NAME = "TH031", "swallowed-errors"
FEWEST = 2


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for an ImportError that a package raised after others had failed in it."""
    error = next((each for each in evidence.error.chain if each.is_a("ImportError")), None)
    frame = asker(error) if error else None
    if error is None or frame is None or error.is_a("ModuleNotFoundError") or error.path:
        return
    if "raise" not in frame.source and "(" not in frame.source:
        return
    folder = frame.file.rpartition("/")[0]
    swallowed = [row for row in distinct(evidence.failures, error.message) if near(row, folder)]
    if len(swallowed) >= FEWEST:
        yield finding(evidence, swallowed, place(frame), folder)


def distinct(failures: tuple[Failure, ...], last: str) -> list[Failure]:
    """Each reason once, without the error that came of them."""
    rows = {row.message: row for row in failures if not row.loaded and row.message != last}
    return list(rows.values())


def near(row: Failure, folder: str) -> bool:
    """Was it asked for, or raised, in the package's folder?"""
    files = [row.asker.file, row.raised.file if row.raised else ""]
    return any(file.startswith(f"{folder}/") for file in files)


def finding(evidence: Evidence, swallowed: list[Failure], raised: str, folder: str) -> Finding:
    """All the reasons, and what would give one implementation."""
    frames = [row.raised for row in swallowed if row.raised and row.raised.file.startswith(folder)]
    reasons = "; ".join(f"{row.name}: {row.message.partition(chr(10))[0]}" for row in swallowed)
    missing = [row.missing for row in swallowed if row.missing]
    owner = frames[-1].owner if frames else swallowed[-1].asker.owner
    needed = all_required(evidence, owner, missing) if len(missing) == len(swallowed) else []
    if needed:
        return not_there(evidence, swallowed, raised, owner_in_words(owner), needed)
    wanted = [each for name in missing for each in extras_for(evidence, name)]
    others = [row for row in swallowed if not row.missing]
    mends = [
        f"install one that works: {pip(evidence, repr(each))}" for each in dict.fromkeys(wanted)
    ]
    mends += [f"mend this: {row.message.partition(chr(10))[0]}" for row in others]
    mends += [f"install {library_in(row.message)}" for row in others if library_in(row.message)]
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"each of the implementations that were tried failed: {reasons}",
        culprit=culprit_at(frames[-1] if frames else swallowed[-1].asker),
        evidence=[f"raised at {raised}"]
        + [
            f"import of {row.name} at {row.asker.file}:{row.asker.line}: "
            f"{row.message.partition(chr(10))[0]}"
            for row in swallowed
        ],
        mends=mends or ["mend one of these reasons"],
    )


def all_required(evidence: Evidence, owner: Owner | None, names: list[str]) -> list[str]:
    """The distributions of some modules, if another one requires each of them."""
    wanted = [DISTRIBUTIONS.get(name.partition(".")[0], name) for name in dict.fromkeys(names)]
    name = owner.name or "" if owner else ""
    return wanted if all(required(evidence, name, each) for each in wanted) else []


def not_there(
    evidence: Evidence, swallowed: list[Failure], raised: str, whose: str, needed: list[str]
) -> Finding:
    """They are no alternatives: each of them is required."""
    names = ", ".join(str(row.missing) for row in swallowed)
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{whose} requires {', '.join(needed)}, and not installed: {names}",
        culprit=culprit_at(swallowed[0].asker),
        evidence=[f"raised at {raised}"]
        + [f"import of {row.name} at {place(row.asker)}: {row.message}" for row in swallowed],
        mends=[pip(evidence, " ".join(needed))],
    )


def library_in(message: str) -> str | None:
    """The library that a message misses, if it says so.

    >>> library_in("libpq library not found")
    'libpq'
    """
    words = [word.strip("'\",:;.") for word in message.split()]
    return next(
        (word for word in words if word.startswith("lib") and len(word) > len("lib")), None
    )
