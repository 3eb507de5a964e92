"""The hashes that a lock names, as the program uses them."""


class Pin:
    """What a file must be: its sha256 (hexadecimal) and its size in bytes."""

    __slots__ = ("sha256", "size")

    def __init__(self, sha256: str, size: int) -> None:
        self.sha256 = sha256
        self.size = size

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pin) and self.row() == other.row()

    def __hash__(self) -> int:
        return hash(self.row())

    def __repr__(self) -> str:
        return f"Pin({self.sha256!r}, {self.size})"

    def row(self) -> tuple[str, int]:
        """As plain data."""
        return self.sha256, self.size


# What a lock says.
#
#   "https://example.org/lib" -> {"pkg/__init__.py": Pin("3a7b...", 120)}
Pins = dict[str, dict[str, Pin]]


def plain(pins: Pins) -> dict[str, dict[str, tuple[str, int]]]:
    """Pins as data that marshal takes."""
    return {entry: {name: pin.row() for name, pin in of.items()} for entry, of in pins.items()}


def from_plain(data: dict[str, dict[str, tuple[str, int]]]) -> Pins:
    """And back."""
    return {entry: {name: Pin(*row) for name, row in of.items()} for entry, of in data.items()}
