"""TH104: extension modules were built for another Python, or for another processor."""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Installed, Surroundings

CODE, NAME = "TH104", "extension-of-another-python"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each distribution with extension modules that cannot be loaded."""
    for each in surroundings.installed:
        if each.foreign:
            what = f"this one cannot load {len(each.foreign)} extension modules"
            cause = f"{each.name} {each.version} was installed for another Python: {what}"
            yield finding(surroundings, each, each.foreign[0], f"{cause}: {each.foreign[0]} ...")
        elif each.machine[0]:
            file, processor = each.machine
            cause = f"{each.name} {each.version} was built for another processor ({processor})"
            yield finding(surroundings, each, file, f"{cause}: {file}")
    told = {f"{each.root}/{file}" for each in surroundings.installed for file in each.foreign}
    for place in surroundings.places:
        yield from (at_top(surroundings, file) for file in place.foreign if file not in told)
    if surroundings.extensions:
        yield of_project(surroundings)


def finding(surroundings: Surroundings, each: Installed, file: str, cause: str) -> Finding:
    """One distribution."""
    return Finding(
        code=CODE,
        name=NAME,
        cause=cause,
        culprit=Culprit(f"{each.root}/{file}", distribution=each.name, version=each.version),
        mends=[f"{surroundings.executable} -m pip install --force-reinstall {each.name}"],
    )


def at_top(surroundings: Surroundings, file: str) -> Finding:
    """One that lies on the path, and is no distribution's."""
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{file} was built for another Python: {surroundings.version} does not find it",
        culprit=Culprit(file),
        mends=[f"build it again with {surroundings.executable or 'python'}", "remove it"],
    )


def of_project(surroundings: Surroundings) -> Finding:
    """Those that were built in place, with another Python."""
    files = surroundings.extensions
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{len(files)} extension modules of the project were built for another Python, and "
            f"there are none for {surroundings.version}: {files[0]} ..."
        ),
        culprit=Culprit(files[0]),
        evidence=list(files[:5]),
        mends=[f"build them again: {surroundings.executable} -m pip install -e ."],
    )
