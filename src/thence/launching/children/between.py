"""What lies between a start and the interpreter: the first line of a script, and ``env``."""

from ..._engine.primitives import os
from .interpreters import is_this_interpreter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .starts import Start

LONGEST_LINE = 255  # bytes; the system cuts longer ones off
BLANKS = " \t"
SHELL = "/bin/sh"
# How pip and uv begin the second line of a script whose first line would be too long.
EXEC = "'''exec'"
PASSED_ON = '"$0" "$@"'
ENV_FILES = ("/usr/bin/env", "/bin/env")
# What the words for ``env -S`` may have that is more than a word.
SPECIAL_IN_WORDS = frozenset("\\\"'$#")
SPECIAL_IN_SHELLS = frozenset("\\'$`|&;<>()*?[]#~=%!{}")


def line_of_interpreter(start: "Start") -> "tuple[Start, int] | None":
    """A start that comes to the same, and the place in its words where python's line begins.

    None: this interpreter is not what is started, as far as one can see.
    """
    if is_this_interpreter(start.file):
        return start, 0
    behind = behind_first_line(start)
    return line_behind_env(start) if behind is None else line_of_interpreter(behind)


def behind_first_line(start: "Start") -> "Start | None":
    """What the system makes of a script: its interpreter, and the script's name as a word.

    None: the file is no script.
    """
    if not is_script(start):
        return None
    first, second = first_lines(start.file)
    interpreter, *option = first.removeprefix("#!").strip(BLANKS).split(None, 1)
    words = [interpreter, *option]
    if interpreter == SHELL and second.startswith(EXEC):
        words = executed_by_shell(second) or words
    return start.running(words[0], [*words, start.program, *start.words[1:]])


def is_script(start: "Start") -> bool:
    """Does the system look for an interpreter in the file's first line?"""
    return first_lines(start.file)[0].startswith("#!")


def first_lines(file: str) -> tuple[str, str]:
    """The two lines at the start of a file, each byte kept; empty, where the first is too long."""
    from os import fsdecode

    descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        first, end, rest = os.read(descriptor, 4 * LONGEST_LINE).partition(b"\n")
    finally:
        os.close(descriptor)
    if len(first) > LONGEST_LINE or not end:
        return "", ""
    return fsdecode(first), fsdecode(rest.partition(b"\n")[0])


def executed_by_shell(line: str) -> list[str]:
    """The words before ``"$0" "$@"`` in a line as pip and uv write it.

    Empty, where a shell would have to be asked.

    >>> executed_by_shell(EXEC + ' "/a path/python" -s "$0" "$@"')
    ['/a path/python', '-s']
    """
    command, passed_on, rest = line.removeprefix(EXEC).strip(BLANKS).partition(PASSED_ON)
    is_plain = SPECIAL_IN_SHELLS.isdisjoint(command)
    if not is_plain or not passed_on or rest.strip(BLANKS):
        return []
    match command.split('"'):
        case [words]:
            return words.split()
        case ["", path, options]:
            return [path, *options.split()]
    return []


def line_behind_env(start: "Start") -> "tuple[Start, int] | None":
    """The same of ``env [-S] [NAME=VALUE]... COMMAND``.

    None: it is another program, its options are not understood, or the command is another one.
    """
    if start.program not in ENV_FILES:
        return None
    words = split_words(start.words)
    at = 1
    while at < len(words) and is_assignment(words[at]):
        at += 1
    command = start.found(words[at]) if at < len(words) else None
    if command is None:
        return None
    found = line_of_interpreter(start.running(command, words[at:]))
    if found is None:
        return None
    behind, place = found
    return start.running(start.program, [*words[:at], *behind.words]), at + place


def is_assignment(word: str) -> bool:
    """Is it a variable for the command?  Not PATH, which would lead to another command.

    >>> [is_assignment(word) for word in ("A=1", "--unset=A", "PATH=/bin", "python")]
    [True, False, False, False]
    """
    return "=" in word and not word.startswith(("-", "PATH="))


def split_words(words: list[str]) -> list[str]:
    """The words of a line of ``env``, that behind -S split as it splits it.

    >>> split_words(["env", "-S python3 -u", "a.py"])
    ['env', 'python3', '-u', 'a.py']
    """
    name, *rest = words
    joined = rest[0] if rest else ""
    if joined == "-S" and len(rest) > 1:
        joined, rest = "-S" + rest[1], rest[1:]
    if not joined.startswith("-S") or not SPECIAL_IN_WORDS.isdisjoint(joined):
        return words
    return [name, *joined.removeprefix("-S").split(), *rest[1:]]
