"""A large file elsewhere as a stream, of which only those parts are fetched that are read."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    # Brings the bytes from one position up to another, all of them.
    Fetch = Callable[[int, int], bytes]

TAIL = 1 << 20  # bytes at the end, which hold the directory of all but the largest archives
BLOCK = 1 << 18  # bytes of one request: a module, its header in the archive before it
STRIDE = 1 << 24  # bytes of one request at most
ZIP_SUFFIXES = (".zip", ".whl", ".pyz")


def has_its_directory_at_the_end(name: str) -> bool:
    """Is it an archive of which a part can be read?  Of others all that is before it is needed."""
    return name.lower().endswith(ZIP_SUFFIXES)


class RangedFile:
    """A file of ``size`` bytes whose parts are fetched when they are read; one thread at a time.

    ``tail`` are the bytes at its end, which are there already.
    """

    is_partial = True

    def __init__(self, size: int, fetch: "Fetch", tail: bytes = b"") -> None:
        self._size = size
        self._fetch = fetch
        # (position, bytes): the end of the file, and what was fetched last.
        self._end = (size - len(tail), tail)
        self._block = (0, b"")
        self._position = 0

    def seekable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """The position, in bytes."""
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a position: from the begin (0), from here (1), or from the end (2)."""
        self._position = offset + (0, self._position, self._size)[whence]
        return self._position

    def read(self, size: int = -1) -> bytes:
        """The next bytes; fewer only at the end.  Raises what fetching them raises."""
        left = max(self._size - self._position, 0)
        wanted = left if size < 0 else min(size, left)
        parts = []
        while wanted:
            part = self._held(wanted) or self._fetched(wanted)
            parts.append(part)
            self._position += len(part)
            wanted -= len(part)
        return b"".join(parts)

    def _held(self, wanted: int) -> bytes:
        """What is there already of the next bytes."""
        for begin, data in (self._end, self._block):
            offset = self._position - begin
            if 0 <= offset < len(data):
                return data[offset : offset + wanted]
        return b""

    def _fetched(self, wanted: int) -> bytes:
        """Fetch a block that begins here."""
        begin = self._position
        end = min(begin + min(max(wanted, BLOCK), STRIDE), self._end[0])
        self._block = (begin, self._fetch(begin, end))
        return self._block[1][:wanted]
