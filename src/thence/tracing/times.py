"""Time spent on an import, by what it was spent on.  All in nanoseconds."""

from dataclasses import dataclass, fields


@dataclass(slots=True)
class Times:
    """A split of time.

    ``executing`` includes making the module, and all of an extension module's loading.
    ``waiting`` is for another thread that was importing the same module.
    """

    finding: int = 0
    reading: int = 0
    unmarshalling: int = 0
    compiling: int = 0
    executing: int = 0
    waiting: int = 0

    def __add__(self, other: "Times") -> "Times":
        return Times(*(getattr(self, name) + getattr(other, name) for name in PARTS))

    @property
    def sum(self) -> int:
        """All parts together."""
        return sum(getattr(self, name) for name in PARTS)

    def spend(self, part: str, took_ns: int) -> None:
        """Count some more time for a part."""
        setattr(self, part, getattr(self, part) + took_ns)


PARTS = tuple(field.name for field in fields(Times))
