"""The project in the working directory: bytecode without a source, imports in a circle."""

import ast
from collections.abc import Iterator
from pathlib import Path

from ..gathering.files import text_of
from .surroundings import ProjectImport

NOT_OURS = frozenset({"node_modules", "site-packages", "build", "dist", "__pycache__"})
MARKS = ("pyproject.toml", "setup.py", "setup.cfg", "manage.py")
MOST_FILES = 2000


def sources_of(directory: str | None) -> list[Path]:
    """The sources of a project; none where the folder does not look like one's."""
    if directory is None or not any(Path(directory, mark).exists() for mark in MARKS):
        return []
    return list(walk(Path(directory)))[:MOST_FILES]


def walk(folder: Path) -> Iterator[Path]:
    """The sources below a folder, without environments and the like."""
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return
    for file in files:
        if file.is_dir():
            hidden = file.name.startswith(".") or file.name in NOT_OURS
            if not hidden and not (file / "pyvenv.cfg").exists() and not file.is_symlink():
                yield from walk(file)
        elif file.suffix == ".py":
            yield file


def leftovers(directory: str | None) -> Iterator[str]:
    """Bytecode in the project's cache folders whose source is gone."""
    for folder in dict.fromkeys(file.parent for file in sources_of(directory)):
        for file in sorted(folder.glob("__pycache__/*.pyc")):
            if not (folder / f"{file.name.partition('.')[0]}.py").exists():
                yield str(file)


class Source:
    """One module of the project: what it imports, and where it defines what."""

    def __init__(self, file: Path, name: str) -> None:
        self.file = str(file)
        self.name = name
        self.defined: dict[str, int] = {}
        # (line, module, name or "" for the module itself), at top level, in their order.
        self.imports: list[tuple[int, str, str]] = []
        try:
            tree = ast.parse(text_of(self.file))
        except (SyntaxError, ValueError):
            return
        for statement in tree.body:
            self._read(statement, is_package=file.name == "__init__.py")

    def _read(self, statement: ast.stmt, *, is_package: bool) -> None:
        if isinstance(statement, ast.Import):
            self.imports += [(statement.lineno, each.name, "") for each in statement.names]
        elif isinstance(statement, ast.ImportFrom):
            parts = self.name.split(".")
            above = statement.level - is_package
            base = parts[: len(parts) - above] if statement.level else []
            module = ".".join([*base, *([statement.module] if statement.module else [])])
            names = [(statement.lineno, module, each.name) for each in statement.names]
            self.imports += names
        from ...explaining.defined_names import names_of

        for name in names_of(statement):
            self.defined.setdefault(name, statement.lineno)


def circular_imports(directory: str | None) -> Iterator[ProjectImport]:
    """Names taken from a module that leads back, before it defines them."""
    sources = {source.name: source for source in read(directory)}
    edges = {name: list(targets(source, sources)) for name, source in sources.items()}
    for source in sources.values():
        for line, module, name in source.imports:
            other = sources.get(module)
            if other is None or not name or f"{module}.{name}" in sources or other is source:
                continue
            back = first_way_back(other, source.name, edges)
            defined = other.defined.get(name, 0)
            if back and defined > back:
                yield ProjectImport(source.name, source.file, line, module, name, defined, back)


def read(directory: str | None) -> Iterator[Source]:
    """The project's modules, by the names that they have from its folder or from ``src``."""
    for file in sources_of(directory):
        relative = file.relative_to(directory or "").with_suffix("")
        parts = list(relative.parts)
        if parts[0] == "src":
            parts = parts[1:]
        if parts and parts[-1] == "__init__":
            parts = parts[:-1]
        if parts:
            yield Source(file, ".".join(parts))


def targets(source: Source, sources: dict[str, Source]) -> Iterator[tuple[int, str]]:
    """The modules of the project that a module imports, with the lines."""
    for line, module, name in source.imports:
        for target in (f"{module}.{name}", module):
            if target in sources:
                yield line, target
                break


def first_way_back(other: Source, name: str, edges: dict[str, list[tuple[int, str]]]) -> int:
    """The first line of a module whose import leads to another one; 0 if none does."""
    for line, target in edges[other.name]:
        if target == name or leads_to(target, name, edges, {other.name}):
            return line
    return 0


def leads_to(
    start: str, name: str, edges: dict[str, list[tuple[int, str]]], seen: set[str]
) -> bool:
    """Does importing one module import another?"""
    pending = [start]
    while pending:
        current = pending.pop()
        if current == name:
            return True
        if current not in seen:
            seen.add(current)
            pending += [target for _, target in edges[current]]
    return False
