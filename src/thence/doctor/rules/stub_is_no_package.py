"""TH004: a stub in ``sys.modules`` has no ``__path__``: nothing below it can be imported."""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, candidates, owner_in_words, place
from ..stubs import culprit_of_stub

CODE, NAME = "TH004", "stub-is-no-package"
NO_PACKAGE = re.compile(
    r"No module named '(?P<name>[\w.]+)'; '(?P<parent>[\w.]+)' is not a package"
)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a parent that is no package, since it is a stub."""
    for error in evidence.error.chain:
        found = NO_PACKAGE.search(error.message) if error.is_a("ModuleNotFoundError") else None
        stub = evidence.modules.get(found["parent"]) if found else None
        if not found or stub is None or stub.file or stub.path is not None:
            continue
        name, parent = found["name"], found["parent"]
        culprit = culprit_of_stub(evidence, parent)
        if culprit is None:
            continue
        frame = asker(error)
        hidden = [
            f"{thing.file} ({owner_in_words(owner)})"
            for _, thing, owner in candidates(evidence, parent)
        ]
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"sys.modules[{parent!r}] is a stub (an object of {stub.type}, not loaded from "
                f"any file, without __path__): it is no package, so {name} cannot be imported"
            ),
            culprit=culprit,
            evidence=[
                *([f"asked for at {place(frame)}"] if frame else []),
                *[f"the stub hides {each}" for each in hidden],
            ],
            mends=[
                (
                    f"give the stub a __path__ and put a stub for the submodule beside it: "
                    f"sys.modules[{name!r}] = types.ModuleType({name!r})"
                ),
                f"remove the stub from sys.modules: del sys.modules[{parent!r}]",
            ],
        )
