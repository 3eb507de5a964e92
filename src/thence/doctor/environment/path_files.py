"""Lines of the ``.pth`` files of site folders, and what ``site`` makes of each."""

import ast
import sys
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from ..evidence import PathLine
from ..gathering.files import files_in, may_be_there

IMPORTS = ("import ", "import\t")
MARK_OF_ORDER = "\ufeff"
MARK_IS_IGNORED = sys.version_info >= (3, 13)


def path_lines(folders: Iterable[str], known: Container[str]) -> Iterator[PathLine]:
    """The lines that do not do what they were written for; ``known`` are the modules there are."""
    for folder in folders:
        for file in files_in(folder, "*.pth"):
            # site leaves hidden files out.
            if not file.name.startswith("."):
                yield from lines_of_file(file, known)


def lines_of_file(file: Path, known: Container[str]) -> Iterator[PathLine]:
    """Those of one file.  After a line that raises, ``site`` reads no further."""
    try:
        lines = file.read_bytes().decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        yield PathLine(str(file), 1, "", "encoding", f"byte 0x{error.object[error.start]:02x}")
        return
    except OSError as error:
        yield PathLine(str(file), 0, "", "unreadable", error.strerror or "")
        return
    failed = ""
    for number, text in enumerate(lines, 1):
        line = text.strip(MARK_OF_ORDER) if MARK_IS_IGNORED else text
        if not line.strip() or line.startswith("#"):
            continue
        why, needs = ("skipped", failed) if failed else what_becomes_of(line, file, known)
        if why:
            yield PathLine(str(file), number, line.strip(), why, needs)
        failed = failed or (needs if why in ("raises", "syntax") else "")


def what_becomes_of(line: str, file: Path, known: Container[str]) -> tuple[str, str]:
    """Why a line fails, and what it would need; ("", "") if it does not."""
    if not line.startswith(IMPORTS):
        there = may_be_there(str(Path(file.parent, line.strip())))
        return ("", "") if there else ("missing", "")
    try:
        tree = ast.parse(line)
    except (SyntaxError, ValueError) as error:
        return "syntax", str(getattr(error, "msg", error))
    names = [name for name in imported(tree) if name.partition(".")[0] not in known]
    return ("raises", names[0]) if names else ("", "")


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules that a line imports in any case: none of those below an ``if`` or a ``try``."""
    for statement in tree.body:
        if isinstance(statement, ast.Import):
            yield from (each.name for each in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            yield statement.module
