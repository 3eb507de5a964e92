"""What goes wrong at the edge of the program: import errors, each with what to do.

None of them shows a password, a token or the query of a URL: path entries have none.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

OWN_LISTING = "its own listing"


class SourceError(ImportError):
    """Something about a source keeps a module from being imported.

    ``entry`` is the path entry, ``file`` the name of the file in it, if it is about one.
    """

    def __init__(
        self, message: str, *, name: str | None = None, entry: str = "", file: str | None = None
    ) -> None:
        super().__init__(message, name=name, path=f"{entry}/{file}" if file else entry)
        self.entry = entry
        self.file = file


class RefusedError(SourceError):
    """A source, or what it sent, is nothing that thence opens: unsafe, too large, not allowed."""


class NotPinnedError(SourceError):
    """The lock names no hash for what was to be executed."""


class WrongHashError(SourceError):
    """What a source sent is not what the lock, or its own listing, says."""


class UnavailableError(SourceError, ModuleNotFoundError):
    """A source cannot be reached, and no other entry has the module."""


class LockError(SourceError):
    """The lock file cannot be read, or written."""


def not_allowed(entry: str) -> RefusedError:
    """A path entry leads to a source that nobody named."""
    return RefusedError(
        f"{entry} is not allowed: name it in Sources(allow=[...]), by thence run --source, "
        "or in [tool.thence.sources] of pyproject.toml",
        entry=entry,
    )


def nothing_pinned(entry: str, lock: str | None) -> NotPinnedError:
    """A source is used for the first time, and nobody said that it may be trusted."""
    if lock is None:
        message = f"there is no lock with the hashes of {entry}"
        remedy = f"write one: thence pin {entry} (a program names it: Sources(lock='thence.lock'))"
    else:
        message = f"{lock} has no hashes of {entry}"
        remedy = f"review and add them: thence pin {entry} --lock {lock}"
    message += f"; {remedy}, or trust what comes first: --trust-first-use"
    return NotPinnedError(message, entry=entry)


def no_lock() -> LockError:
    """Hashes are to be written, and nobody said where to."""
    return LockError("there is no lock to write hashes to: Sources(lock='thence.lock')")


def file_not_pinned(entry: str, file: str, lock: str | None) -> NotPinnedError:
    """A source has a file that its lock does not name."""
    return NotPinnedError(
        f"{lock or 'the lock'} has no hash for {entry}/{file}; "
        f"if it belongs there: thence pin --update {entry}",
        entry=entry,
        file=file,
    )


def wrong_hash(entry: str, file: str, expected: str, found: str, by: str) -> WrongHashError:
    """Bytes are not those that were promised; ``by`` says by whom."""
    remedy = f"review it and pin it anew: thence pin --update {entry}"
    if by == OWN_LISTING:
        remedy = "it has to be published anew, with its listing: thence publish"
    return WrongHashError(
        f"{entry}/{file} is not what {by} says: expected sha256 {expected}, found {found}; "
        f"nothing of it was executed. If the change is meant, {remedy}",
        entry=entry,
        file=file,
    )


def wrong_size(entry: str, file: str, expected: int, found: int) -> WrongHashError:
    """A file is cut short, or longer than the lock says."""
    how = "cut short" if found < expected else "too long"
    return WrongHashError(
        f"{entry}/{file} is {how}: the lock says {expected} bytes, {found} came; nothing of it "
        f"was executed. Try again; if the change is meant: thence pin --update {entry}",
        entry=entry,
        file=file,
    )


def offline(entry: str, file: str) -> UnavailableError:
    """What is needed is not in the cache, and nothing may be fetched."""
    return UnavailableError(
        f"{entry}/{file} is not in the cache, and --offline forbids to fetch it; "
        "run once without it, or fill the cache: thence cache fill",
        entry=entry,
        file=file,
    )


def unsafe_name(entry: str, name: str, why: str) -> RefusedError:
    """A listing or an archive holds a name that leads elsewhere, or is ambiguous."""
    return RefusedError(
        f"{entry} holds {name!r}, {why}; thence opens nothing of such a source", entry=entry
    )


def beyond_limit(entry: str, what: str, limit: object) -> RefusedError:
    """More bytes, files or seconds than a source may have."""
    return RefusedError(
        f"{entry}: {what} exceeds the limit of {limit}; raise it by Sources(limits=Limits(...)), "
        "if you trust the source that far",
        entry=entry,
    )


def lacks_library(entry: str, library: str, extra: str) -> RefusedError:
    """A store needs a package that is not installed."""
    return RefusedError(
        f"{entry}: {library} is not installed; pip install 'thence[{extra}]'", entry=entry
    )


def no_store(entry: str, why: str) -> RefusedError:
    """Nobody knows the scheme; ``why`` is what fsspec, which knows many, has to say."""
    scheme = entry.partition(":")[0]
    return RefusedError(
        f"{entry}: no store takes {scheme}: entries: thence has none for them, nobody offers an "
        f"entry point {scheme!r} in the group 'thence.sources', and fsspec {why}",
        entry=entry,
    )


def not_found_for_sure(
    fullname: str, failures: "Sequence[tuple[str, BaseException]]", others: int
) -> UnavailableError:
    """No entry has the module, and some could not say; their errors are told in notes."""
    entry, cause = failures[0]
    error = UnavailableError(f"No module named {fullname!r}", name=fullname, entry=entry)
    for each, reason in failures:
        error.add_note(f"  {each} could not be asked: {said(reason)}")
    error.add_note(f"  the other entries of the path ({others}) were searched, none has it")
    error.__cause__ = cause.with_traceback(None)
    return error


def said(error: BaseException) -> str:
    """An error in one line."""
    text = str(error) or type(error).__name__
    return text if isinstance(error, ImportError) else f"{type(error).__name__}: {text}"
