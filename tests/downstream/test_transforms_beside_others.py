"""Transforms of thence and the import hooks of others, on one module: both are applied.

These need the packages themselves (``nox -s downstream`` installs them).  Each program
runs three times: bytecode is made, taken, and taken by a process that has the hook alone.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import ClassVar

import pytest

import thence

SOURCES = Path(thence.__file__).parents[1]
TAG = sys.implementation.cache_tag
MARK = "thence"

MODULE = """\
# An example.
WORD = "plain"

def checked(number: int) -> int:
    return number


def failing():
    raise ValueError(WORD)  # line 9
"""

PROGRAM = """
import ast, json, sys, traceback
sys.path.insert(0, {sources!r})
import thence

class Change(thence.Transform):
    version = 1

    def __init__(self, stage):
        self.name = self.stage = stage

    def wants(self, fullname, file):
        return fullname in ("example", "helper")

    def transform(self, thing, fullname, file):
        print("changing", self.stage, file=sys.stderr)
        if self.stage == "source":
            return thing.replace("plain", "changed").replace("# An", "# coding: latin-1")
        if self.stage == "ast":
            thing.body += ast.parse("TREE = WORD + ' tree'").body
            return thing
        constants = ("code" if each == "changed" else each for each in thing.co_consts)
        return thing.replace(co_consts=tuple(constants))

{order}
{transforms}
import example

try:
    example.checked("no number")
    refusal = None
except Exception as error:
    refusal = type(error).__name__
try:
    example.failing()
except ValueError as error:
    line = traceback.extract_tb(error.__traceback__)[-1].lineno
print(json.dumps(dict(
    word=example.WORD, tree=getattr(example, "TREE", None), refusal=refusal, line=line,
    cached=example.__spec__.cached, loader=type(example.__spec__.loader).__name__,
    itself=isinstance(compile, type(len)),
)))
"""
INSTALL = "thence.install()"
STAGES = ("code", "ast", "source")

# project -> what puts its hook in force, the error of a wrong argument, what its marks begin with
HOOKS = {
    "typeguard": (
        "import typeguard; typeguard.install_import_hook('example')",
        "TypeCheckError",
        "typeguard",
    ),
    "beartype": (
        "from beartype.claw import beartype_package; beartype_package('example')",
        "BeartypeCallHintParamViolation",
        "beartype",
    ),
    "jaxtyping": (
        "import jaxtyping; jaxtyping.install_import_hook('example', 'beartype.beartype')",
        "TypeCheckError",
        "jaxtyping",
    ),
    "importnb": ("import importnb; importnb.Notebook().__enter__()", None, ""),
}

ALSO_NEEDED = {"jaxtyping": ("beartype",)}


def needing(project: str) -> None:
    """Skip a test, loudly, where a package is missing."""
    for each in (project, *ALSO_NEEDED.get(project, ())):
        try:
            importlib.metadata.version(each)
        except importlib.metadata.PackageNotFoundError:
            pytest.skip(f"{each} is not installed: nox -s downstream")


class Folder:
    """Where programs run that may keep bytecode."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("example.py", MODULE)

    def write(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, encoding="utf-8")

    def start(self, *command: str) -> subprocess.CompletedProcess[str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYTEST"))}
        # Plugins that happen to be installed may not suit the pytest beside them.
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.path,
            env={**inherited, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def facts(self, order: str, stages: tuple[str, ...], *options: str) -> dict[str, object]:
        """What a program finds out that imports the module, and which stages were at work."""
        listed = ", ".join(f"Change({each!r})" for each in stages)
        transforms = f"thence.process_system.transforms += [{listed}]"
        values = {"sources": str(SOURCES), "order": order, "transforms": transforms}
        self.write("program.py", PROGRAM.format(**values))
        ended = self.start(*options, "program.py")
        assert ended.returncode == 0, ended.stderr
        changing = [each for each in ended.stderr.splitlines() if each.startswith("changing")]
        return {**json.loads(ended.stdout), "changing": [each.split()[1] for each in changing]}

    def kept(self, name: str = "example") -> list[str]:
        """What stands in the names of a module's bytecode files after its own name."""
        files = (self.path / "__pycache__").glob(f"{name}.*.pyc")
        return sorted(each.name.removeprefix(f"{name}.{TAG}") for each in files)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize("thence_first", [True, False], ids=["thence first", "thence second"])
@pytest.mark.parametrize("project", HOOKS)
class TestOnOneModule:
    def order(self, project: str, thence_first: bool) -> str:
        needing(project)
        hook = HOOKS[project][0]
        return "\n".join([INSTALL, hook] if thence_first else [hook, INSTALL])

    def test_both_are_applied_in_every_stage(self, folder, project, thence_first):
        order = self.order(project, thence_first)
        _, refusal, others = HOOKS[project]

        for made in (True, False):
            facts = folder.facts(order, STAGES)

            assert facts["changing"] == (["source", "ast", "code"] if made else [])
            assert (facts["word"], facts["tree"]) == ("code", "code tree")
            assert (facts["refusal"], facts["line"]) == (refusal, 9)
            assert facts["itself"]
            (kept,) = folder.kept()
            assert kept.startswith(f".opt-{others}")
            assert MARK in kept
            assert str(facts["cached"]).endswith(f"example.{TAG}{kept}")

    @pytest.mark.parametrize("stage", STAGES)
    def test_each_stage_alone(self, folder, project, thence_first, stage):
        order = self.order(project, thence_first)

        for made in (True, False):
            facts = folder.facts(order, (stage,))

            assert facts["changing"] == ([stage] if made else [])
            assert facts["refusal"] == HOOKS[project][1]

    def test_neither_takes_the_bytecode_of_both(self, folder, project, thence_first):
        order = self.order(project, thence_first)
        hook, refusal, _ = HOOKS[project]
        folder.facts(order, STAGES)

        alone = folder.facts(hook, ())  # without thence, even
        with_thence = folder.facts(order, ())
        transforms = folder.facts(INSTALL, STAGES)
        neither = folder.facts("", ())
        again = folder.facts(order, STAGES)

        assert [alone["word"], alone["tree"], alone["refusal"]] == ["plain", None, refusal]
        assert {**with_thence, "cached": 0} == {**alone, "cached": 0}
        assert (transforms["tree"], transforms["refusal"]) == ("code tree", None)
        assert (neither["word"], neither["refusal"]) == ("plain", None)
        assert (again["tree"], again["refusal"]) == ("code tree", refusal)
        assert again["changing"] == []

    def test_each_optimization_level_has_a_file(self, folder, project, thence_first):
        order = self.order(project, thence_first)

        for option in ("-O", "-OO"):
            folder.facts(order, ("ast",), option)

        assert len(folder.kept()) == 2

    def test_what_goes_wrong_in_a_transform_is_told_and_leaves_nothing(
        self, folder, project, thence_first
    ):
        order = self.order(project, thence_first)
        program = f"""
            import builtins, sys
            sys.path.insert(0, {str(SOURCES)!r})
            import thence
            {textwrap.indent(order, " " * 12).strip()}
            class Failing(thence.Transform):
                name, version, stage = "failing", 1, "ast"
                def wants(self, fullname, file):
                    return fullname == "example"
                def transform(self, thing, fullname, file):
                    raise ValueError("no")
            thence.process_system.transforms.append(Failing())
            try:
                import example
            except ValueError as error:
                print(error, *error.__notes__)
            assert "example" not in sys.modules
            assert type(builtins.compile) is type(len)
            thence.process_system.transforms.clear()
            import example
        """
        folder.write("program.py", textwrap.dedent(program))

        ended = folder.start("program.py")

        assert ended.returncode == 0, ended.stderr
        file = folder.path / "example.py"
        note = f"thence: transform 'failing' 1 failed on module 'example' ({file})"
        assert ended.stdout == f"no {note}\n"
        assert not any(MARK in each for each in folder.kept())


class TestNotebooks:
    """importnb's own modules: its loader turns a notebook into text, then compiles it itself."""

    NOTEBOOK: ClassVar[dict[str, object]] = {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["A title"]},
            {
                "cell_type": "code",
                "metadata": {},
                "source": ['WORD = "plain"\n', "def checked(number): pass\n"],
                "outputs": [],
                "execution_count": None,
            },
            {
                "cell_type": "code",
                "metadata": {},
                "source": ["def failing(): raise ValueError"],
                "outputs": [],
                "execution_count": None,
            },
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }

    def test_a_notebook_goes_through_every_stage(self, folder):
        needing("importnb")
        (folder.path / "example.py").unlink()
        folder.write("example.ipynb", json.dumps(self.NOTEBOOK, indent=1))
        order = f"{INSTALL}\n{HOOKS['importnb'][0]}"

        facts = folder.facts(order, STAGES)

        assert facts["changing"] == ["source", "ast", "code"]
        assert (facts["word"], facts["tree"]) == ("code", "code tree")
        assert facts["loader"] == "Notebook"


class TestPytest:
    """Its hook loads the modules that it rewrites by itself, from the file to the code."""

    PLUGIN = PROGRAM.partition("{order}")[0] + "\nthence.install()\n"
    CHANGES = "thence.process_system.transforms += [Change('source'), Change('ast')]\n"
    TEST = """
        import example, helper

        WORD = "plain"

        def test_modules_are_changed():
            assert helper.TREE == "changed tree"

        def test_this_module_is_changed():
            assert globals().get("TREE") == "changed tree"

        def test_assertions_are_explained():
            one = [1, 2]
            assert one == [1, 3]
    """

    @pytest.fixture
    def run(self, folder):
        folder.write("helper.py", MODULE)
        folder.write("test_example.py", textwrap.dedent(self.TEST))

        def run(plugin: str, *options: str) -> subprocess.CompletedProcess[str]:
            start = self.PLUGIN.format(sources=str(SOURCES))
            wants = start.replace('("example", "helper")', '("test_example", "helper")')
            folder.write("with_thence.py", wants + textwrap.dedent(plugin))
            command = ("-m", "pytest", "-p", "with_thence", "--assert", *options, "-q")
            return folder.start(*command)

        return run

    def test_beside_each_other(self, run, folder):
        """What pytest rewrites is not changed, what it does not rewrite is: never a mixture."""
        for _ in range(2):
            ended = run(self.CHANGES, "rewrite")

            assert "2 failed, 1 passed" in ended.stdout, ended.stdout + ended.stderr
            assert "test_this_module_is_changed" in ended.stdout
            assert "At index 1 diff: 2 != 3" in ended.stdout
        (rewritten,) = folder.path.glob("__pycache__/test_example.*.pyc")
        assert "-pytest-" in rewritten.name
        assert MARK not in rewritten.name
        assert [MARK in each for each in folder.kept("helper")] == [True]
