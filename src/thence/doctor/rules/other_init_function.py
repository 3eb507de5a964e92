"""TH088: an extension module has the name of another: its file was renamed, or built so.

The interpreter asks a file ``fast.so`` for the function ``PyInit_fast``, and for no other.
"""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_in, place, users_line

CODE, NAME = "TH088", "other-init-function"
MISSING = re.compile(r"does not define module export function \((?P<function>PyInit\w*)\)")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for an extension module that has no function of its own name."""
    for error in evidence.error.chain:
        found = MISSING.search(error.message) if error.is_a("ImportError") else None
        if not found:
            continue
        file, frame = error.path, users_line(error)
        has = [each.name for each in evidence.written if each.what == "PyInit"]
        wanted = found["function"]
        named = f"it has {', '.join(has)}" if has else "it has none: it is no module"
        yield Finding(
            code=CODE,
            name=NAME,
            cause=f"{file or 'the extension module'} has no function {wanted}; {named}",
            culprit=culprit_in(file, 0, evidence.owners.get(file or "")),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=(
                [f"rename the file to its module's name: {has[0].removeprefix('PyInit_')}"]
                if has
                else []
            )
            + [
                (
                    f"build it under this name: in its source, {wanted} "
                    "(PYBIND11_MODULE, #[pymodule], the name of the extension in setup.py)"
                )
            ],
            checks=[f"nm -D {file} | grep PyInit"] if file else [],
        )
        return
