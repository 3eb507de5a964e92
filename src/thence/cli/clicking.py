"""Runs a command of click's, and turns its errors into exit statuses."""

import sys

import click

from ..sources.errors import SourceError
from . import USAGE_ERROR

FAILED = 1
INTERRUPTED = 130  # as after a Ctrl-C in a shell


def run_clicking(command: click.Command, name: str, arguments: list[str]) -> int:
    """Run ``thence NAME``; returns the exit status: 1 where a source fails, 2 for a bad line."""
    try:
        status = command.main(arguments, prog_name=f"thence {name}", standalone_mode=False)
    except click.ClickException as error:
        message = f"{error.format_message()}\n  more: thence {name} --help"
        return complain(name, message, USAGE_ERROR)
    except (SourceError, OSError) as error:
        return complain(name, in_words(error), FAILED)
    except click.Abort:
        return INTERRUPTED
    return int(status or 0)


def complain(name: str, message: str, status: int) -> int:
    """Say what is wrong."""
    sys.stderr.write(f"thence {name}: {message}\n")
    return status


def in_words(error: Exception) -> str:
    """An error, and what was noted on it."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return "\n".join([str(error), *getattr(error, "__notes__", ())])
