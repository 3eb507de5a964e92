"""What the import statements of a failing file bind, read from its syntax tree."""

import ast
from collections.abc import Callable, Iterator

from ..evidence import Binding, Error, Frame
from .files import line_of, text_of
from .near_by import defined_in

# What a name that an import has bound, or not yet, may lead to.
KINDS = ("NameError", "UnboundLocalError", "TypeError")
FileOf = Callable[[str], str | None]


def bindings(error: Error, file_of: FileOf) -> Iterator[Binding]:
    """Those of the file in which an error was raised; the nearest functions' own, too.

    ``file_of`` tells where a module lies.
    """
    frame = error.frames[-1] if error.frames else None
    if frame is None or not error.is_a(*KINDS):
        return
    try:
        tree = ast.parse(text_of(frame.file))
    except (SyntaxError, ValueError):
        return
    package = frame.package or ""
    function = function_at(tree, frame)
    yield from bound_in(tree, frame.file, "", package, file_of)
    if function is not None:
        yield from bound_in(function, frame.file, frame.function, package, file_of)


def function_at(tree: ast.Module, frame: Frame) -> ast.AST | None:
    """The function that was running."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    named = (
        node for node in ast.walk(tree) if isinstance(node, kinds) and node.name == frame.function
    )
    around = (node for node in named if node.lineno <= frame.line <= (node.end_lineno or 0))
    return next(around, None)


def bound_in(
    scope: ast.AST, file: str, within: str, package: str, file_of: FileOf
) -> Iterator[Binding]:
    """What the imports of one scope bind, without those of scopes within it."""
    for node in statements(scope):
        if isinstance(node, ast.Import):
            pairs = [
                (each.asname or each.name.partition(".")[0], imported(each)) for each in node.names
            ]
        elif isinstance(node, ast.ImportFrom):
            parent = parent_of(node, package)
            pairs = [
                (each.asname or each.name, parent if each.name == "*" else f"{parent}.{each.name}")
                for each in node.names
            ]
        else:
            continue
        for name, module in pairs:
            own = has_own(file_of(module), module.rpartition(".")[2])
            text = line_of(file, node.lineno)
            yield Binding(name, module, file, node.lineno, text, within, own)


def imported(alias: ast.alias) -> str:
    """The module that a name stands for: ``import a.b`` binds a, ``import a.b as c`` binds a.b."""
    return alias.name if alias.asname else alias.name.partition(".")[0]


def parent_of(node: ast.ImportFrom, package: str) -> str:
    """The module behind ``from``, made absolute."""
    if not node.level:
        return node.module or ""
    base = package.rsplit(".", node.level - 1)[0]
    return f"{base}.{node.module}" if node.module else base


def statements(scope: ast.AST) -> Iterator[ast.stmt]:
    """The statements of a scope, also those within ``if`` and ``try``."""
    closed = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, closed):
            yield from statements(node)


def has_own(file: str | None, name: str) -> bool:
    """Does a module define its own name?"""
    return bool(file and file.endswith(".py") and name in defined_in(file))
