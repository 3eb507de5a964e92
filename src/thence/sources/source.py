"""What a store implements: three methods, and two more if it likes."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Source:
    """A place that holds files, which a path entry names.  Subclass it for another store.

    ``entry`` is the path entry: a string without a slash at its end and without secrets.  File
    names are relative to it, with ``/`` between their parts: ``"pkg/__init__.py"``.

    A store never checks hashes, keeps no files and knows nothing of modules: that is done for
    all of them above (``contents``).  Its methods may be called by several threads.
    """

    # On this machine, under its user's control: needs no lock, but obeys the one there is, and
    # what can be read one by one is not copied to the cache.
    is_local = False
    # Reading one file costs as much as reading all (an archive that is fetched as a whole).
    is_bulk = False

    def __init__(self, entry: str) -> None:
        self.entry = entry

    @property
    def is_kept(self) -> bool:
        """Is what was read of it kept in the cache?"""
        return self.is_bulk or not self.is_local

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.entry!r})"

    def list(self) -> "Mapping[str, str | None] | None":
        """Every file's name, with its sha256 (hexadecimal) where the store knows it, else None.

        None in place of the whole: this store cannot list, each file has to be asked for.
        Raises OSError when the store cannot be reached, ``RefusedError`` for what nobody should
        open.  After it, ``read`` answers from the same revision, where a store has revisions.
        """
        raise NotImplementedError

    def read(self, name: str) -> bytes:
        """All bytes of a file.

        Raises FileNotFoundError when there is no such file, another OSError when the store
        cannot be reached, ``RefusedError`` beyond a limit.
        """
        raise NotImplementedError

    def fingerprint(self) -> str | None:
        """Something short that changes with what ``list`` and ``read`` answer.

        None: cannot be told, so that it has to be assumed.  Raises OSError.
        """
        return None

    def earlier(self, name: str, sha256: str) -> bytes:  # noqa: ARG002 - for those that keep it
        """A file of an earlier revision, by its hash: whoever has that may go on reading it.

        Raises FileNotFoundError where it is not kept, another OSError, ``RefusedError``.
        """
        raise FileNotFoundError(2, "no earlier revision is kept", f"{self.entry}/{name}")

    def forget(self) -> None:
        """Drop what was read ahead: some of it was not what it should be."""
