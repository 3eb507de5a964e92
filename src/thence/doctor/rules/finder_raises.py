"""TH052: a meta path finder or a path hook raised, instead of saying that it has no such module.

Every import that comes to it fails, whoever could have served it.
"""

from collections.abc import Iterator

from ..evidence import Evidence, Frame
from ..finding import Finding
from ..questions import culprit_at, owner_in_words, pip, place

CODE, NAME = "TH052", "finder-raises"
METHODS = frozenset({"find_spec", "find_module", "find_loader", "path_hook"})


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for an error that left a finder which stands on the meta path."""
    files = {finder.file for finder in evidence.meta_path if finder.file}
    for error in evidence.error.chain:
        asked = [each for each in error.frames if each.function in METHODS and each.file in files]
        if not asked or error.is_a("ModuleNotFoundError"):
            continue
        before = error.frames[: error.frames.index(asked[0])]
        yield finding(evidence, asked[0], error.type, before[-1] if before else None)
        return


def finding(evidence: Evidence, frame: Frame, kind: str, importer: Frame | None) -> Finding:
    """The finder, and the import that met it."""
    name = next(each.finder for each in evidence.meta_path if each.file == frame.file)
    owner = frame.owner
    named = owner.name if owner and owner.kind == "distribution" else None
    mends = [f"upgrade {named}: {pip(evidence, f'--upgrade {named}')}"] if named else []
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"the meta path finder {name}{f' of {owner_in_words(owner)}' if named else ''} raised "
            f"{kind} when it was asked for a module; a finder that does not have one returns None"
        ),
        culprit=culprit_at(frame),
        evidence=[place(frame), *([f"imported at {place(importer)}"] if importer else [])],
        mends=[
            *mends,
            f"let {frame.function} return None for what it does not know, in {frame.file}",
            f"take {name} off sys.meta_path",
        ],
    )
