"""The command line of ``thence budget``."""

import os
import sys
from pathlib import Path

import click

from ..tracing.recording import Recording
from ..tracing.reports.budget import Broken, broken_by, used_by
from ..tracing.reports.budget_settings import Setting, SettingsError, read_settings
from ..tracing.reports.disk import size_of
from . import own_version
from .budget_running import record
from .clicking import run_clicking
from .recordings import open_recording
from .writing import write_whole

BROKEN = 1
EPILOG = """\
Budgets stand in pyproject.toml:

\b
    [tool.thence.budget.cli]
    command = "-m app --help"      # what would follow python
    modules = 150                  # executed at most
    bytes = "3 MB"                 # of their files
    time_ratio = 0.8               # importing, as a part of the whole time
    forbidden = ["numpy"]          # and all below it
    not_before = { "app.setup" = ["django"] }

NAME is a budget's name (cli, here); without one, all are checked. Each command is run once and
recorded, and must succeed; with --recording, an existing recording is held to the budget NAME.

Exit status: 0 all limits are kept, 1 one is broken, 2 the command line makes no sense.
"""


@click.command("budget", epilog=EPILOG)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--recording", metavar="FILE", help="Hold a recording to it; run nothing.")
@click.option(
    "--config", default="pyproject.toml", metavar="FILE", help="Instead of pyproject.toml."
)
@click.option(
    "--github", is_flag=True, help="Print annotations, too; on GitHub's runners they are."
)
@click.option("--sarif", metavar="FILE", help="Write a SARIF log to FILE.")
def budget(
    *, names: tuple[str, ...], recording: str | None, config: str, github: bool, sarif: str | None
) -> int:
    """Hold what commands import to the limits in pyproject.toml."""
    settings = chosen(names, config)
    if recording is not None and len(settings) != 1:
        raise click.UsageError(
            f"--recording: say which budget: {', '.join(s.name for s in settings)}"
        )
    broken = {}
    for setting in settings:
        found, status = record(setting) if recording is None else (open_recording(recording), 0)
        broken[setting.name] = check(setting, found, status)
    project = str(Path(config).absolute().parent)
    tell_others(
        broken, project, sarif, github=github or os.environ.get("GITHUB_ACTIONS") == "true"
    )
    return BROKEN if any(broken.values()) else 0


def chosen(names: tuple[str, ...], config: str) -> list[Setting]:
    """The budgets that are to be checked.  Raises UsageError."""
    try:
        settings = read_settings(Path(config))
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    if not settings:
        raise click.UsageError(f"{config} has no [tool.thence.budget.NAME]")
    for name in names:
        if name not in settings:
            known = ", ".join(settings)
            raise click.UsageError(f"{config} has no budget {name!r}; it has {known}")
    return [settings[name] for name in names or settings]


def check(setting: Setting, recording: Recording, status: int) -> list[Broken]:
    """Hold a recording to a budget, and print what comes of it."""
    from .budget_in_words import show
    from .layout import console

    broken = broken_by(recording, setting.budget, size_of)
    if status:
        # What a command that fails did not import any more is no saving.
        broken.insert(0, Broken("status", f"the command ended with status {status}"))
    show(setting.name, setting.budget, used_by(recording, size_of), broken, console())
    return broken


def tell_others(
    broken: dict[str, list[Broken]], project: str, sarif: str | None, *, github: bool
) -> None:
    """Write what machines read."""
    import json

    from ..tracing.reports import annotations

    if github:
        for name, some in broken.items():
            sys.stdout.write(annotations.github(name, some, project))
    if sarif is not None:
        document = annotations.sarif(broken, project, own_version())
        write_whole(Path(sarif), json.dumps(document, indent=2) + "\n")


def run(arguments: list[str]) -> int:
    """Run the command; returns the exit status."""
    return run_clicking(budget, "budget", arguments)
