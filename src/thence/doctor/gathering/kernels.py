"""Jupyter's kernels: which interpreter each is to be started with."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..evidence import Written
from .files import lines_of, text_of

SYSTEMS = ("/usr/local/share/jupyter", "/usr/share/jupyter")


def kernels(program: str | None, prefix: str, variables: Mapping[str, str]) -> Iterator[Written]:
    """The lines of ``kernel.json`` files that name a program.

    Source: jupyter_client's documentation, "Kernel specs": where they are looked for.
    """
    if not program:
        return
    home = variables.get("HOME", "")
    folders = [*variables.get("JUPYTER_PATH", "").split(":")]
    folders += [variables.get("JUPYTER_DATA_DIR") or f"{home}/.local/share/jupyter"]
    for folder in filter(None, [*folders, f"{prefix}/share/jupyter", *SYSTEMS]):
        for file in sorted(Path(folder).glob("kernels/*/kernel.json")):
            if starts(text_of(str(file))) == program:
                yield from (
                    Written("kernel.json", file.parent.name, str(file), number, line.strip())
                    for number, line in enumerate(lines_of(str(file)), 1)
                    if program in line
                )


def starts(text: str) -> str | None:
    """The program that a kernel is started with."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    words = found.get("argv") if isinstance(found, dict) else None
    return str(words[0]) if isinstance(words, list) and words else None
