"""``Sources``: which places beyond the file system a program may import from, and how."""

from .._engine import paths
from .attaching import Attachment
from .names import cleaned, is_url
from .rules import Rules
from .settings import Limits
from .shelf import Shelf
from .source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike
    from typing import Any


class Sources:
    """Which sources may be imported from; hand it to an ``ImportSystem`` or to ``install``.

    ``allow`` are path entries, each of which allows what lies below it, too, or ``Source``
    objects.  ``lock`` is the file with the hashes (``thence pin`` writes it): nothing runs whose
    hash is not in it; sources on this machine may do without one.  ``trust_first_use`` adds
    what is new to the lock, ``frozen`` forbids that whatever else was said.  ``offline`` takes
    everything from the cache.  ``strict`` makes a source that cannot be reached an error even
    if another entry could have the module.  ``plain_http`` allows http without TLS beyond this
    machine.  ``cache`` is the folder of the cache (default: THENCE_CACHE, else below
    ``~/.cache``).

    Raises RefusedError for an entry that holds a password or leads upwards.
    """

    def __init__(  # noqa: PLR0913 - each is one decision of the user's
        self,
        allow: "Iterable[str | PathLike[str] | Source]" = (),
        *,
        lock: "str | PathLike[str] | None" = None,
        trust_first_use: bool = False,
        frozen: bool = False,
        offline: bool = False,
        strict: bool = False,
        plain_http: bool = False,
        limits: Limits | None = None,
        cache: "str | PathLike[str] | None" = None,
    ) -> None:
        self.rules = Rules(
            None if lock is None else local(lock),
            trusts=trust_first_use and not frozen,
            offline=offline,
            strict=strict,
            cache=None if cache is None else local(cache),
            limits=limits,
        )
        self.shelf = Shelf(self.rules, plain_http=plain_http)
        for each in allow:
            self.allow(each)
        self._attachments: list[Attachment] = []

    def __repr__(self) -> str:
        return repr(self.shelf)

    def allow(self, entry: "str | PathLike[str] | Source") -> None:
        """Allow one more.  Raises RefusedError."""
        if isinstance(entry, Source):
            self.shelf.add(entry)
        else:
            self.shelf.allowed.append(absolute(entry))

    def attach(self, system: "Any") -> None:
        """Let an ``ImportSystem`` import from these sources."""
        attachment = Attachment(self.shelf, system)
        attachment.do()
        self._attachments.append(attachment)

    def detach(self, system: "Any") -> None:
        """End that; modules that were imported stay."""
        for attachment in [each for each in self._attachments if each.system is system]:
            attachment.undo()
            self._attachments.remove(attachment)


def local(path: "str | PathLike[str]") -> str:
    """A path on this machine, absolute."""
    text = path if isinstance(path, str) else path.__fspath__()
    return paths.absolute(text)


def absolute(entry: "str | PathLike[str]") -> str:
    """An entry in the form in which entries are compared: cleaned, files by absolute paths."""
    text = entry if isinstance(entry, str) else entry.__fspath__()
    return cleaned(text if is_url(text) else paths.absolute(text))
