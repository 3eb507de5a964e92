"""The engine keeps its state on instances; its modules hold constants only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

CONSTANT = re.compile(r"_*[A-Z][A-Z0-9_]*|__\w+__")
CONTAINERS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
FACTORIES = {"list", "dict", "set", "bytearray"}

# The one file that gives the interpreter's own functions lower-case names of ours.
ALIASES = "thence/_engine/primitives.py"


def statements_of(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield what a module executes in its own namespace, inside of `if` and `try` too."""
    for statement in body:
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            continue  # never executed
        yield statement
        for part in ("body", "orelse", "finalbody"):
            if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                yield from statements_of(getattr(statement, part, []))
        for handler in getattr(statement, "handlers", []):
            yield from statements_of(handler.body)


def names_in(target: ast.expr) -> list[str]:
    """List the names in the target of an assignment, with their dots and brackets."""
    if isinstance(target, (ast.Tuple, ast.List)):
        return [name for element in target.elts for name in names_in(element)]
    return [ast.unparse(target)]


def names_bound_by(statement: ast.stmt) -> list[str]:
    """List the names that a statement binds; definitions and imports are no state."""
    match statement:
        case ast.Assign(targets=targets):
            return [name for target in targets for name in names_in(target)]
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            return names_in(target)
        case ast.For() | ast.While() | ast.With() | ast.Delete():
            return ["a block that computes"]
    return []


def is_immutable(value: ast.expr | None) -> bool:
    """Whether an expression is a literal that cannot change; no value at all is none, too."""
    if isinstance(value, ast.Tuple):
        return all(map(is_immutable, value.elts))
    return value is None or isinstance(value, (ast.Constant, ast.JoinedStr))


def is_made_to_be_filled(value: ast.expr | None) -> bool:
    """Whether an expression is an empty container: a table of constants has rows."""
    if isinstance(value, ast.Call):
        factory = value.func.id if isinstance(value.func, ast.Name) else ""
        return factory in FACTORIES and not value.args and not value.keywords
    rows = getattr(value, "elts", getattr(value, "keys", [None]))
    return isinstance(value, CONTAINERS) and not rows


def is_constant(name: str, value: ast.expr | None, *, aliases: bool) -> bool:
    """Whether a module may bind this name to this value."""
    if is_made_to_be_filled(value) or not name.isidentifier():
        return False
    if CONSTANT.fullmatch(name) or is_immutable(value):
        return True
    return aliases and not isinstance(value, CONTAINERS)


def state_in(tree: ast.Module, *, aliases: bool = False) -> list[str]:
    """List the statements that give a module a state of its own.

    >>> state_in(ast.parse("SIZE = 16; _TABLE = {1: 'a'}; flags = ('x', 1); __all__ = ['f']"))
    []
    >>> state_in(ast.parse("CACHE = {}; seen = set(); modules = sys.modules"))
    ['1: CACHE = {}', '1: seen = set()', '1: modules = sys.modules']
    >>> state_in(ast.parse("stat = posix.stat; seen = []"), aliases=True)
    ['1: seen = []']
    """
    return [
        f"{statement.lineno}: {ast.unparse(statement)}"
        for statement in statements_of(tree.body)
        if not all(
            is_constant(name, getattr(statement, "value", None), aliases=aliases)
            for name in names_bound_by(statement)
        )
    ]


def test_no_module_of_the_engine_has_a_state(engine):
    found = {file: state_in(tree, aliases=file == ALIASES) for file, tree in engine.items()}

    assert {file: lines for file, lines in found.items() if lines} == {}


def test_no_function_of_the_engine_binds_a_global(engine):
    found = [
        f"{file}:{node.lineno}"
        for file, tree in engine.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]

    assert found == []


@pytest.mark.parametrize(
    "state",
    [
        "if True:\n    cache = {}",
        "try:\n    pass\nexcept ValueError:\n    cache = []",
        "sys.flag = 1",
        "count: int = next(numbers)",
        "SEEN += [1]\nseen += [1]",
        "for name in names:\n    pass",
    ],
)
def test_state_is_seen_wherever_it_hides(state):
    assert state_in(ast.parse(state)) != []
