"""Only one file names the interpreter's C primitives.

The contract `primitives` of import-linter says the same of import statements. This test reads
its list, and sees the other ways to a module as well: its name in a string.
"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

PRIMITIVES = "thence/_engine/primitives.py"
IMPORTERS = {"__import__", "import_module", "find_spec", "init_builtin", "create_builtin"}


@pytest.fixture
def forbidden(root: Path) -> set[str]:
    """The modules that the contract forbids."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (contract,) = (each for each in contracts if each["id"] == "primitives")
    return set(contract["forbidden_modules"])


def imported_by(tree: ast.Module) -> set[str]:
    """Return the absolute names that a file imports, by statement or by a literal name.

    >>> sorted(imported_by(ast.parse("import a.b, c; from d import e; from . import f")))
    ['a.b', 'c', 'd']
    >>> sorted(imported_by(ast.parse("x = __import__('_imp').y; importlib.import_module('nt')")))
    ['_imp', 'nt']
    """
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module or "")
        elif isinstance(node, ast.Call):
            names.update(literal_name(node))
    return names


def literal_name(call: ast.Call) -> list[str]:
    """Return the name that a call imports, if it says so literally."""
    function = getattr(call.func, "id", getattr(call.func, "attr", ""))
    literals = [argument.value for argument in call.args[:1] if isinstance(argument, ast.Constant)]
    return [name for name in literals if function in IMPORTERS and isinstance(name, str)]


def test_only_one_file_names_the_c_primitives(sources, forbidden):
    found = {file: sorted(imported_by(tree) & forbidden) for file, tree in sources.items()}

    assert {file for file, names in found.items() if names} == {PRIMITIVES}
