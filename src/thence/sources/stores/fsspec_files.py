"""The files below a URL of fsspec's, with its errors in this package's terms."""

from ..._engine.primitives import os, thread
from ..errors import RefusedError, beyond_limit, no_store
from ..in_common import import_in_common, without_orphans
from . import ssh_hosts
from .fsspec_calls import Patient
from .library_errors import in_words
from .timed_calls import TimedCalls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..settings import Settings

# What has no such file, whatever the reason.
ABSENT = (FileNotFoundError, IsADirectoryError, NotADirectoryError)
# What is on this machine, and what hands out the files of something else.
LOCAL = ("memory", "file", "local")
COPYING = ("simplecache", "filecache", "blockcache", "cached")
WRAPPERS = ("zip", "tar", "libarchive", "dir", *COPYING)
# s3fs asks for the size first, to fetch large files in parts; those of modules are small.
OPTIONS = {scheme: {"max_concurrency": 1} for scheme in ("s3", "s3a")}


class Files:
    """A folder in one of fsspec's file systems; opened when it is first needed.

    ``url`` may be chained (``zip://lib::s3://bucket/tools.zip``).  Names are relative to it.
    """

    def __init__(self, url: str, settings: "Settings") -> None:
        self.url = url
        self._settings = settings
        schemes = schemes_in(url)
        self._is_chained = "::" in url
        self._is_copied = any(each in COPYING for each in schemes)
        # Does nothing in the URL lead to another machine?
        self.is_local = is_local(url)
        self._is_async: bool | None = None  # None: what the URL needs was not loaded yet
        self._options: dict[str, dict[str, Any]] = {}  # by scheme
        # Process id -> file system and the folder's path in it: none survives a fork.
        self._of: dict[int, tuple[Any, str]] = {}
        # Process id -> who asks a file system that has one connection for all threads.
        self._locks: dict[int, Any] = {}
        self._calls = TimedCalls()

    def renew(self) -> None:
        """Forget what is known of the files; an archive in a chain is opened anew."""
        system, _ = self._of.get(os.getpid(), (None, ""))
        if self._is_chained:
            self._of.pop(os.getpid(), None)
        elif system is not None:
            system.invalidate_cache()

    def read(self, name: str) -> bytes:
        """All bytes of a file.  Raises FileNotFoundError, another OSError, RefusedError."""
        most = self._settings.limits.size
        if self._is_copied and self.size_of(name) > most:  # before all of it is on this machine
            raise self._too_large(name)

        def fetched(system: "Any", root: str) -> "Any":
            is_whole = self.is_local and not self._is_chained
            return content(system, joined(root, name), None if is_whole else most + 1)

        data = bytes(self._do(fetched, name))
        if len(data) > most:
            raise self._too_large(name)
        return data

    def _too_large(self, name: str) -> RefusedError:
        return beyond_limit(self.url, f"the size of {name}", self._settings.limits.size)

    def open(self, name: str) -> "Any":
        """A file as the file system's own stream.  Raises OSError."""
        return self._do(lambda system, root: system.open(joined(root, name), "rb"), name)

    def size_of(self, name: str) -> int:
        """Bytes.  Raises FileNotFoundError, another OSError."""
        return int(self._do(lambda system, root: system.info(joined(root, name)), name)["size"])

    def part(self, name: str, begin: int, end: int) -> bytes:
        """The bytes from one position up to another.  Raises OSError."""

        def fetched(system: "Any", root: str) -> "Any":
            return system.cat_file(joined(root, name), start=begin, end=end)

        data = bytes(self._do(fetched, name))
        if len(data) != end - begin:
            raise ConnectionError(f"{self.url}/{name} changed while it was read")
        return data

    def stamp(self, name: str) -> str:
        """What changes with one file.  Raises FileNotFoundError, another OSError."""
        self.renew()
        facts = self._do(lambda system, root: system.info(joined(root, name)), name)
        return self._settings.library.sha256(repr(facts).encode())

    def sizes(self) -> "dict[str, int]":
        """The size of each file below; 0 where it is not known.  Raises OSError, RefusedError."""
        most = self._settings.limits.number
        too_many = beyond_limit(self.url, "the number of its files", most)

        def find(system: "Any", root: str) -> "dict[str, int]":
            start = len(root.strip("/"))
            # Some stores mark folders by empty files whose names end with a slash.
            return {
                path.strip("/")[start:].lstrip("/"): facts.get("size") or 0
                for path, facts in files_below(system, root, most, too_many).items()
                if facts.get("type") != "directory" and not path.endswith("/")
            }

        found: dict[str, int] = self._do(find, "")
        return found

    def write(self, name: str, data: bytes) -> None:
        """Write a file, and make its folder where there are such.  Raises OSError."""

        def put(system: "Any", root: str) -> None:
            path = joined(root, name)
            try:
                system.pipe_file(path, data)
            except ABSENT:
                system.makedirs(path.rpartition("/")[0], exist_ok=True)
                system.pipe_file(path, data)

        self._do(put, name)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there.  Raises OSError."""
        try:
            self._do(lambda system, root: system.rm_file(joined(root, name)), name)
        except FileNotFoundError:
            return

    def _do(self, action: "Callable[[Any, str], Any]", name: str) -> "Any":
        """Let the file system do something, with its errors in this package's terms.

        Raises FileNotFoundError, TimeoutError, ConnectionError, RefusedError.
        """
        shown = f"{self.url}/{name}" if name else self.url
        try:
            return self._ended(action)
        except ABSENT:
            failure: OSError = FileNotFoundError(2, "no such file", shown)
        except RefusedError:
            raise
        except Exception as error:  # noqa: BLE001 - they raise what their libraries raise
            # Not a plain OSError: inside an archive that would be one of its library's.
            kind = TimeoutError if isinstance(error, TimeoutError) else ConnectionError
            failure = kind(f"{shown}: {in_words(error, self._settings.library)}")
        raise failure  # not chained to the library's

    def _ended(self, action: "Callable[[Any, str], Any]") -> "Any":
        """What it does in time.  No source is asked for what it imports meanwhile."""
        apart, seconds = self._settings.library.apart, self._settings.limits.seconds
        if thread.get_ident() == thread_of_loops(self._settings):
            # A library imports something in the thread that has to fetch it: that would hang.
            raise OSError("asked for by what is needed to read it")
        is_async = apart(self._loaded)
        if self.is_local:
            return apart(self._one_by_one, action)
        if is_async and not self._is_chained:
            return apart(lambda: action(*self._patient(seconds)))
        try:
            return self._calls.do(lambda: apart(self._one_by_one, action), seconds)
        except TimeoutError:
            # Whoever did not answer has the file system, and its lock, for ever.
            self._of.pop(os.getpid(), None)
            self._locks.pop(os.getpid(), None)
            raise

    def _one_by_one(self, action: "Callable[[Any, str], Any]") -> "Any":
        with self._locks.setdefault(os.getpid(), thread.allocate_lock()):
            return action(*self._opened())

    def _patient(self, seconds: float) -> "tuple[Any, str]":
        system, root = self._opened()
        return Patient(system, seconds), root

    def _opened(self) -> "tuple[Any, str]":
        process = os.getpid()
        if process not in self._of:
            self._of[process] = self._open()
        return self._of[process]

    def _loaded(self) -> bool:
        """Import what the URL's schemes need, by the thread that asks; is the first one async?

        Another thread would wait for modules that this one is just importing.
        Raises RefusedError for a scheme that nobody knows, or that lacks a library.
        """
        if self._is_async is None:
            kinds = without_orphans(self._classes)
            self._options = self._options_for(kinds)
            self._is_async = bool(getattr(kinds[0], "async_impl", False))
        return self._is_async

    def _classes(self) -> "list[Any]":
        """Those of the file systems of the URL's schemes."""
        fsspec = self._fsspec()
        try:
            return [fsspec.get_filesystem_class(each) for each in schemes_in(self.url)]
        except ImportError as error:
            if type(error.__cause__) is ImportError:
                raise OSError(f"what it needs cannot be imported now: {error.__cause__}") from None
            refused = self._lacks(error)
        except ValueError as error:
            refused = self._unknown(error)
        raise refused

    def _lacks(self, error: Exception) -> RefusedError:
        words = in_words(error, self._settings.library).partition(": ")[2]
        return RefusedError(f"{self.url}: fsspec says: {words}", entry=self.url)

    def _unknown(self, error: Exception) -> RefusedError:
        return no_store(self.url, f"says: {in_words(error, self._settings.library)}")

    def _fsspec(self) -> "Any":
        if "://" not in self.url:  # fsspec would take it for a file's name
            raise no_store(self.url, "has none without ://")
        # Loaded by the first request elsewhere, in a thread of its own, where it must not wait.
        self._settings.library("encodings.idna")
        try:
            return import_in_common("fsspec")
        except ModuleNotFoundError:
            why = "is not installed: pip install 'thence[fsspec]'"
            raise no_store(self.url, why) from None

    def _open(self) -> "tuple[Any, str]":
        options = {scheme: dict(given) for scheme, given in self._options.items()}
        try:
            opened: tuple[Any, str] = self._fsspec().core.url_to_fs(self.url, **options)
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
        schemes = schemes_in(self.url)
        options = {each: dict(OPTIONS.get(each, {})) for each in schemes}
        if any(each in ssh_hosts.SCHEMES for each in schemes):
            ssh = ssh_hosts.options_for(self.url, self._settings)
            options |= {each: dict(ssh) for each in schemes if each in ssh_hosts.SCHEMES}
        for scheme, kind in zip(schemes, kinds, strict=True):
            if not getattr(kind, "async_impl", False):
                # fsspec keeps those of each thread, for ever: ours are used by many, for a while.
                options[scheme]["skip_instance_cache"] = True
        return options


def content(system: "Any", path: str, most: int | None) -> "Any":
    """All bytes of a file, up to so many; None: whole.

    Raises IsADirectoryError, whatever the file system says of folders.
    """
    try:
        if most is None:
            return system.cat_file(path)
        if isinstance(system, Patient):
            return system.beginning(path, most)
        with system.open(path, "rb") as stream:
            return stream.read(most)
    except ABSENT:
        raise
    except OSError:
        if system.isdir(path):
            raise IsADirectoryError(path) from None
        raise


def files_below(system: "Any", root: str, most: int, too_many: RefusedError) -> "dict[str, Any]":
    """What is known of each file below a folder.  Raises ``too_many``, as soon as there are."""
    if isinstance(system, Patient):  # one request; page by page it would be one for each folder
        found: dict[str, Any] = system.find(root, detail=True)
        return found
    found, seen = {}, 0
    for _, folders, files in system.walk(root, detail=True, on_error="raise"):
        seen += len(folders) + len(files)
        if seen > most:
            raise too_many
        found.update((facts["name"], facts) for facts in files.values())
    return found


def is_local(entry: str) -> bool:
    """Does nothing in the URL lead to another machine?

    >>> is_local("zip://lib::file:///srv/a.zip"), is_local("zip://lib::s3://bucket/a.zip")
    (True, False)
    """
    schemes = schemes_in(entry)
    return schemes[-1] in LOCAL and all(each in (*LOCAL, *WRAPPERS) for each in schemes)


def schemes_in(url: str) -> list[str]:
    """The schemes of a URL's parts, the outermost first.

    >>> schemes_in("zip://lib::s3://bucket/all.zip")
    ['zip', 's3']
    """
    return [each.partition(":")[0] for each in url.split("::")]


def thread_of_loops(settings: "Settings") -> int | None:
    """The thread in which fsspec's asynchronous file systems work, if there is one."""
    asyn = settings.library("sys").modules.get("fsspec.asyn")
    worker = None if asyn is None else asyn.iothread[0]
    return None if worker is None else worker.ident


def joined(root: str, name: str) -> str:
    """The path of a file in a folder.

    >>> joined("bucket/lib", "a.py"), joined("", "a.py"), joined("/", "a.py")
    ('bucket/lib/a.py', 'a.py', '/a.py')
    """
    return f"{root.rstrip('/')}/{name}" if root else name
