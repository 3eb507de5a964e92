"""The command line of ``thence cache``."""

from pathlib import Path

import click

from ..sources.cache.content import CONTENT, Cache, default_folder
from ..sources.cache.pruning import KINDS, Kept, is_removed, kept_in, total_of
from ..sources.libraries import Libraries
from ..sources.opening import open_source
from ..sources.policy import Sources
from .clicking import FAILED, run_clicking
from .source_options import LOCK

UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


@click.group("cache", invoke_without_command=True)
@click.option(
    "--cache",
    "folder",
    metavar="DIR",
    help="The cache (else THENCE_CACHE, or below ~/.cache).",
)
@click.pass_context
def cache(context: click.Context, folder: str | None) -> None:
    """Show what was fetched from other places, and what was made of it."""
    context.obj = Cache(folder or default_folder(), Libraries())
    if context.invoked_subcommand is None:
        show(context.obj)


def show(kept: Cache) -> None:
    """Print the folder, and what is in it."""
    files = list(kept_in(kept.folder))
    click.echo(kept.folder)
    for kind in KINDS:
        own = [each for each in files if each.kind == kind]
        click.echo(f"  {kind:10} {len(own):7} files {total_of(own):13} bytes")
    click.echo(f"  of at most {kept.bound()} bytes (THENCE_CACHE_SIZE)")


@cache.command()
@click.option("--remove", is_flag=True, help="Remove what is damaged.")
@click.pass_obj
def verify(kept: Cache, *, remove: bool) -> int:
    """Compare every file with its hash."""
    files = [each for each in kept_in(kept.folder) if each.kind == CONTENT]
    whole = [each for each in files if not each.is_leftover()]
    damaged = [each for each in whole if kept.read(hash_of(each)) is None]
    for each in damaged:
        removed = remove and is_removed(each.file)
        click.echo(f"damaged: {each.file}{' (removed)' if removed else ''}")
    click.echo(f"{len(whole)} files, {len(damaged)} damaged")
    return FAILED if damaged and not remove else 0


def hash_of(kept: Kept) -> str:
    """The hash that a file of the cache is named by."""
    file = Path(kept.file)
    return file.parent.name + file.name


@cache.command()
@click.option("--to", "most", metavar="SIZE", default="0", help="What may stay: bytes, 500M, 2G.")
@click.pass_obj
def prune(kept: Cache, *, most: str) -> int:
    """Remove what was not used for the longest time; everything, unless --to says otherwise."""
    removed = kept.prune(size_in(most))
    click.echo(f"removed {len(removed)} files, {total_of(removed)} bytes")
    return 0


def size_in(text: str) -> int:
    """A number of bytes, which may have a unit.  Raises UsageError."""
    number, unit = (text[:-1], text[-1:].lower()) if not text.isdecimal() else (text, "")
    if not number.isdecimal() or unit not in UNITS:
        raise click.UsageError(f"--to {text}: give bytes, or a number with K, M or G behind it")
    return int(number) * UNITS[unit]


@cache.command()
@click.option("--lock", "lock", metavar="FILE", default=LOCK, help=f"The lock (default: {LOCK}).")
@click.option("--plain-http", is_flag=True, help="Allow http without TLS beyond this machine.")
@click.pass_obj
def fill(kept: Cache, *, lock: str, plain_http: bool) -> int:
    """Fetch everything that the lock names, so that nothing is needed later (--offline)."""
    sources = Sources(lock=lock, cache=kept.folder, plain_http=plain_http)
    pins = sources.rules.pins()
    if not pins:
        raise click.UsageError(f"{lock} names no source")
    for entry, rows in pins.items():
        sources.allow(entry)
        contents, _ = sources.shelf.contents_at(entry)
        if open_source(entry, sources.shelf.settings).is_kept:
            for name in rows:
                contents.read(name)
        click.echo(f"{entry}: {len(rows)} files")
    return 0


def run(arguments: list[str]) -> int:
    """Run the command; returns the exit status."""
    return run_clicking(cache, "cache", arguments)
