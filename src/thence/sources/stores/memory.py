"""Files in a dict."""

from ..source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class MemorySource(Source):
    """Files that a program holds in memory: names to text or bytes.

    The mapping is used, not copied: what changes in it is seen after ``invalidate_caches``.

    >>> MemorySource("memory:demo", {"hello.py": "print('hello')"}).read("hello.py")
    b"print('hello')"
    """

    is_local = True

    def __init__(self, entry: str, files: "Mapping[str, str | bytes]") -> None:
        super().__init__(entry)
        self.files = files

    def list(self) -> "Mapping[str, str | None]":
        """Every file's name."""
        return dict.fromkeys(self.files)

    def read(self, name: str) -> bytes:
        """All bytes of a file; text is UTF-8.  Raises FileNotFoundError."""
        try:
            data = self.files[name]
        except KeyError:
            raise FileNotFoundError(2, "no such file in memory", f"{self.entry}/{name}") from None
        return data.encode() if isinstance(data, str) else bytes(data)
