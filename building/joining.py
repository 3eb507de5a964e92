"""Joins the modules that every start loads, so that a start reads a few files, not seventy.

The engine is written in small files for those who read it.  A wheel holds their text in one
module for each ``Group``, in the order in which they would be executed; each small file becomes
a line that hands on the names from there, with its text beside it for type checkers and people
(``.pyi``).  Nothing is compiled: the wheel stays one for every Python.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from .modules import FOR_TYPES, Module, bound_by, modules_in
from .slimming import slim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


HEAD = '''"""Made when the wheel was built, of the modules named below; read those (.pyi)."""
import sys
'''
TAIL = """
__name__ = {target!r}
joined_code = sys._getframe().f_code  # installing.disguise gives it another file name
"""


class ClashError(Exception):
    """Two modules that are to be joined use a name for two things."""


@dataclass(frozen=True)
class Group:
    """Modules that become one: ``target``, and the beginnings of its members' names.

    Members are those of them that importing ``first`` executes ("": the package itself).  The
    target may be one of them.  Of ``copied`` modules the text is taken, too, and they stay what
    they are: others load them, and need nothing else of these.
    """

    target: str
    beginnings: tuple[str, ...]
    first: str = ""
    copied: tuple[str, ...] = ()

    def takes(self, fullname: str) -> bool:
        """Whether a module of this name belongs here; the package of the target stays itself."""
        if self.target.startswith(f"{fullname}."):
            return False
        return any(fullname == b or fullname.startswith(f"{b}.") for b in self.beginnings)

    def homes_inside(self, homes: dict[str, str]) -> dict[str, str]:
        """Where each module is for those that are joined here."""
        return {**homes, **dict.fromkeys(self.copied, self.target)}


GROUPS = (
    Group(
        "thence.joined",
        (
            "thence._engine",
            "thence.classes",
            "thence.system",
            "thence.process",
            "thence.installing",
        ),
    ),
    # What every recorded process loads, by the name by which it is asked for.
    Group(
        "thence.tracing.following",
        ("thence.tracing",),
        first="thence.tracing.following",
        copied=("thence.explaining.plain",),
    ),
)


def joined_package(root: Path, groups: Iterable[Group] = GROUPS) -> dict[str, str]:
    """The texts of the files that differ in a wheel, by their path below ``root``'s parent.

    ``root`` is the folder of the package.  Raises ClashError when a name of one module would
    overwrite another's.
    """
    modules = modules_in(root)
    orders = {group: at_start(modules, group.first or root.name) for group in groups}
    members = {
        group: [m for m in order if group.takes(m.fullname) or m.fullname in group.copied]
        for group, order in orders.items()
    }
    members = {group: [m for m in each if m.defined()] for group, each in members.items()}
    homes = {
        m.fullname: group.target
        for group, each in members.items()
        for m in each
        if m.fullname not in group.copied
    }
    started = {module.fullname for order in orders.values() for module in order}
    whole = imported_whole(modules.values())
    public = {modules[root.name].absolute(each) for each in imports_within(modules[root.name])}
    texts = {}
    for group, each in members.items():
        refuse_clashes(each)
        inside = group.homes_inside(homes)
        sections = [section(m, inside, documented=m.fullname in public) for m in each]
        objects = [namespace_of(m) if m.fullname in whole else "" for m in each]
        body = "".join(part for pair in zip(sections, objects, strict=True) for part in pair)
        texts[path_of(group.target)] = HEAD + once(body) + TAIL.format(target=group.target)
    for module in modules.values():
        path = module.file.relative_to(root.parent).as_posix()
        if path in texts:  # the home of others
            texts[f"{path}i"] = module.source
            continue
        if module.fullname in homes:
            text = handing_on(module, homes[module.fullname])
            texts[f"{path}i"] = module.source
        else:
            text = rewritten(module, homes)
            if text != module.source and module.fullname in started:
                texts[f"{path}i"] = module.source
                text = slim(text, documented=True)
        if text != module.source:
            texts[path] = text
    return texts


def once(text: str) -> str:
    """The text with each plain import at its first place alone."""
    lines, met = text.splitlines(keepends=True), set[str]()
    kept = []
    for line in lines:
        if not (line.startswith("import ") and line in met):
            kept.append(line)
        met.add(line)
    return "".join(kept)


def path_of(fullname: str) -> str:
    """The file of a module that is no package."""
    return fullname.replace(".", "/") + ".py"


def at_start(modules: dict[str, Module], first: str) -> list[Module]:
    """The modules that importing ``first`` executes, in the order in which they end."""
    ended: dict[str, Module] = {}
    begun = set()

    def visit(fullname: str) -> None:
        if fullname in begun or fullname not in modules:
            return
        begun.add(fullname)
        visit(fullname.rpartition(".")[0])
        for statement in modules[fullname].at_start():
            if isinstance(statement, ast.ImportFrom):
                base = modules[fullname].absolute(statement)
                visit(base)
                for alias in statement.names:
                    visit(f"{base}.{alias.name}")
        ended[fullname] = modules[fullname]

    visit(first)
    return list(ended.values())


def imported_whole(modules: Iterable[Module]) -> set[str]:
    """The names of modules that others import as such, and not names from them."""
    return {
        f"{module.absolute(statement)}.{alias.name}"
        for module in modules
        for statement in imports_within(module)
        for alias in statement.names
    }


def refuse_clashes(members: Iterable[Module]) -> None:
    """See to it that in a joined module each name stands for one thing."""
    owners: dict[str, str] = {}
    known: dict[str, str] = {}  # "thence._engine.primitives.imp" -> "_imp"
    for module in members:
        for name, named in origins(module).items():
            origin = known.setdefault(f"{module.fullname}.{name}", known.get(named, named))
            if owners.setdefault(name, origin) != origin:
                raise ClashError(
                    f"{name!r} is {owners[name]} and {origin}: give one of them another name"
                )


def origins(module: Module) -> dict[str, str]:
    """What each name of a module stands for, by the first statement that binds it."""
    found: dict[str, str] = {}
    for statement in module.at_start():
        for name in bound_by(statement):
            found.setdefault(name, origin_of(name, statement, module))
    return found


def origin_of(name: str, statement: ast.stmt, module: Module) -> str:
    """What a name stands for: a module and a name in it."""
    if name == FOR_TYPES:
        return name  # left out
    if isinstance(statement, ast.ImportFrom):
        alias = next(a for a in statement.names if (a.asname or a.name) == name)
        return f"{module.absolute(statement)}.{alias.name}"
    if isinstance(statement, ast.Import):
        return next(a.name for a in statement.names if (a.asname or a.name) == name)
    return f"{module.fullname}.{name}"


def section(module: Module, homes: dict[str, str], *, documented: bool) -> str:
    """One module's text, as it stands in the joined one.

    Functions and classes take their ``__module__`` from ``__name__``, where they are defined.
    """
    text = rewritten(module, homes, inside=homes[module.fullname])
    return f"\n\n__name__ = {module.fullname!r}\n{slim(text, documented=documented)}\n"


def namespace_of(module: Module) -> str:
    """The module as one object, for those that import it as a whole."""
    names = "".join(f"    {name}={name},\n" for name in module.defined())
    last = module.fullname.rpartition(".")[2]
    return (
        f"\nmodule_{last} = type(sys)({module.fullname!r})\n"
        f"vars(module_{last}).update(\n{names})\n"
    )


def handing_on(module: Module, home: str) -> str:
    """The small file in a wheel: the same names, from where they are."""
    docstring = ast.get_docstring(module.tree, clean=False)
    names = "".join(f"    {name} as {name},\n" for name in module.defined())
    return f'"""{docstring}"""\n\nfrom {home} import (\n{names})\n'


def rewritten(module: Module, homes: dict[str, str], inside: str = "") -> str:
    """The module's text, where what was joined is imported from where it is now.

    ``inside`` is the joined module that the text becomes a part of: what that defines needs no
    import, only its other name, if it was given one.
    """
    lines = module.source.splitlines(keepends=True)
    for statement in reversed(imports_within(module)):
        indent = " " * statement.col_offset
        new = list(replaced(statement, module, homes, inside))
        if indent and not new:
            new = ["pass"]
        lines[statement.lineno - 1 : statement.end_lineno] = [f"{indent}{line}\n" for line in new]
    return "".join(gathered(lines))


def gathered(lines: Iterable[str]) -> Iterator[str]:
    r"""The lines of a text; neighbours that import from one module become one statement.

    >>> list(gathered(["from a import b as b\n", "from a import c as d\n", "x = 1\n"]))
    ['from a import b as b, c as d\n', 'x = 1\n']
    """
    for start, neighbours in groupby(lines, key=start_of_import):
        if start:
            names = (line.removeprefix(start).rstrip() for line in neighbours)
            yield f"{start}{', '.join(names)}\n"
        else:
            yield from neighbours


def start_of_import(line: str) -> str:
    """All before the names, where a line imports from a module as ``replaced`` writes it."""
    start, imports, names = line.partition(" import ")
    is_whole = start.lstrip().startswith("from ") and " as " in names and "(" not in names
    return start + imports if is_whole else ""


def imports_within(module: Module) -> list[ast.ImportFrom]:
    """The statements that import from the package itself, in the order of their lines."""
    package = module.fullname.partition(".")[0]
    found = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and module.absolute(node).partition(".")[0] == package
    ]
    return sorted(found, key=lambda statement: statement.lineno)


def replaced(
    statement: ast.ImportFrom, module: Module, homes: dict[str, str], inside: str
) -> Iterator[str]:
    """The lines in place of one import statement."""
    base = module.absolute(statement)
    for alias in statement.names:
        name, home = alias.name, homes.get(base, base)
        if f"{base}.{name}" in homes:  # a module as a whole
            name, home = f"module_{name}", homes[f"{base}.{name}"]
        asname = alias.asname or alias.name
        if home != inside:
            yield f"from {home} import {name} as {asname}"
        elif name != asname:
            yield f"{asname} = {name}"
