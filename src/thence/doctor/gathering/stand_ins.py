"""What an ``except ImportError`` puts in the place of what could not be imported."""

import ast
from collections.abc import Iterable, Iterator

from ..evidence import Error, Failure, Written
from .files import text_of


def stand_ins(error: Error, failures: Iterable[Failure]) -> Iterator[Written]:
    """The swallowed imports whose handler defines the function that raised the error."""
    frame = error.frames[-1] if error.frames else None
    rows = [row for row in failures if frame and row.asker.file == frame.file and not row.loaded]
    if frame is None or not rows:
        return
    try:
        tree = ast.parse(text_of(frame.file))
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Try):
            continue
        for row in rows:
            tries = any(has_line(each, row.asker.line) for each in node.body)
            if tries and any(defines(each, frame.line) for each in node.handlers):
                yield Written("stand-in", row.name, frame.file, row.asker.line, row.asker.source)


def defines(handler: ast.excepthandler, line: int) -> bool:
    """Does a handler define the function that has a line?  What it raises itself is its word."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    functions = (node for node in ast.walk(handler) if isinstance(node, kinds))
    return any(has_line(each, line) for each in functions)


def has_line(node: ast.stmt, line: int) -> bool:
    """Does a statement extend over a line?"""
    return node.lineno <= line <= (node.end_lineno or node.lineno)
