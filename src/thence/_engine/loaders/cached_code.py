"""One question: is there valid bytecode for this source?  And its answer's consequences."""

from ..bytecode import format, policy
from ..bytecode.compiling import naming_module
from ..primitives import thread
from ..verbosity import verbose_message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

    from ..bytecode.transforms import Chain
    from ..state import ImportState


class CachedCode:
    """What is learnt of a module's source and bytecode while its code is looked for.

    ``loader`` is a source loader; the files are read and written by its methods alone.
    """

    # Of an observer that is told of all steps at once, at their end; and when, by that clock,
    # code was looked for, and valid bytecode was read.
    _clock: "Callable[[], int] | None" = None
    _began_at = 0
    _read_at: int | None = None

    def __init__(self, loader: "Any", fullname: str) -> None:
        self.loader = loader
        # Kept: the loader may be handed to another system while it works.
        self.state: ImportState = loader.import_state
        self.fullname = fullname
        self.source_path: str = loader.get_filename(fullname)
        # Decided here, once: what is applied is what the bytecode's name says.
        self.chain: Chain | None = None
        file_names = self.state.spec_class.file_names
        if self.state.transforms:
            self.chain = self._chain()
            mark = "" if self.chain is None else self.chain.mark
            self.cache_path = file_names.cache_of(self.source_path, mark)
            self._tell_cache()
        else:
            self.cache_path = file_names.cache_of(self.source_path)
        self.strict = self.state.strict_bytecode
        # Asked before anything is read: a change that comes later is seen.
        self.asked_for = self.strict and self.strict.source_as_it_is(self.source_path)
        self.mtime: int | None = None  # None: unknown, so nothing is read or kept
        self.flags = 0  # of the bytecode found: what replaces it is of the same kind
        self._source: Any = None
        self._source_hash: bytes | None = None

    def _chain(self) -> "Chain | None":
        """The transforms that this module goes through; None when there are none."""
        if not self.loader.takes_transforms:
            return None
        chain_for = self.state.spec_class.file_names.chain_for
        return chain_for(self.state.transforms, self.fullname, self.source_path)

    def _tell_cache(self) -> None:
        """Let whoever executes the module in this thread know where its bytecode is kept."""
        request = (thread.get_ident(), self.fullname)
        if request in self.state.caches_in_use:
            self.state.caches_in_use[request] = self.cache_path

    def source(self) -> "Any":
        """The source, read once.  Raises OSError."""
        if self._source is None:
            self._source = self.loader.get_data(self.source_path)
        return self._source

    def source_hash(self) -> bytes:
        """The hash of the source: 8 bytes.  Raises OSError."""
        if self._source_hash is None:
            self._source_hash = format.hash_of_source(self.source())
        return self._source_hash

    def from_cache(self) -> "CodeType | None":
        """The code in the bytecode file; None if there is none, or none to be trusted."""
        observer = self.state.observer
        clock = self._clock = None if observer is None else observer._clock
        if clock is not None:
            self._began_at = clock()
        elif observer is not None:
            observer.reading(self.fullname, self.cache_path or self.source_path)
        try:
            data = self._valid_bytecode()
            if data is None:
                return None
            verbose_message("{} matches {}", self.cache_path, self.source_path)
            if clock is not None:
                self._read_at = clock()
            elif (observer := self.state.observer) is not None:
                observer.bytecode_accepted(self.fullname, str(self.cache_path))
                observer.unmarshalling(self.fullname, str(self.cache_path))
            body = memoryview(data)[format.HEADER_SIZE :]
            return format.code_in(body, self.fullname, self.cache_path, self.source_path)
        except BaseException:
            self._tell_steps()
            raise

    def _valid_bytecode(self) -> bytes | None:
        """What the bytecode file holds; None if there is none, or none to be trusted."""
        if self.cache_path is None:
            return None
        try:
            stats = self.loader.path_stats(self.source_path)
        except OSError:
            return None
        self.mtime = int(stats["mtime"])
        try:
            data: bytes = self.loader.get_data(self.cache_path)
        except OSError as error:
            self._refused(error)
            return None
        try:
            self._validate(data, stats)
        except (ImportError, EOFError) as error:
            self._refused(error)
            return None
        return data

    def _validate(self, data: bytes, stats: "dict[str, Any]") -> None:
        """Raise ImportError or EOFError unless the bytecode belongs to the source as it is."""
        details = {"name": self.fullname, "path": self.cache_path}
        self.flags = format.header_flags(data, self.fullname, details)
        if not policy.is_by_hash(self.flags):
            size = stats.get("size")
            format.check_timestamp(data, self.mtime or 0, size, self.fullname, details)
            if self.strict is not None:
                self.strict.check_flags(self.flags, self.fullname, details)
                self.strict.check_times(self.asked_for, self.fullname, details)
        elif policy.source_is_checked(self.flags):
            format.check_hash(data, self.source_hash(), self.fullname, details)

    def _tell_steps(self) -> None:
        """Tell now of what was to be told at the end: these steps are not all that there are."""
        observer = self.state.observer
        if self._clock is not None and observer is not None:
            file = self.cache_path or self.source_path
            observer._reading_began(self.fullname, file, self._began_at)
            if self._read_at is not None:
                observer.unmarshalling(self.fullname, file)
        self._clock = self._read_at = None

    def _refused(self, error: Exception) -> None:
        if (observer := self.state.observer) is not None:
            self._tell_steps()
            reason = "absent" if isinstance(error, FileNotFoundError) else str(error)
            observer.bytecode_refused(self.fullname, str(self.cache_path), reason)

    def compiled_by(self, source_to_code: "Callable[..., CodeType]", is_own: bool) -> "CodeType":
        """The code made anew by a loader's ``source_to_code``, through the transforms.

        ``is_own`` says that nobody has overridden that method.
        """
        named = naming_module(self.fullname)
        self._tell_steps()
        source = self.source()
        if (observer := self.state.observer) is not None:
            observer.compiling(self.fullname, self.source_path)
        if self.chain is None:
            return source_to_code(source, self.source_path, *named)

        def compiled_as_read(source: "Any") -> "CodeType":
            return source_to_code(source, self.source_path, *named)

        return self.chain.code_by(compiled_as_read, source, is_own)

    def tell_ready(self, code: "CodeType") -> None:
        """Tell the observer that the code is there."""
        if (observer := self.state.observer) is None:
            return
        if self._read_at is None:
            observer.code_ready(self.fullname, code)
        else:
            file = str(self.cache_path)
            observer._bytecode_used(self.fullname, file, self._began_at, self._read_at)

    def keep(self, code: "CodeType") -> None:
        """Hand fresh bytecode to the loader, unless it is not to be kept."""
        if self.cache_path is None or self.mtime is None or not policy.may_write():
            return
        try:
            data = self._pyc(code)
            kept = self.loader._cache_bytecode(self.source_path, self.cache_path, data)
        except NotImplementedError:
            return
        if self.strict is not None:
            self.strict.withdraw_if_changed(self.asked_for, self.source_path, self.cache_path)
        # importlib's own say nothing: what returns None is believed.
        if kept is not False and (observer := self.state.observer) is not None:
            observer.bytecode_written(self.fullname, self.cache_path)

    def _pyc(self, code: "CodeType") -> bytearray:
        """A bytecode file of the kind that was there before."""
        if policy.is_by_hash(self.flags):
            checked = policy.wants_source_checked(self.flags)
            return format.hash_pyc(code, self.source_hash(), checked)
        return format.timestamp_pyc(code, self.mtime or 0, len(self.source()))
