"""Which programs of an environment run the interpreter that runs now."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from thence.launching.children.interpreters import is_this_interpreter


@pytest.fixture
def copied_environment(tmp_path):
    """An environment of this Python, as ``venv --copies`` makes it; returns its ``bin``."""
    base = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    version = "{}.{}.{}".format(*sys.version_info)
    (tmp_path / "pyvenv.cfg").write_text(f"home = {base.parent}\nversion = {version}\n")
    programs = tmp_path / "bin"
    programs.mkdir()
    return programs


@pytest.mark.parametrize("name", ["python", "python3", "python{}.{}".format(*sys.version_info)])
def test_a_copy_of_the_interpreter_is_it(copied_environment, name):
    (copied_environment / name).touch()

    assert is_this_interpreter(str(copied_environment / name))


@pytest.mark.parametrize("name", ["ruff", "uv", "pytest", "python-config", "pythonista"])
def test_another_program_beside_it_is_not(copied_environment, name):
    """``os.execv`` of a program written in Rust got Python's options, once."""
    (copied_environment / name).touch()

    assert not is_this_interpreter(str(copied_environment / name))
