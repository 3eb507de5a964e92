"""The files below a URL of fsspec's, with its errors in this package's terms."""

from ..._engine.primitives import os, thread
from ..errors import RefusedError, no_store
from ..libraries import import_in_common
from . import ssh_hosts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..settings import Settings

# What has no such file, whatever the reason.
ABSENT = (FileNotFoundError, IsADirectoryError, NotADirectoryError)
# Methods of asynchronous file systems that another thread does the work of.
AWAITED = ("cat_file", "find", "info", "pipe_file", "rm_file")
# s3fs asks for the size first, to fetch large files in parts; those of modules are small.
OPTIONS = {scheme: {"max_concurrency": 1} for scheme in ("s3", "s3a")}


class Files:
    """A folder in one of fsspec's file systems; opened when it is first needed.

    ``url`` may be chained (``zip://lib::s3://bucket/tools.zip``).  Names are relative to it.
    """

    def __init__(self, url: str, settings: "Settings") -> None:
        self.url = url
        self._settings = settings
        # Process id -> file system and the folder's path in it: none survives a fork.
        self._of: dict[int, tuple[Any, str]] = {}
        # Process id -> who asks a file system that has one connection for all threads.
        self._locks: dict[int, Any] = {}

    def renew(self) -> None:
        """Forget what is known of the files; an archive in a chain is opened anew."""
        system, _ = self._of.get(os.getpid(), (None, ""))
        if "::" in self.url:
            self._of.pop(os.getpid(), None)
        elif system is not None:
            system.invalidate_cache()

    def read(self, name: str) -> bytes:
        """All bytes of a file.  Raises FileNotFoundError, another OSError."""
        return bytes(self._do(lambda system, root: content(system, joined(root, name)), name))

    def is_patient(self) -> bool:
        """Does each call end after some seconds?  Raises OSError."""
        return bool(self._do(lambda system, _: isinstance(system, Patient), ""))

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
        """The size of each file below; 0 where it is not known.  Raises OSError."""

        def find(system: "Any", root: str) -> "dict[str, int]":
            start = len(root.strip("/"))
            # Some stores mark folders by empty files whose names end with a slash.
            return {
                path.strip("/")[start:].lstrip("/"): facts.get("size") or 0
                for path, facts in system.find(root, detail=True).items()
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
        """Let the file system do something; no source is asked for what it imports meanwhile."""
        return self._settings.library.apart(self._translated, action, name)

    def _translated(self, action: "Callable[[Any, str], Any]", name: str) -> "Any":
        shown = f"{self.url}/{name}" if name else self.url
        try:
            system, root = self._opened()
            if getattr(system, "async_impl", False):
                return action(Patient(system, self._settings.limits.seconds), root)
            with self._locks.setdefault(os.getpid(), thread.allocate_lock()):
                return action(system, root)
        except ABSENT:
            raise FileNotFoundError(2, "no such file", shown) from None
        except RefusedError:
            raise
        except Exception as error:  # file systems raise what their libraries raise
            # Not a plain OSError: inside an archive that would be one of its library's.
            kind = TimeoutError if isinstance(error, TimeoutError) else ConnectionError
            raise kind(f"{shown}: {without_queries(error)}") from error

    def _opened(self) -> "tuple[Any, str]":
        process = os.getpid()
        if process not in self._of:
            self._of[process] = self._open()
        if thread.get_ident() == thread_of_loops(self._settings):
            # A library imports something in the thread that has to fetch it: that would hang.
            raise OSError("asked for by what is needed to read it")
        return self._of[process]

    def _open(self) -> "tuple[Any, str]":
        library = self._settings.library
        if "://" not in self.url:  # fsspec would take it for a file's name
            raise no_store(self.url, "has none without ://")
        # Loaded by the first request elsewhere, in a thread of its own, where it must not wait.
        library("encodings.idna")
        try:
            fsspec = import_in_common("fsspec")
        except ImportError:
            why = "is not installed: pip install 'thence[fsspec]'"
            raise no_store(self.url, why) from None
        try:
            opened: tuple[Any, str] = fsspec.core.url_to_fs(self.url, **self._options())
        except ImportError as error:
            raise RefusedError(f"{self.url}: fsspec says: {error}", entry=self.url) from None
        except ValueError as error:
            raise no_store(self.url, f"says: {without_queries(error)}") from None
        return opened

    def _options(self) -> "dict[str, dict[str, Any]]":
        """What the file systems of the URL's schemes are made with."""
        schemes = schemes_in(self.url)
        options = {each: OPTIONS[each] for each in schemes if each in OPTIONS}
        if any(each in ssh_hosts.SCHEMES for each in schemes):
            ssh = ssh_hosts.options_for(self.url, self._settings)
            options |= {each: ssh for each in schemes if each in ssh_hosts.SCHEMES}
        return options


class Patient:
    """An asynchronous file system whose calls raise TimeoutError after some seconds."""

    def __init__(self, system: "Any", seconds: float) -> None:
        self._system = system
        self._seconds = seconds

    def __getattr__(self, name: str) -> "Any":
        value = getattr(self._system, name)
        if name not in AWAITED:
            return value
        return lambda *words, **options: value(*words, timeout=self._seconds, **options)


def content(system: "Any", path: str) -> "Any":
    """All bytes of a file.  Raises IsADirectoryError, whatever the file system says of folders."""
    try:
        return system.cat_file(path)
    except ABSENT:
        raise
    except OSError:
        if system.isdir(path):
            raise IsADirectoryError(path) from None
        raise


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


def without_queries(error: Exception) -> str:
    """An error in one line; what follows a question mark in a URL may be a signature."""
    words = f"{type(error).__name__}: {error}".split()
    return " ".join(word.partition("?")[0] if "://" in word else word for word in words)
