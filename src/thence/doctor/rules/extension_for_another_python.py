"""TH028: the extension module lies there, and was built for another Python."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..explaining_words import running_python
from ..finding import Finding
from ..questions import asker, culprit_in, not_found, owner_in_words, pip, place

CODE, NAME = "TH028", "extension-for-another-python"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module of which only a build for another Python lies there."""
    for error, name in not_found(evidence):
        for row in evidence.lookups.get(name, ()):
            owners = (*row.owners, *[None] * len(row.things))
            for thing, owner in zip(row.things, owners, strict=False):
                if thing.kind != "foreign-extension" or row.modules:
                    continue
                frame = asker(error)
                running = running_python(evidence)
                what = owner_in_words(owner) or name.partition(".")[0]
                wanted = f"{owner.name}=={owner.version}" if owner and owner.name else what
                yield Finding(
                    code=CODE,
                    name=NAME,
                    cause=(
                        f"{thing.file} was {thing.note}, and this is {running}: the extension "
                        f"module {name} is there, but not for this Python"
                    ),
                    culprit=culprit_in(thing.file, 0, owner),
                    evidence=[f"{row.place}: {thing.file.rpartition('/')[2]}"]
                    + ([f"imported at {place(frame)}"] if frame else []),
                    mends=[
                        (
                            f"reinstall {what} for {running}: "
                            f"{pip(evidence, f'--force-reinstall {wanted}')}"
                        ),
                        "run the program with the Python that it was installed for",
                    ],
                )
                return
