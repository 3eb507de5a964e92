"""A recording as a table for a terminal: one line for each module."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..tracing.recording import Recording
from ..tracing.reports.forest import total_of
from ..tracing.reports.installed import OwnersOnDisk
from ..tracing.reports.selecting import ModuleLine, Wish, table_of
from ..tracing.reports.words import number_of_things, size_in_words, time_in_words
from ..tracing.tree import Import, Outcome
from .layout import BAD, DIM, WARN, shown

# Lines of a screen that are not the table's: prompt, heading, column titles, hints.
AROUND = 9
FEWEST = 5
OF_A_PIPE = 25  # lines, where there is no screen

ENDINGS = {
    Outcome.ABSENT: ("not found", WARN),
    Outcome.FAILED: ("failed", BAD),
    Outcome.UNFINISHED: ("unfinished", WARN),
}


def show(recording: Recording, wish: Wish, target: Console, *, show_all: bool = False) -> None:
    """Print the table, as much of it as a screen holds, and what to do next."""
    lines = table_of(recording, wish)
    most = len(lines) if show_all else room_on(target)
    target.print(heading(recording, len(lines)), soft_wrap=True)
    for word in recording.damage:
        target.print(Text(f"  damaged: {shown(word)}", style=WARN), soft_wrap=True)
    if lines:
        target.print(table(recording, lines[:most]))
    for hint in hints(recording, len(lines) - most):
        target.print(Text(hint, style=DIM), soft_wrap=True)


def room_on(target: Console) -> int:
    """How many lines of a table one screen holds."""
    return max(FEWEST, target.height - AROUND) if target.is_terminal else OF_A_PIPE


def heading(recording: Recording, count: int) -> Text:
    """One line on the whole."""
    number = len(recording.processes)
    command = " ".join(recording.processes[0].argv) if recording.processes else ""
    parts = [
        number_of_things(count, "module"),
        f"{time_in_words(total_of(recording))} importing",
        *([f"{number} processes"] if number > 1 else []),
    ]
    about = f"  {shown(command)}" if command else ""
    return Text.assemble((", ".join(parts), "bold"), (about, DIM))


def table(recording: Recording, lines: list[ModuleLine]) -> Table:
    """The lines in columns."""
    owners = OwnersOnDisk(recording)
    with_memory = any(line.own_memory is not None for line in lines)
    made = Table(box=None, padding=(0, 2, 0, 0), header_style="bold cyan")
    for title in ("own", "total", *(["memory"] if with_memory else [])):
        made.add_column(title, justify="right", no_wrap=True)
    made.add_column("module", overflow="fold")
    made.add_column("of", style=DIM, no_wrap=True, overflow="ellipsis")
    with_askers = any(line.first.asker is not None for line in lines)
    if with_askers:
        made.add_column("asked by", style=DIM, overflow="fold")
    for line in lines:
        memory = [size_in_words(line.own_memory or 0)] if with_memory else []
        made.add_row(
            time_in_words(line.own_ns),
            time_in_words(line.total_ns),
            *memory,
            name_of(line),
            Text(shown(owners(line.first).label)),
            *([Text(who_asked(line.first))] if with_askers else []),
        )
    return made


def name_of(line: ModuleLine) -> Text:
    """The name, and what is odd about it."""
    times = f" (x{line.count})" if line.count > 1 else ""
    ending, style = ENDINGS.get(line.first.outcome, ("", ""))
    return Text.assemble(shown(line.name), (times, DIM), (f" {ending}" if ending else "", style))


def who_asked(node: Import) -> str:
    """The line that asked first, short: its module, or its file, and the number."""
    if node.asker is None:
        return ""
    known = node.asker.module
    where = known if known and known != "__main__" else node.asker.file
    return f"{shown(where)}:{node.asker.line}"


def hints(recording: Recording, hidden: int) -> list[str]:
    """What can be done next."""
    if recording.path is None:
        return [f"and {hidden} more"] if hidden > 0 else []
    show_it = f"thence show {shown(str(recording.path))}"
    more = [f"and {hidden} more: {show_it} --all"] if hidden > 0 else []
    return [
        *more,
        f"one module: {show_it} NAME     who asked whom: {show_it} --as tree",
        f"a page for the browser: {show_it} --as html",
    ]
