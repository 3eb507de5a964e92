"""TH095: a module's ``__getattr__`` raises something else than AttributeError.

An import asks a module for ``__path__`` and ``__spec__``; only AttributeError says that it has
none (PEP 562).
"""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_at, place

CODE, NAME = "TH095", "getattr-raises"
ASKED = frozenset({"__path__", "__spec__", "__all__", "__file__", "__name__", "__wrapped__"})


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for such a function that an import statement has called."""
    error = evidence.error
    calls = [i for i, each in enumerate(error.frames) if each.function == "__getattr__"]
    if not calls or calls[0] == 0 or error.is_a("AttributeError", "RecursionError"):
        return
    asking, function = error.frames[calls[0] - 1], error.frames[calls[0]]
    asked = error.message.strip("'\"")
    if "import " not in asking.source or (asked not in ASKED and asked not in asking.source):
        return
    yield Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"the __getattr__ of {function.module} raises {error.type} for {asked!r}, where "
            "AttributeError would say that there is none"
        ),
        culprit=culprit_at(function),
        evidence=[f"asked for at {place(asking)}", place(function)],
        mends=[f"raise AttributeError(name) in it for what {function.module} does not have"],
    )
