"""TH019: ``python -m PACKAGE`` runs the package's ``__main__``, and it has none."""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_in

CODE, NAME = "TH019", "package-without-main"
NO_MAIN = re.compile(r"No module named (?P<name>[\w.]+)\.__main__; '[\w.]+' is a package")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a package that cannot be run."""
    for error in evidence.error.chain:
        found = NO_MAIN.search(error.message)
        if not found:
            continue
        name = found["name"]
        package = evidence.modules.get(name)
        folder = (package.path or ("",))[0] if package else ""
        inside = sorted(evidence.in_folders.get(folder, frozenset()) - {"__init__", "__main__"})
        mends = [f"add {folder or name}/__main__.py, which is what runs"]
        mends += [f"run a module of it: python -m {name}.{each}" for each in inside[:5]]
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(f"{name} is a package without a __main__ module, and -m {name} runs that"),
            culprit=culprit_in(
                folder or None, 0, package.owner if package else None, f"the package {name}"
            ),
            evidence=[f"{folder} has {', '.join(inside) or 'no modules'}"] if folder else [],
            mends=mends,
        )
        return
