"""TH112: several distributions have installed a module of one name, and the last one's is there.

pip writes one file over the other without a word. What asks for the other distribution gets this
one's code; and when one of them is uninstalled, the file goes for both.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH112", "overwritten-module"
# Folders that projects install by mistake; nobody imports them.
BY_MISTAKE = frozenset({"docs", "examples", "scripts", "setup.py", "test", "tests", "tools"})


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each such file."""
    for each in surroundings.overwritten:
        parts = each.file.split("/")
        if BY_MISTAKE & {parts[-1], parts[-2]}:
            continue
        losers = [owner for owner in each.owners if owner != each.winner]
        there = f"of {each.winner}" if each.winner else "of none of them any more"
        yield Finding(
            code=CODE,
            name=NAME,
            cause=f"{' and '.join(each.owners)} have all installed {each.file}: it is {there}",
            culprit=Culprit(each.file, what=each.winner or losers[0]),
            mends=mends(surroundings.executable, list(each.owners)),
        )


def mends(python: str, owners: list[str]) -> list[str]:
    """Keep one, and install it again: the other's end takes its files along."""
    names = [owner.partition(" ")[0] for owner in owners]
    return [
        f"{python} -m pip uninstall {' '.join(names[:number] + names[number + 1 :])}, "
        f"then {python} -m pip install --force-reinstall --no-deps {name}"
        for number, name in enumerate(names)
    ]
