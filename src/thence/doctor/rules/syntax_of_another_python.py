"""TH059: a source of an installed distribution is not valid for this Python."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..explaining_words import running_python
from ..finding import Finding
from ..questions import asker, culprit_in, owner_in_words, pip, place

CODE, NAME = "TH059", "syntax-of-another-python"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a SyntaxError in a file that a distribution has installed."""
    for error in evidence.error.chain:
        owner = evidence.owners.get(error.filename or "") if error.is_a("SyntaxError") else None
        if owner is None or owner.kind != "distribution" or not error.filename:
            continue
        frame = asker(error)
        whose, running = owner_in_words(owner), running_python(evidence)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{whose} was written for another Python than {running}, which does not "
                "understand "
                f"line {error.line} of {error.filename}: {error.message.partition(' (')[0]}"
            ),
            culprit=culprit_in(error.filename, error.line, owner),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=[
                f"upgrade it: {pip(evidence, f'--upgrade {owner.name}')}",
                f"install the version of {owner.name} that is for {running}",
            ],
        )
        return
