"""A folder on a web server: with a published listing, or without one."""

from ..errors import RefusedError
from ..source import Source
from . import http_errors as errors
from .http_addresses import Address, address_of, check_transport
from .static_revisions import kept_as

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..settings import Settings
    from .http_client import Client
    from .http_listing import Listing
    from .http_ranges import RemoteFile
    from .zip_archive import ZipArchive

WHOLE = 200
PAGE = "text/html"


class HttpSource(Source):
    """The files below a URL.

    Where ``thence-index.json`` lies there, it is the listing, and may name an archive of all
    files, which then is fetched instead of them; elsewhere each file is asked for by its name.
    Nothing is asked before the first use.
    """

    def __init__(self, entry: str, settings: "Settings") -> None:
        super().__init__(entry)
        self._settings = settings
        self._client_made: Client | None = None
        self._listing: Listing | None = None
        self._was_listed = False
        # Whether ``fingerprint`` has just brought the listing that ``list`` is asked for.
        self._is_new = False
        # The archive of all files, and of which listing.
        self._bundle: tuple[Listing, ZipArchive | None] | None = None
        # Name of an archive below -> how it is read.
        self._archives: dict[str, RemoteFile] = {}

    @property
    def _client(self) -> "Client":
        """What asks; made when it comes to that.  Raises RefusedError for plain http."""
        if self._client_made is None:
            from .http_client import Client

            check_transport(Address(self.entry, self._settings.library), self._settings)
            self._client_made = Client(self._settings)
        return self._client_made

    def _url(self, name: str) -> str:
        return address_of(self.entry, name, self._settings.library)

    def list(self) -> "Mapping[str, str | None] | None":
        """What the listing says; None where there is none.  Raises OSError, RefusedError."""
        if not self._is_new:
            self._refresh()
        self._is_new = False
        return None if self._listing is None else self._listing.hashes

    def fingerprint(self) -> str | None:
        """The hash of the listing.  Raises OSError, RefusedError."""
        self._refresh()
        self._is_new = True
        return None if self._listing is None else self._listing.digest

    def read(self, name: str) -> bytes:
        """All bytes of a file.  Raises FileNotFoundError, another OSError, RefusedError."""
        from .http_listing import is_safe

        if not is_safe(name):
            raise errors.not_found(f"{self.entry}/{name}")
        bundle = self._bundled()
        if bundle is not None and name in bundle.names():
            return bundle.read(name)
        answer = self._client.get(self._url(name))
        if answer.status != WHOLE:
            raise errors.failed(self._url(name), answer.status)
        if self._listing is None and name.endswith(".py") and is_page(answer.headers):
            raise errors.not_found(f"{self.entry}/{name}")  # a page that says so, with status 200
        return answer.data

    def earlier(self, name: str, sha256: str) -> bytes:
        """A file of the revision before, by its hash.  Raises what ``read`` raises."""
        if self._listing is None:
            return super().earlier(name, sha256)
        return self._client.get(self._url(kept_as(sha256))).data

    def forget(self) -> None:
        """Ask for the listing and the archive of all files anew, on new connections.

        What was wrong may have been an answer to something else.
        """
        self._listing, self._bundle = None, None
        self._was_listed = self._is_new = False
        if self._client_made is not None:
            self._client_made.close()

    def stamp(self, name: str) -> str:
        """What changes with an archive here.  Raises OSError, RefusedError."""
        return self._archive(name).refresh()

    def open_file(self, name: str) -> "Any":
        """An archive here as a stream.  Raises OSError, RefusedError."""
        return self._archive(name).open()

    def _archive(self, name: str) -> "RemoteFile":
        from .http_ranges import RemoteFile

        if name not in self._archives:
            url = self._url(name)
            self._archives[name] = RemoteFile(self._client, url, name, self._settings)
        return self._archives[name]

    def _refresh(self) -> None:
        """Have the listing as it is now.  Raises OSError, RefusedError."""
        from .http_listing import fetched

        self._listing = fetched(self._client, self._url, self._settings, self._listing)
        self._was_listed = True

    def _bundled(self) -> "ZipArchive | None":
        """The archive of all files, if the listing names one.  Raises OSError, RefusedError."""
        from .http_listing import opened_bundle

        if not self._was_listed:
            try:
                self._refresh()
            except RefusedError:  # whoever wants the listing is told; a lock needs none
                self._was_listed = True
        listing = self._listing
        if listing is None:
            return None
        if self._bundle is None or self._bundle[0] is not listing:
            archive = opened_bundle(self._client, self._url, listing, self._settings)
            self._bundle = (listing, archive)
            self.is_bulk = archive is not None
        return self._bundle[1]


def is_page(headers: "Any") -> bool:
    """Is the answer made for a browser?"""
    return bool(headers.get("Content-Type", "").lower().startswith(PAGE))
