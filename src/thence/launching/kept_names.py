"""What a module or an archive was started from: names that stay in __main__ to the very end.

When start.py has ended, the interpreter takes its __file__ out of __main__, which is that of the
program by then.  Before 3.14 it does so last: the process has to end before.  Since 3.14 it does
so first: what it asks for then puts the names back.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAMES_GO_FIRST = sys.version_info >= (3, 14)
NAMES = ("__file__", "__cached__")


class KeptNames:
    """The names of a program's __main__ that the interpreter will take away."""

    def __init__(self, namespace: "dict[str, Any]") -> None:
        self.namespace = namespace
        self.values = {name: namespace[name] for name in NAMES if name in namespace}

    def put_back(self) -> None:
        """Put back what was taken away."""
        self.namespace.update(self.values)


class Exit(SystemExit):
    """Ends the process as another SystemExit would; its status is the first thing asked for."""

    def __init__(self, kept: KeptNames, exiting: SystemExit) -> None:
        super().__init__(*exiting.args)
        self._kept = kept
        self._exiting = exiting

    @property
    def code(self) -> "Any":  # type: ignore[override]
        """The status of the other; the interpreter asks for it before it runs exit handlers."""
        self._kept.put_back()
        return self._exiting.code

    def __str__(self) -> str:
        """What the interpreter shows where there is no status."""
        return str(self._exiting)
