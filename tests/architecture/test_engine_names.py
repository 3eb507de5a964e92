"""No two files of the engine define the same name, so that they can be joined into one."""

from __future__ import annotations

import ast
import collections


def defined_in(tree: ast.Module) -> set[str]:
    """Return the top-level names that a file defines; what it imports is defined elsewhere.

    >>> sorted(defined_in(ast.parse("import a; from b import c; D = 1; E: int = 2; __all__ = ()")))
    ['D', 'E']
    >>> sorted(defined_in(ast.parse('''
    ... if sys.version_info >= (3, 12):
    ...     def load(): ...
    ... else:
    ...     class Load: ...
    ... ''')))
    ['Load', 'load']
    """
    names: set[str] = set()
    pending: list[ast.AST] = list(tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif not isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp)):
            pending += ast.iter_child_nodes(node)
    return {name for name in names if not name.startswith("__") and name != "TYPE_CHECKING"}


def test_a_name_has_one_file(engine):
    files = collections.defaultdict(list)
    for file, tree in engine.items():
        for name in defined_in(tree):
            files[name].append(file)

    assert {name: where for name, where in files.items() if len(where) > 1} == {}
