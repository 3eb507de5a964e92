"""The file systems that fsspec has for a URL: what they need, and what they are made with."""

from ..._engine.primitives import os
from ..errors import RefusedError, no_store
from ..in_common import import_in_common, without_orphans
from . import ssh_hosts
from .fsspec_urls import is_chained, schemes_in
from .library_errors import in_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ..settings import Settings

# What a file system imports only when it is opened, by another thread: GitHub's takes large files
# from there.
LATER = {"github": ("http",)}
# s3fs asks for the size first, to fetch large files in parts; those of modules are small.
OPTIONS = {scheme: {"max_concurrency": 1} for scheme in ("s3", "s3a")}


class Systems:
    """The file system of a URL, opened when it is first needed; one for each process."""

    def __init__(self, url: str, settings: "Settings") -> None:
        self._url = url
        self._settings = settings
        self._is_async: bool | None = None  # None: what the URL needs was not loaded yet
        self._options: dict[str, dict[str, Any]] = {}  # by scheme
        # Process id -> file system and the folder's path in it: none survives a fork.
        self._of: dict[int, tuple[Any, str]] = {}

    def load(self) -> bool:
        """Import what the URL's schemes need, by the thread that asks; is the first one async?

        Another thread would wait for modules that this one is just importing.
        Raises RefusedError for a scheme that nobody knows, or that lacks a library; OSError.
        """
        if self._is_async is None:
            kinds = without_orphans(self._classes)
            self._options = self._options_for(kinds)
            self._is_async = bool(getattr(kinds[0], "async_impl", False))
        return self._is_async

    def of_this_process(self) -> "tuple[Any, str]":
        """The file system, and the path of the URL's folder in it.

        Raises RefusedError, what the file system raises.
        """
        process = os.getpid()
        if process not in self._of:
            self._of[process] = self._open()
        return self._of[process]

    def renew(self) -> None:
        """Forget what is known of the files; an archive in a chain is opened anew."""
        system, _ = self._of.get(os.getpid(), (None, ""))
        if is_chained(self._url):
            self.forget()
        elif system is not None:
            system.invalidate_cache()

    def forget(self) -> None:
        """Open it anew when it is needed."""
        self._of.pop(os.getpid(), None)

    def _classes(self) -> "list[Any]":
        """Those of the file systems of the URL's schemes."""
        fsspec = self._fsspec()
        schemes = schemes_in(self._url)
        for each in schemes:
            load_if_it_is_there(fsspec, LATER.get(each, ()))
        try:
            return [fsspec.get_filesystem_class(each) for each in schemes]
        except ImportError as error:
            if type(error.__cause__) is ImportError:
                raise not_now(error) from None
            refused = self._lacks(error)
        except ValueError as error:
            refused = self._unknown(error)
        raise refused

    def _lacks(self, error: Exception) -> RefusedError:
        words = in_words(error, self._settings.library).partition(": ")[2]
        return RefusedError(f"{self._url}: fsspec says: {words}", entry=self._url)

    def _unknown(self, error: Exception) -> RefusedError:
        return no_store(self._url, f"says: {in_words(error, self._settings.library)}")

    def _fsspec(self) -> "Any":
        if "://" not in self._url:  # fsspec would take it for a file's name
            raise no_store(self._url, "has none without ://")
        # Loaded by the first request elsewhere, in a thread of its own, where it must not wait.
        self._settings.library("encodings.idna")
        try:
            return import_in_common("fsspec")
        except ModuleNotFoundError:
            why = "is not installed: pip install 'thence[fsspec]'"
            raise no_store(self._url, why) from None

    def _open(self) -> "tuple[Any, str]":
        options = {scheme: dict(given) for scheme, given in self._options.items()}
        try:
            opened: tuple[Any, str] = self._fsspec().core.url_to_fs(self._url, **options)
        except ImportError as error:
            refused = self._lacks(error)
        except ValueError as error:
            refused = self._unknown(error)
        else:
            ssh_hosts.limit(opened[0], self._settings.limits.seconds)
            return opened
        raise refused

    def _options_for(self, kinds: "list[Any]") -> "dict[str, dict[str, Any]]":
        """What the file systems of the URL's schemes are made with."""
        schemes = schemes_in(self._url)
        options = {each: dict(OPTIONS.get(each, {})) for each in schemes}
        if any(each in ssh_hosts.SCHEMES for each in schemes):
            ssh = ssh_hosts.options_for(self._url, self._settings)
            options |= {each: dict(ssh) for each in schemes if each in ssh_hosts.SCHEMES}
        for scheme, kind in zip(schemes, kinds, strict=True):
            if not getattr(kind, "async_impl", False):
                # fsspec keeps those of each thread, for ever: ours are used by many, for a while.
                options[scheme]["skip_instance_cache"] = True
        return options


def load_if_it_is_there(fsspec: "Any", schemes: "Iterable[str]") -> None:
    """Import the file systems of some schemes, unless a library of theirs is not installed.

    Raises OSError when one cannot be imported now.
    """
    for scheme in schemes:
        try:
            fsspec.get_filesystem_class(scheme)
        except ImportError as error:
            if type(error.__cause__) is ImportError:
                raise not_now(error) from None


def not_now(error: ImportError) -> OSError:
    """It can be had later: the program is just importing what it needs."""
    return OSError(f"what it needs cannot be imported now: {error.__cause__}")
