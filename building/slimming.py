"""Leaves out of a text what only people and type checkers read: it is loaded at every start."""

from __future__ import annotations

import ast
from typing import TypeVar

Defining = TypeVar("Defining", ast.FunctionDef, ast.ClassDef)


def slim(source: str, *, documented: bool) -> str:
    r"""The same program without comments and annotations; ``documented`` keeps docstrings.

    >>> slim("def f(x: 'int' = 1) -> 'int':\n    'Doc.'\n    y: int = x  # why\n    return y",
    ...      documented=False)
    'def f(x=1):\n    y = x\n    return y'
    """
    tree = Slimming(documented).visit(ast.parse(source))
    return ast.unparse(ast.fix_missing_locations(tree))


class Slimming(ast.NodeTransformer):
    """Takes annotations, and perhaps docstrings, out of a tree."""

    def __init__(self, documented: bool) -> None:
        self.documented = documented

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Nothing reads what a function says of its types."""
        self.generic_visit(node)
        node.returns = None
        for argument in ast.walk(node.args):
            if isinstance(argument, ast.arg):
                argument.annotation = None
        return self._without_docstring(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        """The class, and what is in it."""
        self.generic_visit(node)
        return self._without_docstring(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        """An assignment stays one; a mere declaration goes."""
        if node.value is None:
            return None
        return ast.Assign([node.target], node.value)

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        """What only those blocks ask for."""
        return None if ast.unparse(node) == "TYPE_CHECKING = False" else node

    def visit_If(self, node: ast.If) -> ast.AST | None:
        """Blocks for type checkers go, whole."""
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return None
        return self.generic_visit(node)

    def _without_docstring(self, node: Defining) -> Defining:
        if not self.documented and ast.get_docstring(node) is not None:
            del node.body[0]
        node.body = node.body or [ast.Pass()]
        return node
