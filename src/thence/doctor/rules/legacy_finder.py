"""TH032: a meta path finder has only ``find_module``, which Python 3.12 does not call any more."""

from collections.abc import Iterator

from ..evidence import Evidence, Finder
from ..finding import Finding
from ..questions import asker, culprit_in, not_found, owner_in_words, pip, place

CODE, NAME = "TH032", "legacy-finder"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that only such a finder could have had."""
    for error, name in not_found(evidence):
        for finder in evidence.meta_path:
            if finder.has_find_spec or not finder.has_find_module:
                continue
            if evidence.interpreter.number and evidence.interpreter.number < (3, 12):
                continue
            if not concerns(finder, name):
                continue
            yield finding(evidence, finder, name, asker(error))
            return


def concerns(finder: Finder, name: str) -> bool:
    """Would this finder have had the module?  Those that old packages bring serve their own."""
    return name.partition(".")[0] == finder.module.partition(".")[0] or ".moves" in name


def finding(evidence: Evidence, finder: Finder, name: str, frame: object) -> Finding:
    """The finder, and whose it is."""
    whose = owner_in_words(finder.owner)
    asked = [f"imported at {place(frame)}"] if hasattr(frame, "source") else []  # type: ignore[arg-type]
    is_six = finder.finder.rpartition(".")[2] == "_SixMetaPathImporter"
    owner = finder.owner.name if finder.owner and finder.owner.name else None
    mends = []
    if owner == "six":
        mends.append(f"upgrade six: {pip(evidence, repr('six>=1.16'))}")
    elif owner:
        mends.append(f"upgrade {owner}: {pip(evidence, f'--upgrade {owner}')}")
    if is_six and owner != "six":
        mends.append("its own copy of six is older than six 1.16, which has find_spec")
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{name} is served by the meta path finder "
            f"{finder.finder}{f' of {whose}' if whose else ''}, "
            "which has only find_module: Python 3.12 removed that, and asks for find_spec alone"
        ),
        culprit=culprit_in(finder.file, 0, finder.owner, finder.finder),
        evidence=[f"{finder.finder} stands on sys.meta_path, without find_spec", *asked],
        mends=[*mends, "run the program with Python 3.11"],
    )
