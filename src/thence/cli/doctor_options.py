"""The options of ``thence doctor``, read without a library: a user's own might stand in for it."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

FORMATS = ("text", "json", "sarif", "github")
# Options with a value, and what they are called among the doctor's own.
VALUED = {
    "--format": "format",
    "--output": "output",
    "--select": "select",
    "--ignore": "ignore",
    "--timeout": "timeout",
    "--save": "save",
    "--rule": "rule",
    "--traceback": "traceback",
}
SWITCHES = {
    "--verbose": "verbose",
    "-v": "verbose",
    "--no-children": "no_children",
    "--deep": "deep",
    "--fix": "fix",
    "--diff": "diff",
    "--help": "help",
    "-h": "help",
}

HELP = """\
thence doctor: say why an import fails, who did it, and how to mend it

usage: thence doctor [OPTIONS] -- COMMAND...     run a program; say it when an import fails
       thence doctor [OPTIONS]                   examine the environment
       thence doctor [OPTIONS] --traceback FILE  explain a traceback (-: from standard input)
       thence doctor --rule NAME                 show what a rule is about (all: list them)

COMMAND is a program with its arguments, or what would follow python on a command line:
thence doctor -- -m pdb train.py

options:
  -v, --verbose     all findings, and what was ruled out
  --format FORMAT   text (default), json, sarif or github
  --output FILE     write what is found there, not to standard error
  --select RULES    only these rules: codes, beginnings of codes or names, with commas
  --ignore RULES    not these
  --save FILE       write what was collected there, as JSON, for a report of a fault
  --timeout N       a program that still runs after N seconds: say what it waits for, and end
                    it with status 124
  --no-children     do not watch the Python processes that the program starts
  --deep            of the environment: look for cycles in what is installed, too
  --fix, --diff     of the environment: make the changes that are safe; show them only
  --help            show this
"""


class OptionError(Exception):
    """The command line makes no sense; the message says what to do."""


class Options:
    """What a command line asks for: ``values`` by name, and the words of ``command``, if any."""

    def __init__(self, words: "Sequence[str]") -> None:
        self.values: dict[str, Any] = {}
        # None: no command was given.
        self.command: list[str] | None = None
        rest = iter(words)
        for word in rest:
            if word == "--" or not word.startswith("-"):
                self.command = [*([] if word == "--" else [word]), *rest]
                break
            self._read(word, rest)

    def _read(self, word: str, rest: "Iterator[str]") -> None:
        option, equals, joined = word.partition("=")
        if option in SWITCHES and not equals:
            self.values[SWITCHES[option]] = True
        elif option in VALUED:
            value = joined if equals else next(rest, None)
            if value is None:
                raise OptionError(f"{option} needs a value")
            self.values[VALUED[option]] = checked(option, value)
        else:
            raise OptionError(
                f"there is no option {option}\n"
                "  the words of a command come after --: thence doctor -- -m pdb train.py"
            )


def checked(option: str, value: str) -> "Any":
    """The value of an option, in its own type.

    >>> checked("--select", "TH001,TH04")
    ['TH001', 'TH04']
    """
    if option == "--format" and value not in FORMATS:
        raise OptionError(f"--format takes one of {', '.join(FORMATS)}, not {value!r}")
    if option in ("--select", "--ignore"):
        return [word for word in value.split(",") if word]
    if option == "--timeout":
        return seconds(value)
    return value


def seconds(value: str) -> float:
    """A number of seconds above 0."""
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise OptionError(f"--timeout takes a number of seconds above 0, not {value!r}")
    return number
