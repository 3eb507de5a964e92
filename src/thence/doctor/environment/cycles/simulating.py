"""Plays the imports of a set of modules, each of them first, and sees which orders break."""

from collections.abc import Iterator, Mapping

from ..surroundings import Circle
from .reading import Position, Source, Step

MOST_STEPS = 3_000_000  # after that, what is left is not played
FINISHED: Position = (1 << 30, 0)


class BrokenError(Exception):
    """A name is asked for that is not made yet."""

    def __init__(self, importer: Source, step: Step, module: str, back_at: Position) -> None:
        super().__init__(importer.name)
        self.importer, self.step, self.module, self.back_at = importer, step, module, back_at


class ExhaustedError(Exception):
    """There are too many steps."""


def circles(
    sources: Mapping[str, Source], distribution: str = "", version: str = ""
) -> Iterator[Circle]:
    """The names that are asked for too early, each once, with a module that must not come first.

    A package whose own ``__init__`` breaks is left out where it is installed: it is in use, so
    that what it does is not what its source seems to say.
    """
    said: set[tuple[str, int, str]] = set()
    play = Play(sources)
    try:
        for first, broken in play.all_orders():
            key = broken.importer.file, broken.step.line, broken.step.name
            if key not in said and not (distribution and "." not in first):
                said.add(key)
                yield circle(first, broken, sources, distribution, version)
    except (ExhaustedError, RecursionError):
        return


def circle(
    first: str,
    broken: BrokenError,
    sources: Mapping[str, Source],
    distribution: str,
    version: str,
) -> Circle:
    """The values that are told."""
    step = broken.step
    return Circle(
        first=first,
        importer=broken.importer.name,
        file=broken.importer.file,
        line=step.line,
        module=broken.module,
        name=step.name,
        defined_at=sources[broken.module].defined[step.name][0],
        back_at=broken.back_at[0],
        is_import=step.kind == "from",
        instead=broken.importer.name if holds(sources, broken.importer.name, first) else "",
        distribution=distribution,
        version=version,
    )


def holds(sources: Mapping[str, Source], *names: str) -> bool:
    """Can these modules be imported, one after the other?"""
    play = Play(sources)
    return not any(play.attempt(name) for name in names)


class Play:
    """Imports that are played: which module is how far."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        # How far each module has come that was begun: the step that it is at.
        self._at: dict[str, Position] = {}
        self._steps = 0

    def all_orders(self) -> Iterator[tuple[str, BrokenError]]:
        """What breaks, with each module as the first one.

        The packages above a module always come before it: what they do is played once.
        """
        tops: dict[str, list[str]] = {}
        for name in self._sources:
            tops.setdefault(name.partition(".")[0], []).append(name)
        for top, names in tops.items():
            self._at = {}
            broken = self.attempt(top)
            if broken:
                yield top, broken
                continue
            begun = dict(self._at)
            for name in sorted(set(names) - begun.keys()):
                self._at = dict(begun)
                broken = self.attempt(name)
                if broken:
                    yield name, broken

    def attempt(self, name: str) -> BrokenError | None:
        """Import a module; what breaks then, if anything does."""
        try:
            self._load(name)
        except BrokenError as error:
            return error
        return None

    def _load(self, name: str) -> None:
        """Import a module, and the packages above it before."""
        parts = name.split(".")
        for count in range(1, len(parts) + 1):
            known = ".".join(parts[:count])
            if known in self._sources and known not in self._at:
                self._execute(self._sources[known])

    def _execute(self, source: Source) -> None:
        self._at[source.name] = (0, 0)
        try:
            for step in source.steps:
                self._count()
                self._at[source.name] = step.at
                self._do(source, step)
        except BrokenError:
            del self._at[source.name]  # as the import system does with a module that fails
            raise
        self._at[source.name] = FINISHED

    def _count(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise ExhaustedError

    def _do(self, source: Source, step: Step) -> None:
        try:
            if step.kind != "use":
                self._load(step.module)
            if step.kind in ("from", "use"):
                self._take(source, step)
        except BrokenError:
            if not step.is_safe:
                raise

    def _take(self, source: Source, step: Step) -> None:
        """Take a name from a module that may be half made."""
        module = self._sources.get(step.module)
        submodule = f"{step.module}.{step.name}"
        lacks = module is not None and self._lacks(module, step.name)
        if submodule in self._sources:
            if step.kind == "from" and (
                lacks or module is None or step.name not in module.defined
            ):
                self._load(submodule)
        elif lacks and module is not None and module is not source:
            raise BrokenError(source, step, module.name, self._at[module.name])

    def _lacks(self, module: Source, name: str) -> bool:
        """Does a half made module bind the name, but not yet?"""
        at = self._at.get(module.name, FINISHED)
        if at == FINISHED or module.is_dynamic or self._has_stars(module, at):
            return False
        return module.defined.get(name, (0, 0)) >= at

    def _has_stars(self, module: Source, at: Position) -> bool:
        """May a star have brought the name already?"""
        return any(step.kind == "star" and step.at < at for step in module.steps)
