"""TH116: an entry of the path is the site folder of another Python.

What is installed there was built for that version: pure modules may work, extension modules do
not.
"""

import re
from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH116", "entry-of-another-python"
OF_A_VERSION = re.compile(r"/(?:python|pypy)(\d+\.\d+)t?/(?:site|dist)-packages$")


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each entry that names another version than the one that runs."""
    for each in surroundings.places:
        found = OF_A_VERSION.search(each.place)
        if found and each.kind == "directory" and found[1] != surroundings.version:
            by = f", by {each.origin}," if each.origin in ("PYTHONPATH", "user site") else ""
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"{each.place}{by} is on the path of Python {surroundings.version}: what is "
                    f"installed there was built for {found[1]}"
                ),
                culprit=Culprit(each.place, what=each.origin),
                mends=[
                    "unset PYTHONPATH" if each.origin == "PYTHONPATH" else "take it off sys.path",
                    f"install what is needed with {surroundings.executable} -m pip",
                ],
            )
