"""The processes of a recording for a terminal: how they began and ended, and what changed."""

from rich.console import Console
from rich.text import Text

from ..tracing.recording import Recording
from ..tracing.reports.forest import Lane
from ..tracing.reports.lane_story import lane_story
from ..tracing.reports.selecting import Wish, table_of
from .layout import DIM, Block, show_blocks, shown
from .show_story import block_of
from .show_table import heading, hints, room_on

# What is alike in most processes, and fills screens.
LONG = ("sys.path at its beginning", "loaded before")


def show(recording: Recording, wish: Wish, target: Console, *, show_all: bool = False) -> None:
    """Print what is known of the threads: of as many as a screen holds."""
    target.print(heading(recording, len(table_of(recording, wish))), soft_wrap=True)
    stories = [(lane, blocks_of(lane, show_all=show_all)) for lane in lanes(recording)]
    most = len(stories) if show_all else fitting(stories, room_on(target))
    for lane, blocks in stories[:most]:
        target.print(Text(shown(lane.label), style="bold"), soft_wrap=True)
        show_blocks(target, blocks)
    for hint in hints(recording, len(stories) - most, "processes"):
        target.print(Text(hint, style=DIM), soft_wrap=True)


def lanes(recording: Recording) -> list[Lane]:
    """The threads that imported something, or in which something changed."""
    return [
        Lane(process, thread)
        for process in recording.processes
        for thread in process.threads
        if thread.roots or thread.changes
    ]


def blocks_of(lane: Lane, *, show_all: bool) -> list[Block]:
    """What there is to tell of one thread."""
    return [block_of(part) for part in lane_story(lane) if show_all or part[0] not in LONG]


def fitting(stories: list[tuple[Lane, list[Block]]], room: int) -> int:
    """How many of the stories have room; at least one."""
    for number, (_, blocks) in enumerate(stories):
        room -= 1 + sum(len(block.lines) for block in blocks)
        if room < 0:
            return max(number, 1)
    return len(stories)
