"""TH113: something that an installation left behind is still on the path.

pip renames what it replaces to a name with ``~`` in front, and removes it at the end: it stays if
pip was interrupted, or a file was in use. Metadata without ``METADATA`` are left by the same. A
folder in which only bytecode is left can still be imported: as an empty namespace package.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH113", "broken-installation"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each leftover in a site folder."""
    for place in surroundings.places:
        for file in place.leftovers:
            yield Finding(
                code=CODE,
                name=NAME,
                cause=f"{file} is left of an installation that was not finished; {what(file)}",
                culprit=Culprit(file),
                mends=[f"remove {file}, when no pip is running"],
            )
        for name, provider in sorted(place.providers.items()):
            if provider.is_shell and place.is_site:
                yield from shell(surroundings, name, provider.file)


def what(file: str) -> str:
    """What it does."""
    if file.endswith(".dist-info") and "/~" not in file:
        return "it has no METADATA, and pip warns of it or fails"
    return "pip warns of it"


def shell(surroundings: Surroundings, name: str, file: str) -> Iterator[Finding]:
    """A folder that only bytecode is left in, if it is what an import finds."""
    if len(surroundings.providers(name)) == 1:
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"nothing is left of {name} but bytecode: import {name} succeeds, and finds an "
                f"empty namespace package, {file}"
            ),
            culprit=Culprit(file),
            mends=[f"remove {file}"],
        )
