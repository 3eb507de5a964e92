"""Runs the command of a budget, and records it."""

import subprocess
import sys
import tempfile
from pathlib import Path

import click

from ..tracing.recording import Recording
from ..tracing.reports.budget_settings import Setting
from .recordings import open_recording


def record(setting: Setting) -> tuple[Recording, int]:
    """One run: its recording, and the exit status of the command.

    What the command prints goes to standard error.
    """
    if not setting.command:
        where = f"[tool.thence.budget.{setting.name}]"
        raise click.UsageError(f"{where} has no command: add one, or use --recording FILE")
    with tempfile.TemporaryDirectory(prefix="thence-budget-") as folder:
        file = Path(folder) / "budget.rec"
        words = ["-m", "thence", "trace", "--quiet", "-o", str(file), "--", *setting.command]
        ended = subprocess.run([sys.executable, *words], stdout=sys.stderr, check=False)
        found = open_recording(str(file))
    # The file is gone: nobody is to be told its name.
    found.path = None
    return found, ended.returncode
