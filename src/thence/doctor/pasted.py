"""A traceback that somebody pasted, as the facts that ``collecting`` would have made.

What only the failing machine knows is not there; what the text implies is put in its place, so
that the rules may look at it, and ``explain`` then marks as guesses what rests on that.
"""

import re
from collections.abc import Iterator
from typing import Any

from .collecting import names_in, parents

Facts = dict[str, Any]

FRAME = re.compile(
    r'^\s*(?:[|+ -]*)File "(?P<file>[^"]+)", line (?P<line>\d+)(?:, in (?P<function>.+))?$'
)
ERROR = re.compile(
    r"^(?P<type>[A-Za-z_][\w.]*(?:Error|Exception|Warning|Interrupt|Exit))(?:: (?P<message>.*))?$"
)
RUNPY = re.compile(r"^(?:\S*/)?python[\d.]*: (?P<message>.+)$")
BY_CAUSE = "The above exception was the direct cause of the following exception:"
BY_CONTEXT = "During handling of the above exception, another exception occurred:"
VERSION = re.compile(r"python(?P<version>\d\.\d+)")
KINDS = {
    "ModuleNotFoundError": ["ImportError", "Exception"],
    "FileNotFoundError": ["OSError", "Exception"],
    "IndentationError": ["SyntaxError", "Exception"],
    "PicklingError": ["PickleError", "Exception"],
    "RecursionError": ["RuntimeError", "Exception"],
    "UnicodeDecodeError": ["ValueError", "Exception"],
}


def facts_of(text: str) -> Facts:
    """The facts of the last error in a text, with those that led to it; {} if there is none."""
    error: Facts | None = None
    for block in blocks(text):
        found = read_block(block)
        if found:
            error = {**found, "context": error}
    if error is None:
        return {}
    row = {**error, "how": "uncaught", "is_import": True}
    return {"errors": [row], "failed": True, "watched": False, **implied(row, text)}


def blocks(text: str) -> Iterator[list[str]]:
    """The lines of each error, in the order of the text."""
    block: list[str] = []
    for line in text.splitlines():
        if line.strip() in (BY_CAUSE, BY_CONTEXT):
            yield block
            block = []
        else:
            block.append(line)
    yield block


def read_block(lines: list[str]) -> Facts | None:
    """One error: its frames, and the last line that names one."""
    frames: list[Facts] = []
    found: Facts | None = None
    for number, line in enumerate(lines):
        if frame := FRAME.match(line):
            source = lines[number + 1].strip() if number + 1 < len(lines) else ""
            frames.append(read_frame(frame, source))
        elif error := ERROR.match(line):
            message = (error["message"] or "") + continued(lines[number + 1 :])
            found = read_error(error["type"], message, frames)
        elif (said := RUNPY.match(line)) and not found:
            found = read_error("SystemExit", said["message"], frames)
    return found


def continued(lines: list[str]) -> str:
    """The further lines of a message."""
    text = ""
    for line in lines:
        if not line.strip() or FRAME.match(line) or line.startswith("Traceback"):
            break
        text += f"\n{line}"
    return text


def read_frame(found: "re.Match[str]", source: str) -> Facts:
    """One frame; the module's name is guessed from the file's."""
    file, function = found["file"], found["function"] or ""
    stem = file.rpartition("/")[2].removesuffix(".py")
    package = file.rpartition("/")[0].rpartition("/")[2]
    return {
        "file": file,
        "line": int(found["line"]),
        "function": function,
        "module": package if stem == "__init__" else stem,
        "package": None,
        "asked": None,
        "source": "" if FRAME.match(source) or ERROR.match(source) else source,
    }


def read_error(kind: str, message: str, frames: list[Facts]) -> Facts:
    """One error."""
    name = kind.rpartition(".")[2]
    syntax = name in ("SyntaxError", "IndentationError", "TabError") and frames
    if syntax:
        message = (
            message.partition(" (")[0]
            if message.endswith(")") and "unicode" not in message
            else message
        )
    missing = re.search(r"No module named '([\w.]+)'", message)
    file = re.search(r"(/\S+\.so\S*?):", message)
    absent = re.search(r"No such file or directory: '([^']+)'", message)
    return {
        "type": name,
        "bases": KINDS.get(name, ["Exception"]),
        "message": message,
        "name": missing[1] if missing else None,
        "path": file[1] if file else None,
        "filename": frames[-1]["file"] if syntax else absent[1] if absent else None,
        "line": frames[-1]["line"] if syntax else 0,
        "object": None,
        "frames": frames,
        "cause": None,
        "context": None,
    }


def implied(row: Facts, text: str) -> Facts:
    """What the text says of the machine: the Python's version, and the state of some modules."""
    found = VERSION.search(text)
    names = sorted({*names_in(row)} | {p for name in names_in(row) for p in parents(name)})
    main = {"name": "__main__", "type": "module", "spec": "missing"}
    asks_main = "has no attribute '__spec__'" in text
    return {
        "interpreter": {"version": found["version"] if found else "", "executable": "python"},
        "main": main if asks_main else None,
        "modules": dict(state_of_modules(text)),
        "entries": {name: [] for name in names},
        "path": [],
    }


def state_of_modules(text: str) -> Iterator[tuple[str, Facts]]:
    """The modules whose state an error tells."""
    for found in re.finditer(
        r"ValueError: (?P<name>[\w.]+)\.__spec__ is (?P<what>None|not set)", text
    ):
        state = "none" if found["what"] == "None" else "missing"
        yield found["name"], {"name": found["name"], "type": "another class", "spec": state}
