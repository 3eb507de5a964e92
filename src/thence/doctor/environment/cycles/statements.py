"""Reads the statements that a module executes when it is imported."""

import ast
from collections.abc import Iterator

Row = tuple[tuple[int, int], str, str, str, bool]
NAMES_ONLY = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Match)


class Reader:
    """Collects what happens at top level of one module, and the names that are bound there.

    What stands below an ``if`` or a loop may or may not happen: only its names count, as bound
    there, so that nobody is accused of what it depends on.
    """

    def __init__(self, module: str, *, is_package: bool) -> None:
        self._package = module if is_package else module.rpartition(".")[0]
        self.rows: list[Row] = []
        self.defined: dict[str, tuple[int, int]] = {}
        # Names that stand for modules: "np" -> "numpy".
        self._aliases: dict[str, str] = {}

    def read(self, tree: ast.Module) -> None:
        """Read a whole module."""
        for statement in tree.body:
            self._read(statement, is_safe=False)

    def _read(self, statement: ast.stmt, *, is_safe: bool) -> None:
        if isinstance(statement, ast.Import):
            self._import(statement, is_safe=is_safe)
        elif isinstance(statement, ast.ImportFrom):
            self._import_from(statement, is_safe=is_safe)
        elif isinstance(statement, (ast.Try, ast.TryStar)):
            self._try(statement, is_safe=is_safe)
        elif isinstance(statement, ast.With):
            for each in statement.body:
                self._read(each, is_safe=True)  # contextlib.suppress, and others
            self._bind_all(statement)
        elif isinstance(statement, NAMES_ONLY):
            self._bind_all(statement)
        else:
            self._use(statement, is_safe=is_safe)
            self._bind_all(statement)

    def _try(self, statement: ast.Try | ast.TryStar, *, is_safe: bool) -> None:
        for each in statement.body:
            self._read(each, is_safe=is_safe or bool(statement.handlers))
        for each in (*statement.orelse, *statement.finalbody):
            self._read(each, is_safe=is_safe)
        for handler in statement.handlers:
            self._bind_all(handler)

    def _import(self, statement: ast.Import, *, is_safe: bool) -> None:
        for each in statement.names:
            self.rows.append((position(statement), "import", each.name, "", is_safe))
            first = each.name.partition(".")[0]
            self._bind(each.asname or first, statement)
            self._aliases[each.asname or first] = each.name if each.asname else first

    def _import_from(self, statement: ast.ImportFrom, *, is_safe: bool) -> None:
        module = self._absolute(statement)
        for each in statement.names:
            kind = "star" if each.name == "*" else "from"
            self.rows.append((position(statement), kind, module, each.name, is_safe))
            self._bind(each.asname or each.name, statement)
            self._aliases[each.asname or each.name] = f"{module}.{each.name}"

    def _absolute(self, statement: ast.ImportFrom) -> str:
        if not statement.level:
            return statement.module or ""
        parts = self._package.split(".")
        base = parts[: len(parts) - statement.level + 1]
        return ".".join([*base, *([statement.module] if statement.module else [])])

    def _use(self, statement: ast.stmt, *, is_safe: bool) -> None:
        for node in executed(statement):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                owner = self._module_of(node.value)
                if owner:
                    self.rows.append((position(node), "use", owner, node.attr, is_safe))

    def _module_of(self, node: ast.expr) -> str:
        """The dotted name that an expression may stand for; "" if it is none."""
        if isinstance(node, ast.Name):
            return self._aliases.get(node.id, "")
        if isinstance(node, ast.Attribute):
            owner = self._module_of(node.value)
            return f"{owner}.{node.attr}" if owner else ""
        return ""

    def _bind(self, name: str, node: ast.AST) -> None:
        self.defined.setdefault(name, position(node))

    def _bind_all(self, node: ast.AST) -> None:
        """Bind what a statement, and those below it, bind."""
        for each in bound(node):
            for name in names_of(each):
                self._bind(name, each)
                # It stands for something else now.
                self._aliases.pop(name, None)


def position(node: ast.AST) -> tuple[int, int]:
    """Line and column."""
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def bound(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that bind names in this scope."""
    yield node
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
        for child in ast.iter_child_nodes(node):
            yield from bound(child)


def names_of(node: ast.AST) -> Iterator[str]:
    """The names that one node binds by itself."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from (each.asname or each.name.partition(".")[0] for each in node.names)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.ExceptHandler) and node.name:
        yield node.name


def executed(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that are evaluated at import: no function's body, and no annotation."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        below: list[ast.AST] = [*node.decorator_list, *node.args.defaults]
        below += [each for each in node.args.kw_defaults if each]
    elif isinstance(node, (ast.Lambda, ast.Try, ast.TryStar, *NAMES_ONLY)):
        below = []
    elif isinstance(node, ast.AnnAssign):
        below = [node.value] if node.value else []
    else:
        yield node
        below = list(ast.iter_child_nodes(node))
    for child in below:
        yield from executed(child)
