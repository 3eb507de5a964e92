"""TH113: something that an installation left behind is still on the path.

pip renames what it replaces to a name with ``~`` in front, and removes it at the end: it stays if
pip was interrupted, or a file was in use. Metadata without ``METADATA`` are left by the same, and
without ``RECORD`` an installer does not know what it has installed. A
folder in which only bytecode is left can still be imported: as an empty namespace package.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Leftover, Surroundings

CODE, NAME = "TH113", "broken-installation"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each leftover in a site folder."""
    for place in surroundings.places:
        for each in place.leftovers:
            yield unrecorded(surroundings, each.file) if each.why == "no RECORD" else left(each)
        for name, provider in sorted(place.providers.items()):
            if provider.is_shell and place.is_site:
                yield from shell(surroundings, name, provider.file)


def left(each: Leftover) -> Finding:
    """What is good for nothing."""
    file = each.file
    what = f"it has {each.why}, and pip" if each.why != "renamed" else "pip"
    harm = "warns of it or fails" if each.why != "renamed" else "warns of it"
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{file} is left of an installation that was not finished; {what} {harm}",
        culprit=Culprit(file),
        mends=[f"remove {file}, when no pip is running"],
    )


def unrecorded(surroundings: Surroundings, file: str) -> Finding:
    """Metadata of which the list of files is gone: nobody knows what is to be removed."""
    name, _, version = file.rpartition("/")[2].removesuffix(".dist-info").partition("-")
    python = surroundings.executable or "python"
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{file} has no RECORD: pip can neither remove {name} {version} nor upgrade it",
        culprit=Culprit(file),
        mends=[f"{python} -m pip install --ignore-installed --no-deps {name}=={version}"],
    )


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
