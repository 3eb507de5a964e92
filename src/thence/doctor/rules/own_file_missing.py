"""TH099: a module reads a file of its own package while it is imported, and there is none.

It was left out when the distribution was built, which takes only modules where nobody names other
files; or it was installed, and is gone; or it is made by a step of the build that was not run.
"""

from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame, Written, is_library
from ..finding import Finding
from ..questions import culprit_at, owner_in_words, pip, place

CODE, NAME = "TH099", "own-file-missing"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a file that lies nowhere, in the folder of a package being made."""
    for absent in evidence.written:
        if absent.what != "absent":
            continue
        for error in evidence.error.chain:
            frame = reader(error, absent.name) if absent.name in error.message else None
            if frame is not None:
                yield finding(evidence, frame, absent)
                return


def reader(error: Error, file: str) -> Frame | None:
    """The innermost line of a package's module that is being made, and has the file as its own."""
    making = [each for each in error.frames if each.is_module_code and each.package]
    own = [each for each in making if file.startswith(f"{home_of(each)}/")]
    return own[-1] if own and not is_library(own[-1].owner) else None


def home_of(frame: Frame) -> str:
    """The folder of the top-level package that a module lies in.

    >>> home_of(Frame("/lib/shop/tax/rates.py", module="shop.tax.rates", package="shop.tax"))
    '/lib/shop'
    """
    levels = len((frame.package or "").split("."))
    return frame.file.rsplit("/", levels)[0]


def finding(evidence: Evidence, frame: Frame, absent: Written) -> Finding:
    """How it comes that it is not there, as far as that can be told."""
    owner, file = frame.owner, absent.name
    whose = owner_in_words(owner)
    same = (
        f"{owner.name}=={owner.version}" if owner and owner.version else f"{owner and owner.name}"
    )
    again = f"install it again: {pip(evidence, f'--force-reinstall --no-deps {same}')}"
    packed = "if it is yours, have the file packed: package-data, below [tool.setuptools]"
    if owner and absent.file:
        how, mends = f"{whose} was installed with it ({absent.file}), and it is gone", [again]
    elif owner:
        how = f"{whose} was built without it"
        upgrade = f"install another version: {pip(evidence, f'--upgrade {owner.name}')}"
        mends = [upgrade, again, packed]
    else:
        how = "there is none"
        mends = [f"put {file} there", "if a step of the build makes it, run that"]
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{frame.module} reads {file} while it is imported: {how}",
        culprit=culprit_at(frame),
        evidence=[place(frame), f"not there: {file}"],
        mends=mends,
    )
