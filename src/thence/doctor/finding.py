"""What the doctor finds: plain, light, and the same in every format.

No dataclasses here: ``thence.explain`` hands these out in the user's process, where a file
``typing.py`` of the user's may be what the doctor was called for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Culprit:
    """Who did it: a file and a line, and the distribution that the file belongs to.

    ``file`` may be None for what is no file (a variable of the environment): ``what`` names it.
    """

    __slots__ = ("distribution", "file", "line", "version", "what")

    def __init__(
        self,
        file: str | None = None,
        line: int = 0,
        *,
        distribution: str | None = None,
        version: str | None = None,
        what: str = "",
    ) -> None:
        self.file = file
        self.line = line
        self.distribution = distribution
        self.version = version
        self.what = what

    def __str__(self) -> str:
        """``file:line (distribution version): what``, as far as known."""
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file or ""
        if place and self.distribution:
            place += f" ({self.distribution}{f' {self.version}' if self.version else ''})"
        return f"{place}: {self.what}" if place and self.what else place or self.what

    def __repr__(self) -> str:
        return f"<Culprit {self}>"

    def as_dict(self) -> "dict[str, Any]":
        """Its fields as plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


class Finding:
    """One cause, with who did it and what helps.

    ``code`` ("TH001") and ``name`` ("main-without-spec") are stable. ``evidence`` holds what was
    seen, in its order; ``mends`` what to do, the most likely first. ``certain`` says whether what
    was seen leaves no other cause; ``checks`` are commands that tell where it does not.
    """

    __slots__ = ("cause", "certain", "checks", "code", "culprit", "evidence", "mends", "name")

    def __init__(  # noqa: PLR0913 - each of them is a part of what is said
        self,
        *,
        code: str,
        name: str,
        cause: str,
        culprit: Culprit,
        mends: "list[str]",
        evidence: "list[str] | None" = None,
        certain: bool = True,
        checks: "list[str] | None" = None,
    ) -> None:
        self.code = code
        self.name = name
        self.cause = cause
        self.culprit = culprit
        self.evidence = evidence or []
        self.mends = mends
        self.certain = certain
        self.checks = checks or []

    def __repr__(self) -> str:
        return f"<Finding {self.code} {self.name}: {self.cause}>"

    def as_dict(self) -> "dict[str, Any]":
        """Its fields as plain values, which ``from_dict`` takes."""
        facts = {name: getattr(self, name) for name in self.__slots__}
        return {**facts, "culprit": self.culprit.as_dict()}

    @classmethod
    def from_dict(cls, facts: "dict[str, Any]") -> "Finding":
        """The finding that ``as_dict`` described.

        >>> culprit = Culprit("a.py", 3)
        >>> found = Finding(code="TH000", name="x", cause="y", culprit=culprit, mends=[])
        >>> Finding.from_dict(found.as_dict()).culprit
        <Culprit a.py:3>
        """
        fields = dict(facts)
        culprit = fields.pop("culprit")
        return cls(culprit=Culprit(**culprit), **fields)
