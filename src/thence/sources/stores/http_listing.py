"""The published listing of a folder, as ``static`` writes it, and the archive of all its files."""

from ..errors import RefusedError, beyond_limit
from ..names import check_name
from ..settings import MEBIBYTE
from . import http_errors as errors
from .http_client import UNCHANGED
from .static import VERSION
from .static_revisions import INDEX, is_bundle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..settings import Settings
    from .http_client import Client
    from .zip_archive import ZipArchive

HASH_DIGITS = 64
DIGITS = "0123456789abcdef"
ROW = 1 << 10  # bytes that one file may take in a listing


class Listing:
    """What is listed at one time.  ``hashes``: file name -> sha256."""

    __slots__ = ("bundle", "digest", "etag", "hashes")

    def __init__(
        self, hashes: "dict[str, str | None]", bundle: str | None, etag: str | None, digest: str
    ) -> None:
        self.hashes = hashes
        self.bundle = bundle
        self.etag = etag
        self.digest = digest  # of the listing itself


def fetched(
    client: "Client", folder: "Any", settings: "Settings", known: Listing | None
) -> Listing | None:
    """The listing as it is now; ``known`` if it is still that; None: there is none.

    ``folder`` makes addresses of file names.  Raises OSError, RefusedError.
    """
    etag = None if known is None else known.etag
    try:
        headers = {"If-None-Match": etag} if etag else {}
        answer = client.get(folder(INDEX), headers, most_of(settings))
    except FileNotFoundError:
        return None
    if known is not None and answer.status == UNCHANGED:
        return known
    client.begin_anew()
    digest = settings.library.sha256(answer.data)
    rows, bundle = parsed(folder(INDEX), answer.data, settings)
    return Listing(rows, bundle, answer.headers.get("ETag"), digest)


def parsed(
    shown: str, data: bytes, settings: "Settings"
) -> "tuple[dict[str, str | None], str | None]":
    """The hashes and the archive's name in a listing.  Raises RefusedError."""
    try:
        index = settings.library("json").loads(data, object_pairs_hook=without_twins)
        version, files, bundle = index["version"], index["files"], index.get("bundle")
        hashes: dict[str, str | None] = {name: row["sha256"] for name, row in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise errors.no_listing(shown, f"{type(error).__name__}: {error}") from None
    if version != VERSION:
        raise errors.no_listing(shown, f"its version is {version!r}, not {VERSION}")
    if len(hashes) > settings.limits.number:
        raise beyond_limit(shown, "the number of its files", settings.limits.number)
    if not all(map(is_hash, hashes.values())):
        raise errors.no_listing(shown, "a hash in it is none")
    if bundle is not None and not is_bundle(bundle):
        raise errors.no_listing(shown, "the name of its bundle is none")
    return hashes, bundle


def most_of(settings: "Settings") -> int:
    """The bytes that a listing may have: parsed, it takes many times as many."""
    limits = settings.limits
    return min(limits.size, MEBIBYTE + limits.number * ROW)


def without_twins(pairs: "list[tuple[str, Any]]") -> "dict[str, Any]":
    """An object of JSON.  Raises ValueError for a name that comes twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice")
    return found


def is_hash(text: object) -> bool:
    """Is it a sha256 in hexadecimal digits?"""
    return isinstance(text, str) and len(text) == HASH_DIGITS and not text.strip(DIGITS)


def opened_bundle(
    client: "Client", folder: "Any", listing: Listing, settings: "Settings"
) -> "ZipArchive | None":
    """The archive of all files; None where there is none, or it is gone with its revision.

    Raises OSError, RefusedError.
    """
    from .zip_archive import ZipArchive

    if listing.bundle is None:
        return None
    url = folder(listing.bundle)
    try:
        data = client.get(url, most=settings.limits.total).data
    except FileNotFoundError:
        return None
    stream = settings.library("io").BytesIO(data)
    try:
        return ZipArchive(url, stream, len(data), settings)
    except (ImportError, OSError, MemoryError):
        raise
    except Exception as error:  # what zipfile says of bytes that are no archive
        raise RefusedError(f"{url} cannot be read as an archive: {error}", entry=url) from error


def is_safe(name: str) -> bool:
    """Does the name of a file stay below its folder?"""
    try:
        check_name("", name)
    except RefusedError:
        return False
    return True
