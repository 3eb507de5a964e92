"""TH114: bytecode lies where a source should, and is what an import takes.

Python imports ``name.pyc`` beside no ``name.py`` as a module. Left by Python 2, by ``compileall
-b`` or by a source that was renamed, it is code that nobody sees. ``--fix`` leaves it alone: it
may be all that is left of the source.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH114", "sourceless-module"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each such module at top level, or in the project."""
    seen = {}
    for place in surroundings.places:
        for provider in place.providers.values():
            if provider.kind == "bytecode" and not surroundings.owners(place, provider.name):
                seen[provider.file] = provider.name
    for each in surroundings.bytecode:
        if each.why == "sourceless":
            seen.setdefault(each.file, each.file.rpartition("/")[2].removesuffix(".pyc"))
    for file, name in seen.items():
        yield Finding(
            code=CODE,
            name=NAME,
            cause=f"import {name} takes {file}, which has no source",
            culprit=Culprit(file),
            mends=["put its source back", f"remove {file}"],
        )
