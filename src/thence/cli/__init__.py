"""The command ``thence``.

Each command is a module with ``main(arguments) -> int``, loaded when it is asked for: ``run``
must not load more than the interpreter's own start-up modules.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# The exit status for a command line that thence cannot make sense of.
USAGE_ERROR = 2

COMMANDS = {
    "run": "run a Python program on thence",
    "doctor": "run a program, and say why an import of it fails",
    "trace": "run a program, and record each import of it and of its children",
    "diff": "compare two recordings of imports",
    "budget": "hold what a command imports to the limits in pyproject.toml",
    "publish": "put a folder or a wheel where others can import from it",
    "show": "show a recording of imports, as a table, a tree, a page and more",
    "cache": "show, check, fill and prune what was fetched from other places",
    "pin": "write the hash of what may be imported from other places",
    "why": "tell where a name would be imported from, and why",
}

HELP = """\
thence: Python's import system as a library

usage: thence COMMAND ...

commands:
{commands}

options:
  --help      show this, or a command's own help: thence COMMAND --help
  --version   show the version of thence and of Python
"""


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the command that ``arguments`` (default: ``sys.argv[1:]``) ask for.

    Returns the exit status; ``run`` does not return when all is well.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words:
        sys.stdout.write(help_text())
        return USAGE_ERROR
    first, *others = words
    if first in ("--help", "-h"):
        sys.stdout.write(help_text())
        return 0
    if first in ("--version", "-V"):
        sys.stdout.write(version_text())
        return 0
    if first not in COMMANDS:
        return refuse(first)
    command = __import__(f"{__name__}.{first}", fromlist=["main"])
    status: int = command.main(others)
    return status


def help_text() -> str:
    """The help on the command line as a whole."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}   {purpose}" for name, purpose in COMMANDS.items()]
    return HELP.format(commands="\n".join(lines))


def version_text() -> str:
    """One line for a report of a fault."""
    return f"thence {own_version()} (Python {sys.version.split()[0]}, {sys.executable})\n"


def own_version() -> str:
    """The version that was installed; thence may also run from its sources alone."""
    from importlib import metadata

    try:
        return metadata.version("thence")
    except metadata.PackageNotFoundError:
        return "(not installed)"


def refuse(word: str) -> int:
    """Say that there is no such command, and what there is."""
    known = ", ".join(COMMANDS)
    hint = f"; to run a program: thence run {word}" if looks_like_program(word) else ""
    sys.stderr.write(
        f"thence: there is no command {word!r}\n  the commands are: {known}{hint}\n"
        "  more: thence --help\n"
    )
    return USAGE_ERROR


def looks_like_program(word: str) -> bool:
    """Whether somebody seems to have left out ``run``."""
    return word in ("-m", "-c", "-") or word.endswith((".py", ".pyc", ".pyz"))
