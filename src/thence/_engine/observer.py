"""What a listener hears of an import system's decisions."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import CodeType, ModuleType
    from typing import Any

    from .spec import ModuleSpec


class Observer:
    """Told of each decision, in the order in which they fall.  Subclass, and override.

    A step lasts until the next of them that is told of: ``reading``, ``unmarshalling``,
    ``compiling``, ``code_ready``.

    One system knows one observer; several are one that passes on to each (``Several``).
    Methods are called in the thread that imports.  What they return is ignored; one that
    raises is put aside for good (``ImportSystem.observer`` becomes None) and the import goes on.
    """

    # It lets no error out of its methods, and needs nobody who guards it.
    _is_safe = False
    # One that has a clock is told of a search when it is over (``_searched``), and of bytecode
    # when it was used (``_bytecode_used``): not of each step (``STEPS``), nor of the spec.
    _clock: "Callable[[], int] | None" = None

    def _searched(
        self,
        fullname: str,
        finders: "list[Any]",
        times: list[int],
        spec: "ModuleSpec | None",
        is_over: bool,
    ) -> None:
        """These finders were asked, and had answered at these times of the clock.

        The last of them has the module, if there is a spec.  ``is_over`` is False where one of
        them raised.
        """

    def _entry_answered(
        self,
        fullname: str,
        entry: str,
        spec: "ModuleSpec | None",
        entry_finder: object,  # noqa: ARG002 - for who has overridden this
    ) -> None:
        """As ``entry_answered``, with who it was."""
        self.entry_answered(fullname, entry, spec)

    def _bytecode_used(self, fullname: str, file: str, began: int, read: int) -> None:
        """Valid bytecode was made code: looked for and read at these times of the clock."""

    def _reading_began(self, fullname: str, file: str, began: int) -> None:
        """As ``reading``, told later: there is no bytecode that could be used."""

    def requested(self, fullname: str) -> None:
        """A module was asked for, by its absolute name, and the fast path did not serve it."""

    def request_ended(self, fullname: str) -> None:
        """The request is over: the module was handed out, or its import raised."""

    def cache_hit(self, fullname: str, module: "ModuleType | None") -> None:
        """The module cache had the answer (5.3.1)."""

    def finder_asked(self, fullname: str, finder: object, path: "Iterable[str] | None") -> None:
        """A meta path finder is about to be asked; path is None at top level (5.3.4)."""

    def finder_answered(self, fullname: str, finder: object, spec: "ModuleSpec | None") -> None:
        """A meta path finder answered; None: it does not have the module."""

    def entry_consulted(self, fullname: str, entry: str, entry_finder: object | None) -> None:
        """The path based finder turns to an entry; None: no hook took the entry (5.5.1)."""

    def entry_answered(self, fullname: str, entry: str, spec: "ModuleSpec | None") -> None:
        """A path entry finder answered; a spec without a loader is a namespace portion."""

    def hook_asked(self, entry: str, hook: object, entry_finder: object | None) -> None:
        """A path hook was asked for an entry; None: it raised ImportError (5.5.1)."""

    def spec_chosen(self, fullname: str, spec: "ModuleSpec | None") -> None:
        """The search is over; None: nobody has the module."""

    def reading(self, fullname: str, file: str) -> None:
        """The module's code is looked for: in its bytecode, else (None was kept) its source."""

    def unmarshalling(self, fullname: str, file: str) -> None:
        """Bytecode was read, and is made code."""

    def compiling(self, fullname: str, file: str) -> None:
        """The source was read, and is compiled; the bytecode is then kept, if it may be."""

    def code_ready(self, fullname: str, code: "CodeType") -> None:
        """The module's code is there."""

    def bytecode_accepted(self, fullname: str, file: str) -> None:
        """Cached bytecode is valid and will be used (5.4.7)."""

    def bytecode_refused(self, fullname: str, file: str, reason: str) -> None:
        """Cached bytecode will not be used: absent, stale, damaged or foreign."""

    def bytecode_written(self, fullname: str, file: str) -> None:
        """Freshly compiled bytecode was kept by the loader, as far as that says so."""

    def content_read(
        self, file: str, sha256: str | None, size: int, where: str, took_ns: int
    ) -> None:
        """A source beyond the file system gave bytes: from its ``cache``, or the ``source``.

        ``sha256`` is None where they were not compared with a hash yet.  From ``bytecode``: what
        the cache has kept for the source file with this hash, which was not read.
        """

    def executing(self, fullname: str, module: "ModuleType") -> None:
        """The module is in the cache and its code is about to run (5.4)."""

    def executed(self, fullname: str, module: "ModuleType") -> None:
        """The module's code ran to its end."""

    def bound(self, parent: "ModuleType", child: str, module: "ModuleType") -> None:
        """A submodule became an attribute of its parent (5.4.2)."""

    def failed(self, fullname: str, error: BaseException) -> None:
        """The import of the module raised."""


class Several(Observer):
    """One observer that passes each decision on to several.

    One that raises is dropped; the others go on hearing.
    """

    def __init__(self, *observers: Observer) -> None:
        self.observers = [made_safe(each, self._drop) for each in observers]
        for heard in HEARD:
            setattr(self, heard, self._passing_on(heard))
        # If only one hears of steps, and has a clock, that is everybody's: the others hear of
        # specs through it.
        of_steps = [each for each in self.observers if hears_of_steps(each)]
        self._timed = of_steps[0] if len(of_steps) == 1 else Observer()
        self._clock = self._timed._clock
        self._others = [each for each in self.observers if each is not self._timed]

    def _searched(self, fullname: str, *search: "Any") -> None:
        self._timed._searched(fullname, *search)
        *_, spec, is_over = search
        for each in self._others if is_over else ():
            each.spec_chosen(fullname, spec)

    def _entry_answered(
        self, fullname: str, entry: str, spec: "ModuleSpec | None", entry_finder: object
    ) -> None:
        for each in self.observers:
            each._entry_answered(fullname, entry, spec, entry_finder)

    def _bytecode_used(self, *facts: "Any") -> None:
        self._timed._bytecode_used(*facts)

    def _reading_began(self, *facts: "Any") -> None:
        self._timed._reading_began(*facts)

    def _passing_on(self, heard: str) -> "Callable[..., None]":
        # Worked out here, once: most observers hear of few decisions, and there are many.
        methods = [getattr(each, heard) for each in self.observers if overrides(each, heard)]
        if len(methods) == 1:
            return methods[0]  # type: ignore[no-any-return]

        def pass_on(*facts: "Any") -> None:
            for method in methods:
                method(*facts)

        return pass_on

    def _drop(self, guarded: Observer) -> None:
        self.observers.remove(guarded)


class Guarded(Observer):
    """An observer whose errors never reach the import that it watches.

    At the first error it falls silent, the error goes to ``sys.unraisablehook``, and
    ``put_aside(guarded)`` is called.
    """

    _is_safe = True

    def __init__(self, observer: Observer, put_aside: "Callable[[Guarded], None]") -> None:
        self.observer = observer
        self._put_aside = put_aside
        self._silent = False
        for heard in HEARD:
            if overrides(observer, heard):
                setattr(
                    self, heard, self._guarding(getattr(observer, heard), facts_of_call(heard))
                )

    def _guarding(self, method: "Callable[..., None]", count: int) -> "Callable[..., None]":
        # One for each number of facts: packing and unpacking them costs as much as the rest.
        def tell(*facts: "Any") -> None:
            if not self._silent:
                try:
                    method(*facts)
                except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
                    self._fall_silent(error)

        def tell_two(fullname: str, fact: "Any") -> None:
            if not self._silent:
                try:
                    method(fullname, fact)
                except Exception as error:  # noqa: BLE001
                    self._fall_silent(error)

        def tell_three(fullname: str, fact: "Any", more: "Any") -> None:
            if not self._silent:
                try:
                    method(fullname, fact, more)
                except Exception as error:  # noqa: BLE001
                    self._fall_silent(error)

        guards: dict[int, Callable[..., None]] = {2: tell_two, 3: tell_three}
        return guards.get(count, tell)

    def _fall_silent(self, error: BaseException) -> None:
        self._silent = True
        self._put_aside(self)
        report(error, self.observer)


def made_safe(observer: Observer, put_aside: "Callable[[Guarded], None]") -> Observer:
    """The observer, with a guard around it unless it needs none."""
    return observer if getattr(observer, "_is_safe", False) else Guarded(observer, put_aside)


def overrides(observer: Observer, heard: str) -> bool:
    """Does an observer do anything when it is told of this decision?"""
    method = getattr(observer, heard, None)
    own = getattr(method, "__func__", method)
    return method is not None and own is not getattr(Observer, heard)


def hears_of_steps(observer: Observer) -> bool:
    """Is it told who is asked in a search, or how code is read, at the time or afterwards?"""
    return any(overrides(observer, heard) for heard in STEPS)


def facts_of_call(heard: str) -> int:
    """With how many facts the engine tells of a decision."""
    code = getattr(Observer, heard).__code__
    return int(code.co_argcount) - 1


def report(error: BaseException, observer: Observer) -> None:
    """Tell the user of an error that must not disturb an import."""

    def raising(self: object) -> None:  # noqa: ARG001 - as __del__ is called
        raise error

    # The hook itself cannot be called: nobody but the interpreter makes its argument.  It is
    # told of what raises when it dies, by the name of that function.
    kind = type(observer)
    raising.__qualname__ = f"thence: {kind.__module__}.{kind.__qualname__} is put aside"
    type("Dying", (), {"__del__": raising})()


# What an observer with a clock is not told of, or not of each time.
STEPS = (
    *("finder_asked", "finder_answered", "entry_consulted"),
    *("reading", "bytecode_accepted", "unmarshalling", "code_ready", "bound"),
)
HEARD = tuple(name for name in vars(Observer) if not name.startswith("_"))
