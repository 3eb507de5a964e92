"""Taking the files of one source to another place."""

from .errors import RefusedError, wrong_hash
from .names import check_names, is_url
from .opening import HERE, STORES
from .pinning import recorded_hashes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .rules import Rules
    from .source import Source

FSSPEC = "fsspec"


def files_of(source: "Source", rules: "Rules") -> dict[str, bytes]:
    """Every file of a source; those of a wheel have to be what its RECORD says.

    Raises SourceError, OSError.
    """
    listing = source.list()
    if listing is None:
        raise RefusedError(f"{source.entry} cannot list its files", entry=source.entry)
    check_names(source.entry, listing, rules.library)
    recorded = recorded_hashes(source, listing, rules)
    files = {name: source.read(name) for name in listing}
    for name, expected in recorded.items():
        if name in files and (found := rules.sha256(files[name])) != expected:
            raise wrong_hash(source.entry, name, expected, found, "its RECORD")
    return files


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
