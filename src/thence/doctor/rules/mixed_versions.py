"""TH022: two versions of a distribution lie in one folder: metadata of both, code of one."""

from collections.abc import Iterator

from ..evidence import Evidence, Module, Package
from ..finding import Finding
from ..questions import asker, culprit_in, missed_names, pip, place

CODE, NAME = "TH022", "mixed-versions"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name missing from a module that two metadata folders claim."""
    for missed in missed_names(evidence):
        top = missed.module.partition(".")[0]
        module = evidence.modules.get(missed.module) or evidence.modules.get(top)
        claims = claiming(evidence, top, module)
        if module is None or len(claims) < 2:  # noqa: PLR2004 - one is in order
            continue
        versions = " and ".join(each.version for each in claims)
        root, name = claims[0].root, claims[0].name
        frame = asker(missed.error)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{root} holds two versions of {name}, mixed: the metadata (dist-info) of "
                f"versions {versions}, and the code of only one of them, which has no "
                f"{missed.name!r}"
            ),
            culprit=culprit_in(module.file, 0, None, f"{name} {versions}"),
            evidence=[f"{each.root}/{each.name}-{each.version}" for each in claims]
            + ([f"asked for at {place(frame)}"] if frame else []),
            mends=[
                f"empty the directory {root} and install into it again",
                (
                    "reinstall over it: "
                    f"{pip(evidence, f'--upgrade --target {root} {name}=={claims[0].version}')}"
                ),
            ],
        )
        return


def claiming(evidence: Evidence, top: str, module: Module | None) -> list[Package]:
    """The distributions of one name whose metadata lie beside a module."""
    if module is None or not module.file:
        return []
    same = [
        each
        for each in evidence.packages
        if each.name.lower().replace("-", "_") == top.lower()
        and module.file.startswith(f"{each.root}/")
    ]
    return same if len({each.version for each in same}) > 1 else []
