"""TH082: two distributions have installed a file of one name, and the last one's is there."""

from collections.abc import Iterator

from ..evidence import Evidence, Module, Package
from ..finding import Finding
from ..questions import asker, culprit_in, missed_names, module_of, pip, place
from ..requirements import folded

CODE, NAME = "TH082", "overwritten-by-another"
FEWEST = 2
FEWEST_NAMES = 3


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name that is missed in a file of two distributions."""
    for missed in missed_names(evidence):
        module = module_of(evidence, missed)
        claim = claimants(evidence, module.file if module else None)
        frame = asker(missed.error)
        if module is None or frame is None or len(claim) < FEWEST:
            continue
        wanted = [each for each in claim if frame.owner and each.name == frame.owner.name]
        if not wanted and is_namespace(module):
            continue
        others = [each for each in claim if each not in wanted]
        kept = (wanted or claim)[0]
        names = " and ".join(f"{each.name} {each.version}" for each in claim)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{module.file} was installed by {names}: the one that came last is there, and "
                f"has no {missed.name!r}"
            ),
            culprit=culprit_in(module.file, 0, None, f"belongs to {names}"),
            evidence=[f"asked for at {place(frame)}"]
            + [f"{each.name} {each.version} lists the file in its RECORD" for each in claim],
            mends=[
                (
                    f"uninstall {others[0].name if others else claim[-1].name}, and install "
                    f"{kept.name} again: {evidence.interpreter.executable or 'python'} -m pip "
                    f"uninstall {' '.join(each.name for each in claim)}; "
                    f"{pip(evidence, kept.name)}"
                )
            ],
        )
        return


def is_namespace(module: Module) -> bool:
    """Is it a package that distributions share, each of which installs the same few lines?"""
    names = [each for each in module.names if each[:1] != "_"]
    return (module.file or "").endswith("/__init__.py") and len(names) < FEWEST_NAMES


def claimants(evidence: Evidence, file: str | None) -> list[Package]:
    """The distributions whose RECORD lists a file; two versions of one count once (TH022)."""
    found = [
        each
        for each in evidence.packages
        if file and any(f"{each.root}/{name}" == file for name in each.files)
    ]
    return list({folded(each.name): each for each in found}.values())
