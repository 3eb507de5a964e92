"""TH068: a library says itself that a name was moved or removed, and what takes its place.

Modules can answer for names that they do not have (``__getattr__``, PEP 562); libraries use it to
tell who still asks for an old name.
"""

import re
from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame, is_library
from ..finding import Finding
from ..questions import culprit_at, owner_in_words, pip, place

CODE, NAME = "TH068", "moved-by-its-own-words"
SAYS = re.compile(
    r"(?P<what>[`'\"]?[\w.]+(?:\(\))?[`'\"]?),? (?:has been|have been|was|is|were) (?:now )?"
    r"(?:re)?(?:moved|removed|renamed|a deprecated alias|no longer \w+|deprecated|expired)"
    r"|no longer (?:supported|available)",
)
PACKAGE = re.compile(
    r"(?:to|in|from|by|install) (?:the )?[`'\"](?P<package>[a-z][a-z0-9]*(?:-[a-z0-9]+)+)[`'\"]"
)
INSTEAD = re.compile(
    r"[^.`\n]*(?:[`'\"][^`'\"\n]*[`'\"][^.`\n]*)*(?:instead|by itself|in its place)[^.\n]*"
)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what a module's ``__getattr__`` says of a name."""
    for error in evidence.error.chain:
        frames = error.frames
        raised = frames[-1] if frames else None
        hook = next((i for i, each in enumerate(frames) if each.function == "__getattr__"), None)
        if raised is None or not hook or is_library(raised.owner) or raised.owner is None:
            continue
        if error.is_a("ImportError", "AttributeError") or "Error" in error.type:
            said = SAYS.search(error.message)
            if said:
                yield finding(evidence, error, frames[hook - 1], raised)
                return


def finding(evidence: Evidence, error: Error, frame: Frame, raised: Frame) -> Finding:
    """What it says, and to whom."""
    whose = owner_in_words(raised.owner)
    name = raised.owner.name if raised.owner else None
    words = " ".join(error.message.split())
    package, instead = PACKAGE.search(words), INSTEAD.search(words)
    mends = [f"do as it says:{f' {instead[0].strip()}'}"] if instead else []
    if package:
        found = package["package"]
        mends.insert(0, f"{pip(evidence, found)}, and import it from {found.replace('-', '_')}")
    asking = frame.owner.name if frame.owner and frame.owner.kind == "distribution" else None
    if asking:
        mends.insert(0, f"upgrade who asks: {pip(evidence, f'--upgrade {asking}')}")
    version = raised.owner.version if raised.owner else None
    mends.append(f"install an older {name}: {pip(evidence, repr(f'{name}<{version}'))}")
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{whose} says of what it was asked for: {first_sentences(words)}",
        culprit=culprit_at(frame),
        evidence=[place(frame), f"raised at {raised.file}:{raised.line}"],
        mends=mends,
    )


def first_sentences(words: str) -> str:
    """As much of a message as tells what happened.

    >>> first_sentences("`a` was moved to `b-c`. See https://x. For more, read on.")
    '`a` was moved to `b-c`'
    """
    found = re.match(
        r".*?(?:moved|removed|renamed|alias|deprecated|longer).*?(?=\. |\.$|$)", words
    )
    return found[0] if found else words
