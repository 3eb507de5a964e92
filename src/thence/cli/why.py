"""``thence why``: tell where a name would be imported from, and each step that leads there."""

import sys

from . import USAGE_ERROR
from .own_needs import NEEDED, finding_own_needs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str]") -> int:
    """Explain; returns 0 for a name that is found, 1 for one that is not, 2 for a bad line."""
    with finding_own_needs():
        try:
            from .why_options import run
        except ModuleNotFoundError as error:
            if error.name not in NEEDED:
                raise
            return lacks(error.name)
        return run(list(arguments))


def lacks(package: str) -> int:
    """Say that a package is missing that the command is built on."""
    sys.stderr.write(
        f"thence why: needs the package {package}, which {sys.executable} does not find\n"
        f"  {sys.executable} -m pip install {' '.join(NEEDED)} (and start it without -S)\n"
    )
    return USAGE_ERROR
