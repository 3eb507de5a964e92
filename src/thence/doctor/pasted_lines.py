"""The lines of a traceback in a text, whoever printed it: without colours, prefixes and frames."""

import re
from collections.abc import Iterator

from .pasted_boxes import without_boxes
from .pasted_escapes import unescaped
from .pasted_places import with_places_first

COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\].*?(?:\x07|\x1b\\)")
# What a line of a frame begins with; in logs something stands before it.
MARKS = re.compile(
    r"^(?P<prefix>.*?)(?P<rest>  File \"[^\"]+\", line \d+|Traceback \(most recent call last\):)"
)
DIGITS = re.compile(r"\d")
# How pytest and IPython write a frame and, below it, its line.
PYTEST_FRAME = re.compile(r"^(?P<file>[^\s:]\S*?\.pyx?):(?P<line>\d+): in (?P<name>.+)$")
PYTEST_LINE = re.compile(r"^(?:E\s+|>  ?)")
SERVICE = re.compile(r"^[\w.-]+ +\| ?")  # before each line, from several programs at once
IPYTHON_FRAME = re.compile(
    r"^(?:File )?(?P<file>(?:~|[A-Za-z]:|/|<ipython|Cell )[^\s(]*?(?: ?In ?\[\d+\])?)"
    r"(?:(?:, line |:)(?P<line>\d+))?(?:,? in (?P<name>.+?))?\s*$"
)
IPYTHON_LINE = re.compile(r"^-+> ?(?P<line>\d+) ?(?P<source>.*)$")
IPYTHON_OTHER = re.compile(r"^\s+(?:\d+ |\(\.\.\.\))|^\s*\d+ *$")
IPYTHON_HEAD = re.compile(r"^\w+(?:Error|Exception)\s+Traceback \(most recent call last\)")


def lines_of(text: str) -> list[str]:
    """The lines as Python itself would have printed them."""
    plain = COLOURS.sub("", unescaped(text)).replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.splitlines()
    if all(SERVICE.match(line) for line in lines if line.strip()):
        lines = [SERVICE.sub("", line) for line in lines]
    plain_lines = with_places_first(without_boxes(without_prefixes(lines)))
    return list(as_python_prints(plain_lines))


def without_prefixes(lines: list[str]) -> Iterator[str]:
    """The lines, without what a log puts before each: a time, a name, a bar.

    >>> log = ['12:01 | Traceback (most recent call last):', '12:02 | XError']
    >>> list(without_prefixes(log))
    ['Traceback (most recent call last):', 'XError']
    """
    prefix = ""
    for line in lines:
        if found := MARKS.match(line):
            prefix = found["prefix"]
        if prefix and shape(line[: len(prefix)]) == shape(prefix):
            yield line[len(prefix) :]
        elif prefix.strip() and line.startswith(prefix.rstrip()):
            yield line[len(prefix.rstrip()) :]
        else:
            yield line


def shape(prefix: str) -> str:
    """A prefix, its digits aside: times and numbers change from line to line."""
    return DIGITS.sub("0", prefix)


def as_python_prints(lines: Iterator[str]) -> Iterator[str]:
    """The frames of pytest and of IPython in the form in which Python prints them."""
    in_ipython = False
    file, name = "", ""
    for line in lines:
        if IPYTHON_HEAD.match(line):
            in_ipython = True
            yield "Traceback (most recent call last):"
        elif found := PYTEST_FRAME.match(line):
            yield framed(found["file"], found["line"], found["name"] or "")
        elif in_ipython and (found := IPYTHON_FRAME.match(line)):
            file, name = found["file"], found["name"] or ""
        elif in_ipython and file and (found := IPYTHON_LINE.match(line)):
            yield framed(file, found["line"], name.partition("(")[0] or "<module>")
            yield f"    {found['source'].strip()}"
        elif not (in_ipython and IPYTHON_OTHER.match(line)):
            yield PYTEST_LINE.sub(lambda mark: "    " if mark[0][0] == ">" else "", line)


def framed(file: str, line: str, name: str) -> str:
    """A frame, as Python prints it."""
    return f'  File "{file}", line {line}, in {name or "<module>"}'
