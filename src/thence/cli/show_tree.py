"""A recording as a tree for a terminal."""

from rich.console import Console
from rich.text import Text

from ..tracing.recording import Recording
from ..tracing.reports.forest import Row, lanes_of
from ..tracing.reports.selecting import Wish, table_of, tree_of
from ..tracing.reports.words import time_in_words
from .layout import DIM, end_of, shown
from .show_table import ENDINGS, FEWEST, heading, hints, room_on

INDENT = 2
WIDTH = 9  # of a time
LEAST_NAME = 18  # columns; names that are deeper inside stand no further to the right


def show(recording: Recording, wish: Wish, target: Console, *, show_all: bool = False) -> None:
    """Print the tree: by default the dearest imports, as many as a screen holds."""
    target.print(heading(recording, len(table_of(recording, wish))), soft_wrap=True)
    every = tree_of(recording, wish)
    labels = [lane.label for lane in lanes_of(recording)]
    most = None if show_all else max(FEWEST, room_on(target) - len(labels))
    rows = every if most is None or len(every) <= most else tree_of(recording, wish, most)
    target.print(Text(f"{'own':>{WIDTH}} {'total':>{WIDTH}}", style="bold cyan"))
    lane = -1
    for row in rows:
        if len(labels) > 1 and row.lane != lane:
            lane = row.lane
            target.print(Text(labels[lane], style="bold"), soft_wrap=True)
        target.print(line_of(row, target.width), soft_wrap=True)
    for hint in hints(recording, len(every) - len(rows), "tree"):
        target.print(Text(hint, style=DIM), soft_wrap=True)


def line_of(row: Row, width: int) -> Text:
    """One import, as far to the right as it was deep, on one line of the screen."""
    node = row.node
    ending, style = ENDINGS.get(node.outcome, ("", ""))
    times = f"{time_in_words(node.own_ns):>{WIDTH}} {time_in_words(node.total_ns):>{WIDTH}}"
    room = max(LEAST_NAME, width - len(times) - 2)
    indent = min(INDENT * row.depth, max(0, room - LEAST_NAME))
    name = end_of(f"{shown(node.fullname)}{f' {ending}' if ending else ''}", room - indent)
    line = Text.assemble(times, f"  {' ' * indent}{name}")
    if ending:
        line.stylize(style, len(line) - min(len(ending), len(name)))
    asker = f"  line {node.asker.line}" if node.asker is not None else ""
    return line.append(asker, DIM) if line.cell_len + len(asker) <= width else line
