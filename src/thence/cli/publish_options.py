"""The command line of ``thence publish``."""

import click

from ..sources.names import is_url
from ..sources.opening import open_source
from ..sources.policy import Sources, absolute
from ..sources.publishing import files_of, publisher_for
from .clicking import run_clicking

EPILOG = """\
SRC is a folder, a wheel or another archive, or any other path entry. DEST is a folder, which any
web server can then serve; a database; or a URL of fsspec's (docs/sources.md).

Exit status: 0, 1 when it cannot be read or written, 2 for a bad line.
"""


@click.command("publish", epilog=EPILOG)
@click.argument("source", metavar="SRC")
@click.option("--to", "destination", metavar="DEST", required=True, help="Where to.")
@click.option("--bundle", is_flag=True, help="Add an archive of all files, to be fetched at once.")
def publish(*, source: str, destination: str, bundle: bool) -> int:
    """Put the files of SRC where others can import from them, with a listing and hashes."""
    entry, place = absolute(source), absolute(destination)
    sources = Sources([entry, place])
    settings = sources.shelf.settings
    files = files_of(open_source(entry, settings), sources.rules)
    said = publisher_for(place)(files, place, settings, bundle=bundle)
    size = sum(map(len, files.values()))
    click.echo(f"{len(files)} files, {size} bytes: {said}")
    place = place if is_url(place) else "URL, of the folder on your web server"
    click.echo(f"pin it where it is used: thence pin {place}")
    return 0


def run(arguments: list[str]) -> int:
    """Run the command; returns the exit status."""
    return run_clicking(publish, "publish", arguments)
