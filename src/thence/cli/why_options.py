"""The command line of ``thence why``."""

import os
import sys

import click

from .._engine import paths
from ..explaining.from_facts import explain
from ..explaining.request import Request
from ..launching.plan import Hook
from . import USAGE_ERROR
from .asking import NoAnswerError, ask, entry_of_script
from .source_words import BadOptionError, wants_sources

NOT_FOUND = 1
FORBIDDEN_IN_NAMES = "/\\\0"

EPILOG = """\
What is explained is what `python` would find, started in the working directory; with --script,
what `python FILE` would find. A fresh interpreter is asked, with the options of this one
(python -P -m thence why NAME); no module is executed, unless --import-parents says so.

Exit status: 0 found, 1 not found, 2 the command line makes no sense.
"""


class BadNameError(click.UsageError):
    """What was given is no absolute name of a module."""


@click.command("why", epilog=EPILOG)
@click.argument("name", metavar="NAME")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
@click.option(
    "--path",
    "in_front",
    metavar="DIR",
    multiple=True,
    help="Put DIR in front of sys.path. May be repeated.",
)
@click.option(
    "--script", metavar="FILE", help="Explain it for a program FILE: its folder comes first."
)
@click.option(
    "--import-parents",
    is_flag=True,
    help="Import the packages above NAME for real: their code is executed.",
)
@click.option(
    "--source",
    "sources",
    metavar="URL",
    multiple=True,
    help="Let URL be a path entry, as thence run --source does. May be repeated.",
)
@click.option("--lock", metavar="FILE", help="The lock of the sources (default: thence.lock).")
@click.option("--all", "show_all", is_flag=True, help="Show each entry, also where nothing lay.")
@click.option("--recording", metavar="FILE", help="Also tell who asked for it in a recorded run.")
def why(  # noqa: PLR0913 - each is an option
    *,
    name: str,
    as_json: bool,
    in_front: tuple[str, ...],
    script: str | None,
    import_parents: bool,
    show_all: bool,
    sources: tuple[str, ...],
    lock: str | None,
    recording: str | None,
) -> int:
    """Tell where NAME would be imported from, and each step that leads there."""
    check_name(name)
    if recording is not None and as_json:
        raise click.UsageError("--recording: as JSON, there is thence show FILE --as json")
    request = Request(
        name,
        import_parents=import_parents,
        in_front=[paths.absolute(folder) for folder in in_front],
        first=None if script is None else first_entry(script),
    )
    explanation = explain(ask(request, hooks_for(sources, lock)))
    if as_json:
        from .why_as_json import show_json

        show_json(explanation)
    else:
        from .why_in_words import show

        show(explanation, show_all=show_all)
    if recording is not None:
        show_recorded(recording, name, show_all=show_all)
    return 0 if explanation.found else NOT_FOUND


def show_recorded(recording: str, name: str, *, show_all: bool) -> None:
    """Print who asked for a module in a recorded run, first and after."""
    from .layout import console
    from .recordings import open_recording
    from .show_story import show

    target, found = console(), open_recording(recording)
    target.print(f"\nin {recording}:")
    if not show(found, name, target, show_all=show_all):
        target.print("  nobody asked for it")


def hooks_for(sources: tuple[str, ...], lock: str | None) -> list[Hook]:
    """What lets the interpreter that is asked import from sources."""
    words = [f"--source={each}" for each in sources] + ([f"--lock={lock}"] if lock else [])
    if not wants_sources(words):
        return []
    from .source_options import SourceOptions

    try:
        return SourceOptions(words).hooks()
    except BadOptionError as error:
        raise click.UsageError(str(error)) from error


def check_name(name: str) -> None:
    """Refuse what cannot be the name of a module, and say what can."""
    if name.startswith("."):
        raise BadNameError(
            f"{name!r} is relative: give the absolute name, such as package{name.rstrip('.')}"
        )
    if any(mark in name for mark in FORBIDDEN_IN_NAMES):
        raise BadNameError(f"{name!r} is a file, not a module's name{suggestion(name)}")
    if not name:
        raise BadNameError("the name is empty: give the name of a module, such as json.decoder")
    if not all(name.split(".")):
        raise BadNameError(f"{name!r} has an empty part: one dot stands between two names")


def suggestion(file: str) -> str:
    """The module that a file within the working directory would be."""
    path = os.path.normpath(file).removesuffix(".py").removesuffix("/__init__")
    parts = path.split("/")
    return f"; did you mean {'.'.join(parts)}?" if all(map(str.isidentifier, parts)) else ""


def first_entry(script: str) -> str | None:
    """The path entry of a script's folder; None where it has none."""
    try:
        return entry_of_script(script)
    except FileNotFoundError:
        message = f"--script: there is no file {script!r}"
        raise click.UsageError(message) from None


def run(arguments: list[str]) -> int:
    """Run the command; returns the exit status."""
    try:
        status = why.main(arguments, prog_name="thence why", standalone_mode=False)
    except click.ClickException as error:
        return complain(error.format_message())
    except NoAnswerError as error:
        sys.stderr.write(f"thence why: {error}\n")
        return NOT_FOUND
    except click.Abort:
        return 130  # as after a Ctrl-C in a shell
    return int(status or 0)


def complain(message: str) -> int:
    """Say what is wrong with the line, and where help is."""
    sys.stderr.write(f"thence why: {message}\n  more: thence why --help\n")
    return USAGE_ERROR
