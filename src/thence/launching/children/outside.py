"""Programs that are no Python, but may start one: a shell, ``make``, ``timeout``.

Nobody sees the command lines that these make.  So their environment names a folder, in
PYTHONPATH, with a ``sitecustomize`` that starts such an interpreter anew, on thence, and takes
all this away again.
"""

import sys

from ..._engine import paths
from ..starting import folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..plan import Plan

PYTHONPATH, PLAN = b"PYTHONPATH", b"THENCE_PLAN"
SEPARATOR = "\x1f"  # between words of the plan, which may hold any other


def marks(before: bytes | None, plan: "Plan") -> dict[bytes, bytes]:
    """The variables that are set; ``before`` is what PYTHONPATH was."""
    from os import fsencode

    own = fsencode(paths.join(folder(), "outside"))
    return {
        PYTHONPATH: own if before is None else own + b":" + before,
        PLAN: fsencode(SEPARATOR.join([own_interpreter(), *plan.words()])),
    }


def own_interpreter() -> str:
    """The file of the running interpreter, whatever the environment that it is started in."""
    from os.path import realpath

    return realpath(getattr(sys, "_base_executable", None) or sys.executable)
