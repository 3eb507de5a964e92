"""What a start on thence loads: the fewer modules, the less a program can notice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# Modules that are loaded by `statement` in an interpreter that has loaded nothing yet: no site,
# no environment. Outside of the statement, only `sys` is used.
COMMAND = """
import sys
sys.path.insert(0, {sources!r})
before = set(sys.modules)
{statement}
print(*sorted(set(sys.modules) - before))
"""


@pytest.fixture
def loaded_by(root: Path):
    def loaded_by(statement: str) -> set[str]:
        code = COMMAND.format(sources=str(root / "src"), statement=statement)
        command = [sys.executable, "-S", "-E", "-W", "error", "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return set(done.stdout.split())

    return loaded_by


def others(modules: set[str]) -> set[str]:
    """Return the modules that are not thence's own."""
    return {name for name in modules if name.partition(".")[0] != "thence"}


def test_importing_thence_loads_nothing_else(loaded_by):
    modules = loaded_by("import thence")

    assert "thence" in modules
    assert others(modules) == set()


def test_installing_loads_at_most_a_dozen_modules_of_the_standard_library(loaded_by):
    modules = loaded_by("import thence; thence.install()")

    assert len(others(modules)) <= 12, sorted(others(modules))


def test_the_command_is_not_loaded_into_the_users_program(loaded_by):
    modules = loaded_by("import thence; thence.install()")

    upstairs = ("thence.cli", "thence.explaining", "thence.__main__")
    assert [name for name in modules if name.startswith(upstairs)] == []
