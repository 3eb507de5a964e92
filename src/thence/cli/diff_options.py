"""The command line of ``thence diff``."""

import click

from ..tracing.reports.comparing import compare
from .clicking import run_clicking
from .recordings import open_recording

DIFFERENT = 1
EPILOG = """\
Between two recordings a time counts as changed if it differs by 20 ms, and by four times as much
as that of any module that is not told of: the system may take the processor away in any of them.
For less, record each side three times or more: then it counts if it is beyond those of all other
runs, by half at least, by a millisecond, and by more than nearly all other modules differ. If the
second side was slower on the whole, that is said once, and not held against each module.

Exit status: 1 other modules are imported, or by others; 0 times alone differ, or nothing does;
2 the command line makes no sense.
"""


@click.command("diff", epilog=EPILOG)
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option(
    "--before", "more_before", metavar="FILE", multiple=True, help="Another run like BEFORE."
)
@click.option(
    "--after", "more_after", metavar="FILE", multiple=True, help="Another run like AFTER."
)
@click.option("--all", "show_all", is_flag=True, help="All modules, however many.")
def diff(
    *,
    before: str,
    after: str,
    more_before: tuple[str, ...],
    more_after: tuple[str, ...],
    show_all: bool,
) -> int:
    """Compare two recordings: modules that came and went, times, and who asks."""
    from .diff_in_words import show
    from .layout import console

    sides = ((before, *more_before), (after, *more_after))
    comparison = compare(*([open_recording(file) for file in side] for side in sides))
    show(comparison, console(), show_all=show_all)
    return DIFFERENT if comparison.has_other_imports else 0


def run(arguments: list[str]) -> int:
    """Run the command; returns the exit status."""
    return run_clicking(diff, "diff", arguments)
