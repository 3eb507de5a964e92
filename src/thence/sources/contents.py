"""The files of one source, each with the hash that it must have.

Everything that is executed, or handed to a program, comes through ``Contents.read``.
"""

from time import perf_counter_ns

from . import errors
from .lock.pins import Pin
from .names import check_depth, check_names, folders_of, inside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .rules import Rules
    from .source import Source


class Contents:
    """What a source holds, as far as the rules let it be used.

    Where the lock names the source, the lock is the listing: what it does not name is not there,
    and nothing is asked of the source but the bytes that the cache lacks.
    """

    def __init__(self, source: "Source", rules: "Rules") -> None:
        self.source = source
        self.entry = source.entry
        self._rules = rules
        self.cache = rules.cache
        self.library = rules.library
        self.digest = rules.sha256
        # The shared libraries that were unpacked of it, if any (``unpacking.Unpacked``).
        self.unpacked: Any = None
        self._fresh = False
        self._fingerprint: str | None = None
        self._pins: Mapping[str, Pin] = {}
        # Name -> sha256, or None where it is not known before the file was read.
        #
        #   "pkg/__init__.py" -> "3a7b..."
        self._files: dict[str, str | None] = {}
        self._folders: set[str] = set()
        # What a source that cannot list was asked for in vain.
        self._absent: set[str] = set()
        self.can_list = True
        # Whether what came along with a file of an archive is in the cache, too.
        self._others_are_kept = False
        # Read already, and not in the cache: name -> bytes, until the loader takes them.
        self._in_hand: dict[str, bytes] = {}
        # How long the source took for what was not checked yet.
        self._took_ns: dict[str, int] = {}

    def __repr__(self) -> str:
        return f"Contents({self.source!r})"

    def invalidate(self) -> None:
        """Compare the fingerprint before the next use."""
        self._fresh = False

    def look(self) -> None:
        """Know the files, from the lock or from the source.

        Raises SourceError and OSError; then nothing is known.
        """
        if self._fresh:
            return
        pins = self._rules.pins_of(self.entry)
        if pins is not None and not self._rules.may_trust():
            self._know(dict.fromkeys(pins), pins)
        else:
            if pins is None:
                self._rules.require_trust(self.source)
            self._ask(pins or {})
        self._fresh = True

    def _ask(self, pins: "Mapping[str, Pin]") -> None:
        """Know the files from the source, unless its fingerprint is the one seen before."""
        self._rules.require_online(self.source)
        fingerprint = self.source.fingerprint()
        if fingerprint is not None and fingerprint == self._fingerprint:
            self._pins = pins
            return
        listing = self.source.list()
        self.can_list = listing is not None
        check_names(self.entry, listing or (), self._rules.library)
        limit = self._rules.limits.number
        if listing is not None and len(listing) > limit:
            raise errors.beyond_limit(self.entry, "the number of its files", limit)
        check_depth(self.entry, listing or (), limit)
        self._know(dict(listing or {}), pins)
        self._fingerprint = fingerprint
        if listing:
            self._pin_listed(listing)

    def _know(self, files: dict[str, str | None], pins: "Mapping[str, Pin]") -> None:
        self._pins, self._files = pins, files
        self._folders = folders_of(files)
        self._absent.clear()
        self._in_hand.clear()
        self._took_ns.clear()
        self._others_are_kept = False
        self.unpacked = None

    def _pin_listed(self, listing: "Mapping[str, str | None]") -> None:
        """Refuse a listing that contradicts the lock."""
        for name, pin in self._pins.items():
            said = listing.get(name)
            if said is not None and said != pin.sha256:
                by = self._rules.lock_shown
                raise errors.wrong_hash(self.entry, name, pin.sha256, said, by)

    def names(self) -> "list[str]":
        """The names of all files that are known.  Raises SourceError, OSError."""
        self.look()
        return list(self._files)

    def folders(self) -> set[str]:
        """The names of all folders; the root is the empty name.  Raises SourceError, OSError."""
        self.look()
        return self._folders

    def has(self, name: str) -> bool:
        """Is there such a file?  A source that cannot list is asked, once.

        Raises SourceError, OSError.
        """
        self.look()
        return self.has_known(name)

    def has_known(self, name: str) -> bool:
        """The same, for whoever has just looked, and asks for many names.

        Raises SourceError, OSError.
        """
        if name in self._files:
            return True
        if self.can_list or name in self._absent:
            return False
        try:
            self._in_hand[name] = self._fetch(name)
        except FileNotFoundError:
            self._absent.add(name)
            return False
        self._files[name] = None
        self._folders |= folders_of([name])
        return True

    def name_of(self, path: str) -> str | None:
        """The name of a file, of its full path; None for one elsewhere."""
        return inside(path, self.entry)

    def hash_of(self, name: str) -> str:
        """The sha256 of a file.  Raises what ``read`` raises."""
        pin = self._pins.get(name)
        if pin is not None:
            return pin.sha256
        if (sha256 := self._files.get(name)) is None:
            data = self._in_hand[name] = self.read(name)
            # Another thread may have asked for a new listing meanwhile, which has none yet.
            sha256 = self._files.get(name) or self.digest(data)
        return sha256

    def facts(self, name: str) -> "dict[str, Any]":
        """Hash, size and state of a file, as far as they are known without reading it."""
        pin = self._pins.get(name)
        sha256 = self._files.get(name) if pin is None else pin.sha256
        kept = sha256 is not None and self._rules.cache.has(sha256)
        words = ["not pinned" if pin is None else "pinned"]
        words += ["in the cache"] if kept else []
        data = self._in_hand.get(name)
        return {
            "sha256": sha256,
            "size": pin.size if pin is not None else None if data is None else len(data),
            "state": ", ".join(words),
        }

    def provide(self, name: str) -> None:
        """Make sure that a file can be read later without its source.

        Raises what ``read`` raises.
        """
        pin = self._pins.get(name)
        if name in self._in_hand or (pin is not None and self._rules.cache.has(pin.sha256)):
            return
        self._in_hand[name] = self.read(name)

    def read(self, name: str) -> bytes:
        """The bytes of a file, which are what the lock says.

        Raises FileNotFoundError; ``WrongHashError`` for other bytes; ``NotPinnedError``,
        ``RefusedError``; OSError when the source cannot be reached.
        """
        self.look()
        if (data := self._in_hand.pop(name, None)) is not None and name in self._files:
            return self._checked(name, data)
        if name not in self._files and self.can_list:
            raise FileNotFoundError(2, "no such file in this source", f"{self.entry}/{name}")
        if (data := self._kept(name)) is not None:
            return data
        return self._of_this_revision(name)

    def _of_this_revision(self, name: str) -> bytes:
        """The bytes from the source, which may have got a new revision since it was listed."""
        try:
            return self._checked(name, self._fetch(name))
        except (errors.WrongHashError, FileNotFoundError) as error:
            if (data := self._earlier(name)) is not None:
                return self._checked(name, data)
            if isinstance(error, errors.WrongHashError):
                self.source.forget()
            raise

    def _earlier(self, name: str) -> bytes | None:
        """The bytes that the lock, or the listing, names; None where they are not kept."""
        if (expected := self._expected(name)) is None:
            return None
        asked_at = perf_counter_ns()
        try:
            data = self.source.earlier(name, expected)
        except (OSError, errors.RefusedError):
            return None  # what was wrong at first is what is told
        self._took_ns[name] = perf_counter_ns() - asked_at
        return data if self._rules.sha256(data) == expected else None

    def bytecode(self, name: str, mark: str) -> bytes:
        """The .pyc file that was kept for a source file.  Raises OSError, SourceError."""
        sha256 = self.hash_of(name)
        asked_at = perf_counter_ns()
        data = self.cache.read_bytecode(sha256, mark)
        took_ns = perf_counter_ns() - asked_at
        self._rules.tell(f"{self.entry}/{name}", sha256, len(data), "bytecode", took_ns)
        return data

    def _kept(self, name: str) -> bytes | None:
        """The bytes from the cache, if they are there and sound."""
        if (sha256 := self._expected(name)) is None:
            return None
        asked_at = perf_counter_ns()
        data = self._rules.cache.read(sha256)
        if data is not None:
            took_ns = perf_counter_ns() - asked_at
            self._rules.tell(f"{self.entry}/{name}", sha256, len(data), "cache", took_ns)
            self._trust(name, Pin(sha256, len(data)))
        return data

    def _expected(self, name: str) -> str | None:
        """The sha256 that the lock names, or else the listing; None: neither does."""
        pin = self._pins.get(name)
        return self._files.get(name) if pin is None else pin.sha256

    def _fetch(self, name: str) -> bytes:
        """The bytes from the source, not compared with anything yet."""
        self._rules.require_online(self.source, name)
        asked_at = perf_counter_ns()
        data = self.source.read(name)
        limit = self._rules.limits.size
        if len(data) > limit:
            raise errors.beyond_limit(self.entry, f"the size of {name}", limit)
        self._took_ns[name] = perf_counter_ns() - asked_at
        return data

    def _checked(self, name: str, data: bytes) -> bytes:
        """The bytes, if they are what they must be; new ones are kept, and pinned if trusted."""
        sha256 = self._rules.sha256(data)
        if (took_ns := self._took_ns.pop(name, None)) is not None:
            self._rules.tell(f"{self.entry}/{name}", sha256, len(data), "source", took_ns)
        pin = self._pins.get(name)
        if pin is not None:
            if len(data) != pin.size and sha256 != pin.sha256:
                raise errors.wrong_size(self.entry, name, pin.size, len(data))
            self._compare(name, pin.sha256, sha256, self._rules.lock_shown)
        elif (said := self._files.get(name)) is not None:
            self._compare(name, said, sha256, errors.OWN_LISTING)
        self._trust(name, Pin(sha256, len(data)))
        self._files[name] = sha256
        # Without its hash in the lock nobody would look for it in the cache.
        if self.source.is_kept and name in self._pins and self._rules.cache.keep(sha256, data):
            self._keep_others()
        return data

    def _trust(self, name: str, pin: Pin) -> None:
        """Add the hash of what is about to be used to the lock, unless it is there."""
        if name not in self._pins:
            self._pins = self._rules.trust(self.source, name, pin, self._pins)

    def _keep_others(self) -> None:
        """Keep what came along: an archive is fetched once, not once for each module."""
        if not self.source.is_bulk or self._others_are_kept:
            return
        self._others_are_kept = True
        for name, pin in self._pins.items():
            if self._rules.cache.has(pin.sha256):
                continue
            try:
                data = self.source.read(name)
            except FileNotFoundError:
                continue  # whoever asks for it is told
            if self._rules.sha256(data) == pin.sha256:
                self._rules.cache.keep(pin.sha256, data)

    def _compare(self, name: str, expected: str, found: str, by: str) -> None:
        if expected != found:
            raise errors.wrong_hash(self.entry, name, expected, found, by)
