"""The transforms of a module, as they stand in the name of its bytecode file (PEP 488)."""

import sys

from .. import paths
from ..primitives import imp
from .location import OPTIMIZATION_MARK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

MARK = "thence"
LONGEST_SPELLED = 64  # characters; a file name has 255, and most of them are the module's
# Small letters only, since some file systems do not tell the case.
SPELLED_AS_THEMSELVES = frozenset("abcdefghijklmnopqrstuvwxy0123456789")
# What follows a "z" is a character's number in hexadecimal digits and another "z", or one of
# these letters, none of which is such a digit.
STAGE_LETTERS = {"source": "s", "ast": "y", "code": "o"}
END_OF_TRANSFORM = "zv"
LEVEL = "zl"
DIGEST = "zh"


def mark_of(transforms: "Iterable[tuple[str, str, str]]") -> str:
    """What names a module's transforms, each a (name, version, stage), in their order.

    It is alphanumeric, and two different lists never have the same mark: it can be read back,
    or, where that would be too long, is a hash of 128 bits.  The level of ``-O`` is part of it,
    because others name their own optimization in its place.

    >>> mark_of([("shout", "1", "source")])
    'thenceshoutzs1zv'
    >>> mark_of([("a.b", "2.0", "ast"), ("c", "1", "code")])
    'thenceaz2ezbzy2z2ez0zvczo1zv'
    """
    spelled = f"{LEVEL}{sys.flags.optimize}" if sys.flags.optimize else ""
    for name, version, stage in transforms:
        spelled += f"{spelled_out(name)}z{STAGE_LETTERS[stage]}{spelled_out(version)}"
        spelled += END_OF_TRANSFORM
    if len(spelled) > LONGEST_SPELLED:
        spelled = DIGEST + digest(spelled)
    return MARK + spelled


def spelled_out(text: str) -> str:
    """A text in small letters and digits, from which it can be read back; never with ``MARK``."""
    letters = [c if c in SPELLED_AS_THEMSELVES else f"z{ord(c):x}z" for c in text]
    return "".join(letters).replace(MARK, f"z{ord(MARK[0]):x}z{MARK[1:]}")


def digest(text: str) -> str:
    """A hash of 128 bits, in hexadecimal digits: the one for source files, with two keys."""
    data = text.encode()
    return (imp.source_hash(1, data) + imp.source_hash(2, data)).hex()


def with_mark(cached: str, mark: str) -> str:
    """The name of a bytecode file with a mark added to its optimization.

    Whoever gave the name may have put a mark of its own there, which stays.

    >>> with_mark("m.cpython-312.pyc", "thencex"), with_mark("m.cpython-312.opt-1.pyc", "thencex")
    ('m.cpython-312.opt-thencex.pyc', 'm.cpython-312.opt-1thencex.pyc')
    """
    file = paths.split(cached)[1]
    stem, dot, suffix = file.rpartition(".")
    base, _, last = stem.rpartition(".")
    if not (base and last.startswith(OPTIMIZATION_MARK)):
        stem += f".{OPTIMIZATION_MARK}"
    return cached[: len(cached) - len(file)] + f"{stem}{mark}{dot}{suffix}"


def is_marked(cached: str | None) -> bool:
    """Is this the name of a bytecode file that names transforms?"""
    optimization = (cached or "").rpartition(".")[0].rpartition(".")[2]
    return optimization.startswith(OPTIMIZATION_MARK) and MARK in optimization
