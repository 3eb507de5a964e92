"""The command line of ``thence show``."""

import re
import sys
from pathlib import Path

import click

from ..tracing.recording import Recording
from ..tracing.reports.selecting import ORDERS, Wish
from ..tracing.reports.words import printable
from .clicking import run_clicking
from .recordings import open_recording

NOTHING = 1
ON_SCREEN = ("table", "tree", "processes")
DIAGRAM = "diagram"  # of one module
EPILOG = """\
RECORDING is a file of `thence trace`, or what `python -X importtime` wrote to standard error.
With NAME: all that is known of one module, who asked for it first, and who else did.

Formats: table, tree and processes are for the terminal; processes tells how each began and ended,
and what changed in it between imports. html is a page for the browser, written beside the
recording unless -o says where; chrome opens in Perfetto, speedscope in speedscope, importtime in
tuna; otlp are spans for collectors of traces, dot is for Graphviz, json is described in
docs/schemas, cyclonedx is a bill of materials of what was imported. diagram, with NAME, draws one
import step by step (SVG).

Exit status: 0 shown, 1 nothing to show, 2 the command line makes no sense.
"""

UNITS = {"s": 1_000_000_000, "ms": 1_000_000, "us": 1000, "µs": 1000, "ns": 1}


def nanoseconds(_context: click.Context, _option: click.Parameter, value: str) -> int:
    """A time as people write it (5ms, 1.5s, 300us), in nanoseconds."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(s|ms|us|µs|ns)", value)
    if found is None:
        message = f"{value!r} is no time: give a number and a unit, as 5ms or 1.5s"
        raise click.BadParameter(message)
    return round(float(found[1]) * UNITS[found[2]])


def formats() -> list[str]:
    """All words that may follow --as."""
    from .show_formats import FORMATS

    return [*ON_SCREEN, *FORMATS, DIAGRAM]


@click.command("show", epilog=EPILOG)
@click.argument("recording", metavar="RECORDING")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--as", "form", default="table", metavar="FORMAT", help="One of: see below.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE; - is standard output.")
@click.option("--sort", "order", default="own", type=click.Choice(ORDERS), help="Of a table.")
@click.option(
    "--name",
    "pattern",
    metavar="TEXT",
    help="Only modules with TEXT in the name, or like it, with *.",
)
@click.option("--depth", type=int, metavar="N", help="Only with at most N requests above.")
@click.option(
    "--min",
    "least_ns",
    callback=nanoseconds,
    default="0ns",
    metavar="TIME",
    help="Only with a total of TIME, as 5ms.",
)
@click.option("--cached", is_flag=True, help="Also what the module cache had.")
@click.option("--all", "show_all", is_flag=True, help="More than a screen holds.")
def show(  # noqa: PLR0913 - one for each option
    *,
    recording: str,
    name: str | None,
    form: str,
    output: str | None,
    order: str,
    pattern: str | None,
    depth: int | None,
    least_ns: int,
    cached: bool,
    show_all: bool,
) -> int:
    """Show a recording of imports: as a table, a tree, a page, or in the format of a tool."""
    if form not in formats():
        raise click.UsageError(
            f"--as: there is no format {form!r}; there are {', '.join(formats())}"
        )
    found = open_recording(recording)
    if form == DIAGRAM:
        return draw_module(found, name, output)
    if name is not None:
        return show_module(found, name, show_all=show_all)
    if form not in ON_SCREEN:
        return write(found, form, output)
    show_on_screen(found, form, Wish(order, pattern, depth, least_ns, cached), show_all=show_all)
    return 0


def show_on_screen(recording: Recording, form: str, wish: Wish, *, show_all: bool) -> None:
    """Print a table, a tree or the processes."""
    from . import show_processes, show_table, show_tree
    from .layout import console

    views = {"table": show_table, "tree": show_tree, "processes": show_processes}
    views[form].show(recording, wish, console(), show_all=show_all)


def show_module(recording: Recording, name: str, *, show_all: bool) -> int:
    """Print the story of a module; 1 where nobody asked for it."""
    from . import show_story
    from .layout import console

    if show_story.show(recording, name, console(), show_all=show_all):
        return 0
    return unknown(recording, name)


def draw_module(recording: Recording, name: str | None, output: str | None) -> int:
    """Write the diagram of one import; 1 where nobody asked for it."""
    from ..tracing.reports import diagram

    if name is None:
        raise click.UsageError("--as diagram: say of which module: thence show RECORDING NAME ...")
    drawn = diagram.text(recording, name)
    if drawn is None:
        return unknown(recording, name)
    put(drawn, output)
    return 0


def unknown(recording: Recording, name: str) -> int:
    """Say that a module is not in the recording."""
    sys.stderr.write(f"thence show: nobody asked for {printable(name)}{near(recording, name)}\n")
    return NOTHING


def near(recording: Recording, name: str) -> str:
    """Names that were asked for and look like one."""
    from difflib import get_close_matches

    known = {each.fullname for each in recording.imports()}
    found = get_close_matches(name, known, n=1)
    return f"; did you mean {printable(found[0])}?" if found else ""


def write(recording: Recording, form: str, output: str | None) -> int:
    """Write a document to a file, or to standard output."""
    from .show_formats import FORMATS

    if output is None and form == "html" and recording.path is not None:
        output = f"{recording.path}.html"
    put(FORMATS[form](recording), output)
    return 0


def put(text: str, output: str | None) -> None:
    """Write a text where somebody wants it; None and "-" are standard output."""
    from .writing import allow_any_text, write_whole

    if output in (None, "-"):
        allow_any_text(sys.stdout)
        sys.stdout.write(text)
        return
    write_whole(Path(str(output)), text)
    sys.stderr.write(f"thence show: wrote {output}\n")


def run(arguments: list[str]) -> int:
    """Run the command; returns the exit status."""
    return run_clicking(show, "show", arguments)
