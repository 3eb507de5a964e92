"""Transforms and pytest's rewriting of assertions on the same modules."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import thence

SOURCES = Path(thence.__file__).parents[1]
PLUGIN = ("-p", "thence.integrations.pytest_asserts")
CONFTEST = """
import thence

class Raising(thence.Transform):
    name, version, stage = "raising", 1, {stage!r}

    def wants(self, fullname, file):
        return fullname in ("test_it", "helper")

    def transform(self, thing, fullname, file):
        {change}

thence.process_system.transforms.append(Raising())
"""
# Of a code object, numbers below 256 are no constants since 3.14.
CHANGES = {
    "source": "return thing.replace('410', '420')",
    "ast": """
        import ast
        for node in ast.walk(thing):
            if isinstance(node, ast.Constant) and node.value == 410:
                node.value = 420
        return thing
    """,
    "code": """
        return thing.replace(co_consts=tuple(
            self.transform(c, "", "") if hasattr(c, "co_consts") else {410: 420}.get(c, c)
            for c in thing.co_consts))
    """,
}


class Project:
    """A folder with a test that fails, and a way to run pytest there, bytecode and all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("helper.py", "def answer():\n    return 410\n")
        self.write(
            "test_it.py",
            "import helper\n\ndef test_it():\n    assert helper.answer() == 410 + 1000\n",
        )

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def pytest(self, *options: str) -> str:
        """What pytest prints."""
        left_out = ("PYTHONDONTWRITEBYTECODE", "PYTEST_ADDOPTS")
        environment = {k: v for k, v in os.environ.items() if k not in left_out}
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options],
            cwd=self.folder,
            env={**environment, "PYTHONPATH": str(SOURCES)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr

    def bytecode(self) -> set[str]:
        """The names of the bytecode files of the test."""
        return {each.name for each in self.folder.glob("__pycache__/test_it.*")}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.mark.parametrize("stage", CHANGES)
def test_a_transform_and_the_rewriting_reach_the_same_module(project, stage):
    change = textwrap.indent(textwrap.dedent(CHANGES[stage]).strip(), " " * 8).strip()
    project.write("conftest.py", CONFTEST.format(stage=stage, change=change))

    for run in (project.pytest(*PLUGIN), project.pytest(*PLUGIN)):  # compiled, then from bytecode
        assert "assert 420 == (420 + 1000)" in run, run
        assert "where 420 = <function answer at" in run


def test_no_run_is_served_from_anothers_bytecode(project):
    project.write("conftest.py", CONFTEST.format(stage="source", change=CHANGES["source"]))
    both = project.pytest(*PLUGIN)
    (project.folder / "conftest.py").unlink()

    rewritten, plain = project.pytest(*PLUGIN), project.pytest("--assert=plain", *PLUGIN)
    alone = project.pytest()

    assert "assert 420 == (420 + 1000)" in both
    assert "assert 410 == (410 + 1000)" in rewritten
    assert "where 410 =" in alone
    assert "where 410 =" not in plain
    assert len(project.bytecode()) == 4  # each under a name of its own


def test_plugins_may_ask_for_the_rewriting_of_their_modules(project):
    project.write("checks.py", "def check(x):\n    assert x == 1\n")
    project.write("conftest.py", "import pytest\npytest.register_assert_rewrite('checks')\n")
    project.write("test_it.py", "import checks\ndef test_it():\n    checks.check(2)\n")

    assert "assert 2 == 1" in project.pytest(*PLUGIN)


def test_the_process_is_left_as_it_was(project):
    project.write(
        "main.py",
        "import sys, pytest, thence\n"
        "before = list(sys.meta_path)\n"
        f"pytest.main(['-q', '-p', 'no:cacheprovider', *{PLUGIN}])\n"
        "print(sys.meta_path == before, thence.process_system.transforms)\n",
    )

    done = subprocess.run(
        [sys.executable, "main.py"],
        cwd=project.folder,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.splitlines()[-1] == "True []", done.stdout + done.stderr
