"""Which extension modules a sub-interpreter lets in (3.12, PEP 684)."""

from ..primitives import imp


class ExtensionCheck:
    """Switches a sub-interpreter's refusal of extension modules on or off, from with to its end.

    ``disable_check`` True lets in modules that do not say they support several interpreters.
    """

    ALWAYS = 1
    NEVER = -1

    def __init__(self, *, disable_check: bool) -> None:
        self.disable_check = bool(disable_check)

    @property
    def override(self) -> int:
        """What the interpreter is told: -1 check never, 1 check always."""
        return self.NEVER if self.disable_check else self.ALWAYS

    def __enter__(self) -> "ExtensionCheck":
        self.before: int = imp._override_multi_interp_extensions_check(self.override)  # type: ignore[attr-defined, unused-ignore]
        return self

    def __exit__(self, *error: object) -> None:
        imp._override_multi_interp_extensions_check(self.before)  # type: ignore[attr-defined, unused-ignore]
