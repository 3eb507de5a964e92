"""TH080: a module or a name of the standard library comes with a later Python than this one."""

from collections.abc import Iterator

from ..evidence import Error, Evidence
from ..finding import Finding
from ..known.added_names import BACKPORTS, MODULES, added_in
from ..known.mended import numbers
from ..questions import candidates, culprit_at, missed_names, not_found, pip, place, users_line

CODE, NAME = "TH080", "newer-library"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what this Python's library does not have yet."""
    for error, name in not_found(evidence):
        version, backport = MODULES.get(name, ("", ""))
        if is_later(evidence, version) and not candidates(evidence, name):
            yield finding(evidence, error, name, version, instead_of_module(evidence, backport))
            return
    for missed in missed_names(evidence):
        version = added_in(missed.module, missed.name) or ""
        if is_later(evidence, version):
            whole = f"{missed.module}.{missed.name}"
            mends = instead_of_name(evidence, missed.module, missed.name)
            yield finding(evidence, missed.error, whole, version, mends)
            return


def is_later(evidence: Evidence, version: str) -> bool:
    """Is it a later Python than the one that runs?"""
    number = evidence.interpreter.number[:2]
    return bool(version and number) and number < numbers(version)


def instead_of_module(evidence: Evidence, backport: str) -> list[str]:
    """The distribution that has a module for this Python."""
    return [f"{pip(evidence, backport)}, and import {backport}"] if backport else []


def instead_of_name(evidence: Evidence, module: str, name: str) -> list[str]:
    """The distribution that has a name for this Python."""
    backport = BACKPORTS.get(module)
    return [f"from {backport} import {name} ({pip(evidence, backport)})"] if backport else []


def finding(
    evidence: Evidence, error: Error, what: str, version: str, mends: list[str]
) -> Finding:
    """Which Python has it, and which one runs."""
    frame = users_line(error)
    owner = frame.owner if frame and frame.owner and frame.owner.kind == "distribution" else None
    older = [f"install an older {owner.name}, made for this Python"] if owner else []
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"the standard library has {what} from Python {version} on, and this is Python "
            f"{evidence.interpreter.version}"
        ),
        culprit=culprit_at(frame),
        evidence=[f"asked for at {place(frame)}"] if frame else [],
        mends=[*mends, f"run it with Python {version} or a later one", *older],
    )
