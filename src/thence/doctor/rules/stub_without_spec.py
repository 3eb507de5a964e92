"""TH003: a stub, and no imported module, stands in ``sys.modules``; it has no ``__spec__``.

Mocks and stubs of tests, mostly.  ``find_spec`` looks into ``sys.modules`` first, and raises.
"""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, place
from ..stubs import culprit_of_stub

CODE, NAME = "TH003", "stub-without-spec"
NOT_SET = re.compile(r"^(?P<name>[\w.]+)\.__spec__ is (?:not set|None)$")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a "X.__spec__ is not set" about something that was put there."""
    for error in evidence.error.chain:
        found = NOT_SET.match(error.message) if error.is_a("ValueError") else None
        module = evidence.modules.get(found["name"]) if found else None
        if (
            not found
            or module is None
            or module.spec == "set"
            or found["name"] in evidence.replaced
        ):
            continue
        name, culprit = found["name"], culprit_of_stub(evidence, found["name"])
        if culprit is None:
            continue
        frame = asker(error)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"sys.modules[{name!r}] is a stub, an object of {module.type} and not a module "
                f"that was imported: it has no __spec__, and find_spec({name!r}) finds it there "
                "first"
            ),
            culprit=culprit,
            evidence=[f"sys.modules[{name!r}] is an object of {module.type}"]
            + ([f"asked for at {place(frame)}"] if frame else []),
            mends=[
                (
                    f"give the stub a spec: sys.modules[{name!r}].__spec__ = "
                    f"importlib.machinery.ModuleSpec({name!r}, None)"
                ),
                "remove the stub from sys.modules before the code that asks is imported",
            ],
        )
