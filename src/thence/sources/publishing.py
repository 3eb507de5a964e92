"""Taking the files of one source to another place."""

from .errors import RefusedError
from .names import check_names, is_url
from .opening import HERE, STORES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .libraries import Libraries
    from .source import Source

FSSPEC = "fsspec"


def files_of(source: "Source", library: "Libraries") -> dict[str, bytes]:
    """Every file of a source.  Raises SourceError, OSError."""
    listing = source.list()
    if listing is None:
        raise RefusedError(f"{source.entry} cannot list its files", entry=source.entry)
    check_names(source.entry, listing, library)
    return {name: source.read(name) for name in listing}


def publisher_for(destination: str) -> "Callable[..., str]":
    """What publishes there: ``publish(files, destination, settings, bundle=...)``.

    Raises RefusedError for a place that nothing can be published to.
    """
    scheme = destination.partition(":")[0].lower() if is_url(destination) else ""
    module = "static" if not scheme else STORES.get(scheme, (FSSPEC, ""))[0]
    try:
        store = __import__(f"{HERE}.stores.{module}", fromlist=["publish"])
        publish: Callable[..., str] = store.publish
    except (ImportError, AttributeError):
        raise RefusedError(
            f"nothing can be published to {destination}: give a folder (for any web server), "
            "a database, or a URL of fsspec's",
            entry=destination,
        ) from None
    return publish
