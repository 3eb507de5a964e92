"""TH050: something was asked of a distribution that its installed version does not have.

It was taken away, or comes with a later version only: the one who asks was written for another.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from ...explaining.explanation import Owner
from ..cycles import is_half_made
from ..evidence import Error, Evidence, Frame
from ..finding import Finding
from ..questions import (
    asker,
    candidates,
    culprit_at,
    missed_names,
    module_of,
    not_found,
    owner_in_words,
    pip,
    place,
)
from ..requirements import required

CODE, NAME = "TH050", "other-version"


class Lack(NamedTuple):
    """What was asked of a distribution, and is not there."""

    error: Error
    owner: Owner  # the distribution
    what: str  # "jinja2.escape", "EntryPoints.get"
    where: str  # the file that was asked
    near: tuple[str, ...] = ()  # names that it has, and that are like it


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what one distribution, or the program, misses in another."""
    for lack in lacks(evidence):
        frame = asker(lack.error)
        asking = frame.owner if frame else None
        if frame is None or lack.owner.kind != "distribution" or is_half_made(lack.error):
            continue
        if asking is None:
            yield asked_by_program(evidence, lack, frame)
            return
        if asking.kind == "distribution" and asking.name != lack.owner.name:
            yield asked_by_distribution(evidence, lack, frame, asking)
            return


def lacks(evidence: Evidence) -> Iterator[Lack]:
    """Names that modules do not have, submodules that are not there, attributes of objects."""
    for missed in missed_names(evidence):
        module = module_of(evidence, missed)
        if module and module.owner:
            near = get_close_matches(missed.name, sorted(module.names), 1)
            what = f"{missed.module}.{missed.name}"
            yield Lack(missed.error, module.owner, what, module.file or "", tuple(near))
    for error, name in not_found(evidence):
        top = evidence.modules.get(name.partition(".")[0])
        if top and top.owner and top.name != name and not candidates(evidence, name):
            yield Lack(error, top.owner, name, top.file or "")
    for error in evidence.error.chain:
        words = error.message.split("'")
        if error.class_owner and " object has no attribute " in error.message and len(words) > 3:  # noqa: PLR2004 - the class, and the attribute
            yield Lack(error, error.class_owner, f"{words[1]}.{words[3]}", "")


def asked_by_distribution(evidence: Evidence, lack: Lack, frame: Frame, asking: Owner) -> Finding:
    """Two distributions that do not fit."""
    needs = required(evidence, asking.name or "", lack.owner.name or "")
    says = f"; it says that it needs {needs}" if needs else ""
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{owner_in_words(lack.owner)} has no {lack.what}, and {owner_in_words(asking)} was "
            f"written for a version that has{says}"
        ),
        culprit=culprit_at(frame),
        evidence=[place(frame)] + ([f"{lack.where} was asked"] if lack.where else []),
        mends=[
            f"upgrade who asks: {pip(evidence, f'--upgrade {asking.name}')}",
            older(evidence, lack.owner),
        ],
        certain=needs is not None,
        checks=[f"{evidence.interpreter.executable} -m pip check"],
    )


def asked_by_program(evidence: Evidence, lack: Lack, frame: Frame) -> Finding:
    """The program's own code asks for it."""
    parent, _, name = lack.what.rpartition(".")
    homes = [each for each in evidence.homes.get(name, ()) if each != parent]
    mends = [f"from {home} import {name}" for home in homes[:1]]
    mends += [f"did you mean {parent}.{each}?" for each in lack.near]
    mends += [
        older(evidence, lack.owner),
        f"upgrade it, if it is new: {pip(evidence, f'--upgrade {lack.owner.name}')}",
    ]
    moved = f"; {homes[0]} has a {name}" if homes else ""
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{owner_in_words(lack.owner)} has no {lack.what}{moved}: the program was written for "
            "another version of it, or the name is misspelled"
        ),
        culprit=culprit_at(frame),
        evidence=[place(frame)] + ([f"{lack.where} was asked"] if lack.where else []),
        mends=mends,
        certain=bool(homes),
        checks=[f"what do the release notes of {lack.owner.name} say of {name}?"],
    )


def older(evidence: Evidence, owner: Owner) -> str:
    """How to go back to a version before the installed one."""
    wanted = repr(f"{owner.name}<{owner.version}")
    return f"install an older {owner.name}: {pip(evidence, wanted)}"
