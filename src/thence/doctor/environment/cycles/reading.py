"""What a module does when it is imported, as far as its source says so: in steps."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from ...gathering.files import read_text, text_of
from .sketching import worth_reading
from .statements import Reader

IMPORTING = ("import", "from", "star")
TESTS = frozenset({"tests", "test", "testing", "__pycache__", "node_modules"})
INIT = "__init__"
COMPILED = (".so", ".pyd")

Position = tuple[int, int]  # line, column
position_of = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a module does at top level.

    ``kind``: "import" (a module), "from" (a name of a module), "star" (all names of it), "use" (a
    name of a module, as an attribute).
    """

    at: Position
    kind: str
    module: str
    name: str = ""
    is_safe: bool = False  # an exception is caught

    @property
    def line(self) -> int:
        """Its line."""
        return self.at[0]


class Source:
    """One module: what it does, in order, and where it first binds which name."""

    def __init__(self, file: str, name: str, text: str | None = None) -> None:
        self.file = file
        self.name = name
        self.is_package = is_package(file)
        self.steps: list[Step] = []
        self.defined: dict[str, Position] = {}
        reader = Reader(name, is_package=self.is_package)
        try:
            reader.read(ast.parse(text_of(file) if text is None else text))
        except (SyntaxError, ValueError, RecursionError):
            return
        self.defined = reader.defined
        self.steps = [Step(*row) for row in sorted(reader.rows, key=position_of)]

    @property
    def is_dynamic(self) -> bool:
        """May it have names that its source does not bind?"""
        return "__getattr__" in self.defined


def module_name(file: str, base: str) -> str:
    """The name of a module, by its file below an entry of the path; "" if it has none.

    >>> module_name("/w/src/pkg/__init__.py", "/w/src"), module_name("/w/my-app.py", "/w")
    ('pkg', '')
    """
    parts = file.removeprefix(base).strip("/").removesuffix(".py").split("/")
    parts = parts[:-1] if parts[-1] == INIT else parts
    return ".".join(parts) if all(part.isidentifier() for part in parts) else ""


def is_package(file: str) -> bool:
    """Is it what makes a folder a package?"""
    return file.endswith(f"/{INIT}.py")


def sources_below(init: str) -> dict[str, Source]:
    """The modules of an installed package; those of which no circle may be made do nothing.

    They are not parsed, but have to be known: what is asked of the package above may be they.
    Its tests are left out, and what is compiled, too.
    """
    top = init.rpartition("/")[0]
    files = dict(files_below(top, top.rpartition("/")[0]))
    texts = {name: (read_text(file), is_package(file)) for name, file in files.items()}
    worth = worth_reading(texts)
    return {
        name: Source(file, name, texts[name][0] if name in worth else "")
        for name, file in files.items()
    }


def files_below(top: str, base: str) -> Iterator[tuple[str, str]]:
    """The name and the file of each module."""
    for here, folders, files in os.walk(top):
        folders[:] = sorted(each for each in folders if each not in TESTS)
        compiled = {each.partition(".")[0] for each in files if each.endswith(COMPILED)}
        for file in sorted(files):
            name = module_name(f"{here}/{file}", base) if file.endswith(".py") else ""
            # An extension module comes first: what the source says is not what happens.
            if name and file.partition(".")[0] not in compiled:
                yield name, f"{here}/{file}"
