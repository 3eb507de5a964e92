"""Labelled blocks of text for a terminal, or plain for a pipe."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ..tracing.reports.words import printable
from .writing import allow_any_text

# Styles, by what they say.
GOOD, BAD, WARN, DIM = "green", "bold red", "yellow", "dim"

LABEL_WIDTH = 12
NARROWEST = 20  # columns of text; in a narrower window lines are left to the terminal
UNLIMITED = 100_000


@dataclass(slots=True)
class Block:
    """Lines beside a label; a line has an indent, which its continuation has, too."""

    label: str
    lines: list[tuple[int, Text]] = field(default_factory=list)

    def add(self, *parts: tuple[str, str] | str, indent: int = 0) -> None:
        """Add a line made of texts, each plain or (text, style)."""
        self.lines.append((indent, Text.assemble(*parts)))

    def add_traceback(self, text: str) -> None:
        """Add lines that are not to be broken."""
        for line in text.rstrip().splitlines():
            self.lines.append((2, Text(shown(line), style=BAD, no_wrap=True)))


def console(stream: TextIO | None = None) -> Console:
    """For standard output, or a stream: colours and a width only where somebody looks at it."""
    allow_any_text(stream or sys.stdout)
    # In a notebook rich would make an output of its own of each line.
    made = Console(file=stream, highlight=False, markup=False, emoji=False, force_jupyter=False)
    if not made.is_terminal and not os.environ.get("COLUMNS"):
        # Lines that a program reads are not broken.
        made.width = UNLIMITED
    return made


def show_blocks(target: Console, blocks: Sequence[Block]) -> None:
    """Print blocks below each other; their lines begin in one column."""
    longest = max((cell_len(block.label) for block in blocks if block.lines), default=0)
    for block in blocks:
        show_block(target, block, max(LABEL_WIDTH, longest + 2))


def show_block(target: Console, block: Block, label_width: int = LABEL_WIDTH) -> None:
    """Print a block; its label stands beside the first line."""
    label = Text(block.label, style="bold cyan")
    for indent, text in block.lines:
        margin = label_width + indent
        width = max(target.width - margin, NARROWEST)
        for line in [text] if text.no_wrap else text.wrap(target, width, overflow="fold"):
            line.rstrip()
            head = Text(" " if label.plain else "").append_text(label)
            head.pad_right(max(margin - len(head), 0))
            target.print(head.append_text(line) if line.plain else "", soft_wrap=True)
            label = Text("")


def shown(path: str | None) -> str:
    r"""A path as it may be printed: what is not printable is written as an escape.

    >>> shown("a\x1b[1m")
    'a\\x1b[1m'
    """
    return printable(path or "")


def end_of(text: str, width: int) -> str:
    """The end of a text, which tells more of a name or a path than its beginning.

    >>> end_of("django.db.models:12", 10), end_of("app:1", 10)
    ('…models:12', 'app:1')
    """
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) >= width:
        text = text[1:]
    return f"…{text}"


def short(name: str | None) -> str:
    """A class without its module.

    >>> short("thence.machinery.PathFinder")
    'PathFinder'
    """
    return (name or "").rpartition(".")[2]
