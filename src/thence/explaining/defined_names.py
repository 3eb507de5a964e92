"""The names that a source file defines at top level, read without executing it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .._engine.bytecode.compiling import decode_source


def defines(file: str, name: str) -> bool:
    """Does a source file define or import a name at top level?  No, if it cannot be read."""
    try:
        tree = ast.parse(decode_source(Path(file).read_bytes()))
    except (OSError, SyntaxError, ValueError):
        return False
    return any(name in names_of(statement) for statement in tree.body)


def names_of(statement: ast.stmt) -> Iterator[str]:
    """The names that one statement binds.

    >>> sorted(name for line in ast.parse("import a.b, c as d; e = f, (g) = 1, 2").body
    ...        for name in names_of(line))
    ['a', 'd', 'e', 'f', 'g']
    """
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield statement.name
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        yield from (each.asname or each.name.partition(".")[0] for each in statement.names)
    else:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
