"""A recording as a table for a terminal: one line for each module."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..tracing.recording import Recording
from ..tracing.reports.forest import memory_by, total_of
from ..tracing.reports.installed import OwnersOnDisk
from ..tracing.reports.selecting import ModuleLine, Wish, table_of
from ..tracing.reports.words import number_of_things, size_in_words, time_in_words
from ..tracing.tree import Import, Outcome
from .layout import BAD, DIM, WARN, end_of, shown

# Lines of a screen that are not the table's: prompt, heading, column titles, hints.
AROUND = 9
FEWEST = 5
OF_A_PIPE = 25  # lines, where there is no screen
GAP = 2  # between columns
NUMBERS = ("own", "total", "memory")
LEAST_OWNER, LEAST_ASKER = 12, 16  # columns; in less room nothing is said

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
        target.print(table(recording, lines[:most], target.width))
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
        *([f"memory by {way}"] if (way := memory_by(recording)) else []),
    ]
    about = f"  {shown(command)}" if command else ""
    return Text.assemble((", ".join(parts), "bold"), (about, DIM))


def table(recording: Recording, lines: list[ModuleLine], width: int) -> Table:
    """The lines in as many columns as there is room for; a name is never cut."""
    columns = columns_of(recording, lines)
    for least_wanted in ("of", "asked by"):
        if least_wanted in columns and width_of(columns) > width:
            columns[least_wanted] = ending_in(columns, least_wanted, width)
    made = Table(box=None, padding=(0, GAP, 0, 0), header_style="bold cyan")
    for title, cells in columns.items():
        if any(cell.plain for cell in cells):
            number = title in NUMBERS
            made.add_column(
                title,
                justify="right" if number else "left",
                no_wrap=title != "module",
                overflow="fold",
                style="" if number or title == "module" else DIM,
            )
    shown_columns = [cells for cells in columns.values() if any(cell.plain for cell in cells)]
    for row in zip(*shown_columns, strict=True):
        made.add_row(*row)
    return made


def columns_of(recording: Recording, lines: list[ModuleLine]) -> dict[str, list[Text]]:
    """All there is to say, by the titles of the columns; a column may have nothing in it."""
    owners = OwnersOnDisk(recording)
    with_memory = any(line.own_memory is not None for line in lines)
    return {
        "own": [Text(time_in_words(line.own_ns)) for line in lines],
        "total": [Text(time_in_words(line.total_ns)) for line in lines],
        "memory": [
            Text(size_in_words(line.own_memory or 0) if with_memory else "") for line in lines
        ],
        "module": [name_of(line) for line in lines],
        "of": [Text(shown(owners(line.first).label)) for line in lines],
        "asked by": [Text(who_asked(line.first)) for line in lines],
    }


def width_of(columns: dict[str, list[Text]]) -> int:
    """How wide the table is."""
    widths = [max(cell.cell_len for cell in cells) for cells in columns.values()]
    return sum(width + GAP for width in widths if width)


def ending_in(columns: dict[str, list[Text]], title: str, width: int) -> list[Text]:
    """A column in the room that the others leave to it; too little is none."""
    others = {name: cells for name, cells in columns.items() if name != title}
    if title == "of":
        # Whose a module is tells less than who asked for it, cut or not.
        others["asked by"] = [Text("x" * LEAST_ASKER) for _ in columns[title]]
    room = width - width_of(others) - GAP
    if room < (LEAST_ASKER if title == "asked by" else LEAST_OWNER):
        return [Text("")] * len(columns[title])
    return [Text(end_of(cell.plain, room)) for cell in columns[title]]


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


def hints(recording: Recording, hidden: int, form: str = "table") -> list[str]:
    """What can be done next, where so many lines of this form are not shown."""
    if recording.path is None:
        return [f"and {hidden} more"] if hidden > 0 else []
    show_it = f"thence show {shown(str(recording.path))}"
    every = "--all" if form == "table" else f"--as {form} --all"
    others = {
        "tree": "who asked whom",
        "processes": changed_in_words(recording),
        "html": "a page for the browser",
    }
    return [
        *([f"and {hidden} more: {show_it} {every}"] if hidden > 0 else []),
        f"one module: {show_it} NAME",
        *(f"{what}: {show_it} --as {other}" for other, what in others.items() if other != form),
    ]


def changed_in_words(recording: Recording) -> str:
    """What the list of processes has that nothing else has.

    Changes of ``sys.path`` and the like that no module's code made.
    """
    threads = [thread for process in recording.processes for thread in process.threads]
    count = sum(len(thread.changes) for thread in threads)
    return f"processes, and {number_of_things(count, 'change')} between imports"
