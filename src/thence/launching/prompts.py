"""Somebody types at a terminal: what comes before the first prompt."""

import sys

from .._engine.primitives import os
from . import sources
from .ending import Uncaught, write
from .path_zero import insert_path_zero
from .starting import prompt_is_a_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .command_line import CommandLine
    from .programs import Program

COPYRIGHT = 'Type "help", "copyright", "credits" or "license" for more information.\n'


def prompt(line: "CommandLine", namespace: "dict[str, Any]") -> "Program":
    """The interpreter's own prompt (3.11, 3.12: after -i), or the module that is the prompt."""
    import_line_editor()
    insert_path_zero(line)
    show_header()
    ...
