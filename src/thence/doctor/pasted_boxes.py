"""Tracebacks that rich has drawn a box around, as typer and others have it do."""

import re
from collections.abc import Iterable, Iterator

# ╭──── Traceback (most recent call last) ────╮; with + and - where the terminal has no others
HEAD = re.compile(r"^\s*[╭┌+][─-]+ Traceback \(most recent call last\) [─-]+[╮┐+]\s*$")
FOOT = re.compile(r"^\s*[╰└+][─-]+[╯┘+]\s*$")
SIDES = re.compile(r"^\s*[│|] ?(?P<text>.*?)\s*(?:[│|]\s*)?$")
FRAME = re.compile(r"^(?P<file>\S.*):(?P<line>\d+) in (?P<name>\S.*)$")
MARKED = re.compile(r"^\s*[❱>]\s*\d+ (?P<source>.*)$")
INDENTS = "│| "  # before the source of an inner line
PLACE = re.compile(r"^(?:/|[A-Za-z]:|<|\.)")  # of a file, which the side of the box may break


def without_boxes(lines: Iterable[str]) -> Iterator[str]:
    """The lines, what a box holds as Python prints it, and the message below it unbroken."""
    box: list[str] | None = None
    message: list[str] | None = None
    width = 0
    for line in lines:
        if HEAD.match(line):
            width, box = len(line.rstrip()), []
            yield "Traceback (most recent call last):"
        elif box is not None and FOOT.match(line):
            yield from frames_in(box)
            box, message = None, []
        elif box is not None:
            box.append(line)
        elif message is not None and line.strip():
            message.append(line)
        else:
            yield from unbroken(message or [], width)
            message = None
            yield line
    yield from frames_in(box or [])
    yield from unbroken(message or [], width)


def frames_in(box: Iterable[str]) -> Iterator[str]:
    """The frames that a box shows, with the marked line of each."""
    begun = ""  # a place that goes on in the next line
    for line in box:
        text = sides[1] if (sides := SIDES.match(line)) else line
        if frame := FRAME.match(begun + text):
            yield f'  File "{frame["file"]}", line {frame["line"]}, in {frame["name"]}'
        elif marked := MARKED.match(text):
            yield f"    {marked['source'].lstrip(INDENTS)}"
        goes_on = not frame and (begun or PLACE.match(text))
        begun = begun + text if goes_on and text.strip() else ""


def unbroken(message: list[str], width: int) -> Iterator[str]:
    """A message, put together where a line was full.

    >>> list(unbroken(["ImportError: cannot", "import name 'x'", "as it says"], 20))
    ["ImportError: cannot import name 'x'", 'as it says']
    """
    whole = ""
    for before, line in zip(["", *message], message, strict=False):
        if before and len(before.rstrip()) + len(line.partition(" ")[0]) >= width:
            whole = whole.rstrip() + (" " if len(before.rstrip()) < width else "") + line
        else:
            yield from [whole] if whole else []
            whole = line
    yield from [whole] if whole else []
