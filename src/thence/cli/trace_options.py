"""The command line of ``thence trace``."""

import os
import sys
import time
from pathlib import Path

import click

from ..launching.commands import CommandError, find_command
from ..launching.launcher import StartError, launching_command
from ..launching.plan import INSTALLED, Hook, Plan
from ..tracing import following
from ..tracing.memory import RSS, WAYS
from . import USAGE_ERROR
from .recording_file import made_for_one_run
from .source_words import BadOptionError, sources_asked_for
from .supervising import run_and_wait

EPILOG = """\
COMMAND is what would follow `python` (a script, -m MODULE, -c CODE), or a program on PATH that is
written in Python: pytest, django-admin, ansible. Options of its own go after its name; put -- in
front of a command that begins with an option which trace has, too.

The recording is a file; look at it with `thence show FILE`, on any machine.

Exit status: that of the command; 128 + n where signal n ended it; 2 the line makes no sense.
"""


@click.command(
    "trace",
    epilog=EPILOG,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.option("-o", "--output", metavar="FILE", help="Write the recording to FILE.")
@click.option(
    "--memory",
    type=click.Choice(WAYS),
    is_flag=False,
    flag_value=RSS,
    help="Also measure what each import adds: rss (what --memory means) or tracemalloc.",
)
@click.option(
    "--watch", is_flag=True, help="Compare all modules at each step: slow, misses least."
)
@click.option("--cached", is_flag=True, help="Also know which statements the module cache served.")
@click.option("--no-children", is_flag=True, help="Leave Python processes that it starts alone.")
@click.option("--quiet", is_flag=True, help="Print nothing at the end.")
@click.argument("command", metavar="COMMAND...", nargs=-1, type=click.UNPROCESSED, required=True)
def trace(  # noqa: PLR0913 - one for each option
    *,
    output: str | None,
    memory: str | None,
    watch: bool,
    cached: bool,
    no_children: bool,
    quiet: bool,
    command: tuple[str, ...],
) -> int:
    """Run COMMAND, and record each import of it, and of the Python processes that it starts."""
    path = Path(output or default_name()).absolute()
    words, sources = sources_asked_for(command)
    found = find_command(words)
    settings = following.settings(memory, is_watched=watch, has_cached=cached)
    word = following.hook_argument(str(path), settings)
    hook = Hook(INSTALLED, following.__name__, "begin", word)
    plan = Plan(children=not no_children, everywhere=not no_children, hooks=[*sources, hook])
    line = launching_command(found.words, plan, found.interpreter)
    with made_for_one_run(path):
        status = run_and_wait(line)
    if not quiet:
        tell(path)
    return status


def default_name() -> str:
    """A name that no earlier recording has."""
    return f"thence-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.rec"


def tell(path: Path) -> None:
    """Say what was recorded, on standard error: standard output is the command's."""
    from ..tracing.loading import load
    from .show import show_table

    recording = load(path)
    imports = sum(1 for _ in recording.imports())
    count = len(recording.processes)
    sys.stderr.write(
        f"thence trace: {imports} imports in {count} process{'es' * (count != 1)}: {path}\n"
    )
    show_table(recording, stream=sys.stderr)


def run(arguments: list[str]) -> int:
    """Run the command line; returns the exit status."""
    try:
        status: int = trace.main(arguments, "thence trace", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return USAGE_ERROR
    except (BadOptionError, CommandError, StartError) as error:
        sys.stderr.write(f"thence trace: {error}\n")
        return USAGE_ERROR
    return status
