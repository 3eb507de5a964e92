"""A package's modules as the wheel's builder sees them: names, imports, what they define."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOR_TYPES = "TYPE_CHECKING"


@dataclass(frozen=True)
class Module:
    """One source file of the package: ``fullname``, where it lies, its text."""

    fullname: str
    file: Path
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        """The source, parsed."""
        return ast.parse(self.source, str(self.file))

    @property
    def package(self) -> str:
        """What relative imports in it start from."""
        is_package = self.file.name == "__init__.py"
        return self.fullname if is_package else self.fullname.rpartition(".")[0]

    def absolute(self, statement: ast.ImportFrom) -> str:
        """The module that a ``from`` statement names."""
        if not statement.level:
            return statement.module or ""
        parts = self.package.split(".")
        base = parts[: len(parts) - statement.level + 1]
        return ".".join([*base, *filter(None, [statement.module])])

    def at_start(self) -> Iterator[ast.stmt]:
        """The statements of the module's top level, those for type checkers left out."""
        yield from statements(self.tree.body)

    def defined(self) -> list[str]:
        """Every name that the module's top level binds, in their order, each once.

        Without the one that is for type checkers.
        """
        names = dict.fromkeys(name for each in self.at_start() for name in bound_by(each))
        return [name for name in names if name != FOR_TYPES]


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a block, and of the blocks in it that are executed with it."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.If) and is_for_types(statement):
            continue
        if isinstance(statement, (ast.If, ast.Try, ast.With, ast.For)):
            for inner in ("body", "orelse", "finalbody"):
                yield from statements(getattr(statement, inner, []))


def is_for_types(statement: ast.stmt) -> bool:
    """Whether this is the block that only a type checker reads."""
    return (
        isinstance(statement, ast.If)
        and isinstance(statement.test, ast.Name)
        and statement.test.id == FOR_TYPES
    )


def bound_by(statement: ast.stmt) -> Iterator[str]:
    """The names that one statement binds, those in nested blocks left out."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        yield statement.name
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        for alias in statement.names:
            yield alias.asname or alias.name.partition(".")[0]
    elif isinstance(statement, (ast.Assign, ast.AnnAssign, ast.For)):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            yield from (n.id for n in ast.walk(target) if stores(n))  # type: ignore[attr-defined]


def stores(node: ast.AST) -> bool:
    """Whether this is a name that is being bound."""
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def modules_in(root: Path) -> dict[str, Module]:
    """Every module of the package that lies at ``root``, by its full name."""
    found = {}
    for file in sorted(root.rglob("*.py")):
        parts = file.relative_to(root.parent).with_suffix("").parts
        fullname = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[fullname] = Module(fullname, file, file.read_text("utf-8"))
    return found
