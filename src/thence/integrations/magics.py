"""Magics of IPython: ``%%imports`` shows what a cell imports, ``%thence why NAME`` asks why.

Source: IPython's documentation, "Defining custom magics".
"""

import asyncio
import io
import shlex
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from html import escape
from importlib import import_module
from typing import Any

from ..tracing.recording import Recording
from ..tracing.reports import html_table, page
from ..tracing.reports.installed import OwnersOnDisk
from ..tracing.reports.selecting import Wish, table_of

# Those that return: the others put a program in the place of the process.
COMMANDS = ("why", "show", "diff")
USAGE = f"usage: %thence {'|'.join(COMMANDS)} ...   as in a shell: %thence why NAME"
AWAITS = """\
%%imports cannot run a cell that awaits at its top level, here: record it within the cell,
    import thence
    with thence.trace() as traced: ..."""
HEIGHT = 480  # pixels of the inline page
MOST = 15  # lines of the inline table
WIDTH = 110  # columns of the plain table


def register(shell: Any) -> None:
    """Make the magics known to a shell."""
    magics = Magics(shell)
    shell.register_magic_function(magics.imports, "cell", "imports")
    shell.register_magic_function(magics.thence, "line", "thence")


def unregister(shell: Any) -> None:
    """Take them away."""
    known = shell.magics_manager.magics
    known["cell"].pop("imports", None)
    known["line"].pop("thence", None)


class Magics:
    """The magics of one shell."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell

    def imports(self, line: str, cell: str) -> None:
        """Run the cell, and show what it imported: ``%%imports``."""
        import thence

        if line.strip():
            print("usage: %%imports   on a line of its own; the cell follows")  # noqa: T201
            return
        if self._awaits(cell):
            print(AWAITS)  # noqa: T201
            return
        with ExitStack() as recorded:
            traced = recorded.enter_context(thence.trace())
            with self._before_tracebacks(recorded.close):
                self.shell.run_cell(cell)
        recording = traced.recording
        recording.path = None  # a temporary file: nothing to point to
        # The kernel's command line tells nobody anything.
        recording.processes[0].argv = ("%%imports",)
        display(Imports(recording))

    def _awaits(self, cell: str) -> bool:
        """Would the cell wait for the loop that runs this magic, which waits for the cell?"""
        transformed = self.shell.transform_cell(cell)
        if not self.shell.should_run_async(cell, transformed_cell=transformed):
            return False
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return False
        return True

    @contextmanager
    def _before_tracebacks(self, call: Callable[[], None]) -> Iterator[None]:
        """Call something before the shell shows an error, which imports much by itself."""
        show = self.shell.showtraceback

        def showtraceback(*arguments: Any, **options: Any) -> Any:
            call()
            return show(*arguments, **options)

        self.shell.showtraceback = showtraceback
        try:
            yield
        finally:
            del self.shell.showtraceback

    def thence(self, line: str) -> None:
        """Run a command of thence's: ``%thence why json``."""
        from ..cli import main

        words = shlex.split(line)
        if not words or words[0] not in COMMANDS:
            print(USAGE)  # noqa: T201
            return
        main(words)


def display(shown: object) -> None:
    """Show something below the cell."""
    # Only IPython calls this, so it is there; whoever checks types need not have it.
    import_module("IPython.display").display(shown)


class Imports:
    """What a cell imported; a notebook shows it as a table and a page, a terminal as a table."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording

    def __repr__(self) -> str:
        from rich.console import Console

        from ..cli.show_table import show

        written = io.StringIO()
        # A kernel asks for colours by FORCE_COLOR, and rich would speak to a notebook by itself.
        plain = Console(file=written, width=WIDTH, force_terminal=False, force_jupyter=False)
        show(self.recording, Wish(), plain)
        return written.getvalue().rstrip()

    def _repr_html_(self) -> str:
        owners = OwnersOnDisk(self.recording)
        lines = table_of(self.recording, Wish())
        # Without an origin of its own the page could not reach the notebook, whatever it did.
        source = escape(page.text(self.recording, owners))
        style = f"width:100%;height:{HEIGHT}px;border:1px solid #8885"
        frame = f'<iframe sandbox="allow-scripts" srcdoc="{source}" style="{style}"></iframe>'
        return html_table.text(lines[:MOST], len(lines), owners) + (frame if lines else "")
