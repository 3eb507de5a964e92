"""The command line of ``thence pin``."""

from pathlib import Path

import click

from ..sources.errors import not_allowed
from ..sources.lock.pins import Pin
from ..sources.opening import open_source
from ..sources.pinning import Differences, hashes_of, updated
from ..sources.policy import Sources, absolute
from ..sources.source import Source
from .clicking import FAILED, run_clicking
from .source_options import LOCK, project_settings
from .source_words import BadOptionError

SHOWN = 20  # differences that are named one by one

EPILOG = """\
ENTRY is a path entry: a URL, a database, a folder, an archive. Without one, all entries of
[tool.thence.sources] in pyproject.toml are pinned, or all that the lock has.

Every file is read and hashed; a source that has changed since it was pinned is shown, and only
pinned anew with --update ENTRY, or --update NAME for one package in it.

Exit status: 0, 1 when a source is not what the lock says or cannot be read, 2 for a bad line.
"""


@click.command("pin", epilog=EPILOG)
@click.argument("entries", metavar="[ENTRY]...", nargs=-1)
@click.option("--lock", "lock", metavar="FILE", default=LOCK, help=f"The lock (default: {LOCK}).")
@click.option("--check", is_flag=True, help="Write nothing; say whether the lock is up to date.")
@click.option("--update", metavar="NAME", multiple=True, help="Take what changed there.")
@click.option(
    "--file", "files", metavar="FILE", multiple=True, help="A file of a source that cannot list."
)
@click.option(
    "--from", "pylock", metavar="PYLOCK", help="Pin the wheels of a pylock.toml (PEP 751)."
)
@click.option("--plain-http", is_flag=True, help="Allow http without TLS beyond this machine.")
def pin(  # noqa: PLR0913 - each is an option
    *,
    entries: tuple[str, ...],
    lock: str,
    check: bool,
    update: tuple[str, ...],
    files: tuple[str, ...],
    pylock: str | None,
    plain_http: bool,
) -> int:
    """Write the hash of every file of ENTRY to the lock, which `thence run` then holds them to."""
    expected = {} if pylock is None else wheels_in(pylock)
    wanted = [*map(absolute, entries), *expected]
    sources = Sources(lock=lock, plain_http=plain_http)
    pins = dict(sources.rules.pins())
    updates = [absolute(each) if absolute(each) in pins else each for each in update]
    wanted = wanted or project_entries() or list(pins)
    if not wanted:
        raise click.UsageError("there is nothing to pin: name an ENTRY")
    work = Work(sources, pins, files, updates)
    for entry in dict.fromkeys(wanted):
        sources.allow(entry)
        work.look_at(entry, expected.get(entry))
    if not check and work.new:
        sources.rules.write_lock(work.new)
    return work.report(check)


class Work:
    """One run over some sources: their new hashes, and what is to be said of them."""

    def __init__(
        self,
        sources: Sources,
        pins: dict[str, dict[str, Pin]],
        files: tuple[str, ...],
        updates: list[str],
    ) -> None:
        self.pins = pins
        # What is to be written: of the sources whose hashes are others than the lock's.
        self.new: dict[str, dict[str, Pin]] = {}
        self._sources = sources
        self._files = files or None
        self._updates = updates
        self._refused = False
        self._lines: list[str] = []

    def look_at(self, entry: str, wheel: str | None) -> None:
        """Hash one source; ``wheel`` is the sha256 that it must have as a whole."""
        if not self._sources.shelf.settings.is_allowed(entry):
            raise not_allowed(entry)
        source = open_source(entry, self._sources.shelf.settings)
        if wheel is not None:
            check_whole(source, wheel, self._sources)
        new = hashes_of(source, self._sources.rules, self._files)
        old = self.pins.get(entry)
        if old is None:
            return self._take(entry, {}, new)
        if entry in self._updates:
            return self._take(entry, old, new)
        for module in self._updates:
            new_old = updated(old, new, module)
            if new_old != old:
                self._take(entry, old, new_old)
                old = new_old
        if changes := Differences(old, new):
            self._refused = True
            self._say(entry, changes, "is not what the lock says")
            self._lines.append(f"  if that is meant: thence pin --update {entry}")
        elif not self._lines or not self._lines[-1].startswith(entry):
            self._lines.append(f"{entry}: {len(new)} files, as pinned")
        return None

    def _take(self, entry: str, old: dict[str, Pin], new: dict[str, Pin]) -> None:
        self.new[entry] = new
        size = sum(each.size for each in new.values())
        self._say(entry, Differences(old, new), f"{len(new)} files, {size} bytes")

    def _say(self, entry: str, changes: Differences, what: str) -> None:
        self._lines.append(
            f"{entry}: {what} ({len(changes.added)} added, {len(changes.changed)} changed, "
            f"{len(changes.removed)} removed)"
        )
        rows = [f"  changed  {name}" for name in changes.changed]
        rows += [f"  removed  {name}" for name in changes.removed]
        rows += [f"  added    {name}" for name in changes.added if self._refused]
        self._lines += rows[:SHOWN]
        if len(rows) > SHOWN:
            self._lines.append(f"  and {len(rows) - SHOWN} more")

    def report(self, check: bool) -> int:
        """Say what was found; returns the exit status."""
        for line in self._lines:
            click.echo(line)
        behind = check and self.new
        if behind:
            click.echo("the lock is not up to date; nothing was written")
        return FAILED if self._refused or behind else 0


def check_whole(source: Source, expected: str, sources: Sources) -> None:
    """Compare an archive with the hash that another tool's lock has for it."""
    from ..sources.errors import wrong_hash
    from ..sources.stores.archive import ArchiveSource

    if not isinstance(source, ArchiveSource):
        return
    found = sources.rules.sha256(source.archive())
    if found != expected:
        folder, _, name = source.entry.rpartition("/")
        raise wrong_hash(folder, name, expected, found, "pylock.toml")


def wheels_in(file: str) -> dict[str, str]:
    """URL, or path, of each wheel for this Python that a pylock.toml names, and its sha256."""
    from .pylock import compatible_wheels

    try:
        return compatible_wheels(Path(file))
    except ValueError as error:
        raise click.UsageError(f"{file}: {error}") from error


def project_entries() -> list[str]:
    """The entries of [tool.thence.sources]."""
    try:
        settings = project_settings()
    except BadOptionError as error:
        raise click.UsageError(str(error)) from error
    return [*settings.get("entries", []), *settings.get("allow", [])]


def run(arguments: list[str]) -> int:
    """Run the command; returns the exit status."""
    return run_clicking(pin, "pin", arguments)
