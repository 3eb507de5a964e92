"""What is asked of a probe."""

from .._engine.primitives import marshal


class Request:
    """What is asked; it travels as one word of a command line.

    ``in_front`` are path entries to be put before all others; ``first`` takes the place of the
    entry that a program's folder has (None: it stays as it is).  ``descriptor`` is where the
    answer is written to.
    """

    FIELDS = ("name", "import_parents", "in_front", "first", "descriptor")

    def __init__(
        self,
        name: str,
        *,
        import_parents: bool = False,
        in_front: "list[str] | None" = None,
        first: str | None = None,
        descriptor: int = 1,
    ) -> None:
        self.name = name
        self.import_parents = import_parents
        self.in_front = in_front or []
        self.first = first
        self.descriptor = descriptor

    def word(self) -> str:
        """The request as a word of hexadecimal digits."""
        return marshal.dumps({name: getattr(self, name) for name in self.FIELDS}).hex()

    @classmethod
    def from_word(cls, word: str) -> "Request":
        """The request that a word stands for.

        >>> Request.from_word(Request("json", in_front=["lib"]).word()).in_front
        ['lib']
        """
        return cls(**marshal.loads(bytes.fromhex(word)))
