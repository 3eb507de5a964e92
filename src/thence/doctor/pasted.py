"""A traceback that somebody pasted, as the facts that ``collecting`` would have made.

What only the failing machine knows is not there; what the text implies is put in its place, so
that the rules may look at it, and ``explain`` then marks as guesses what rests on that.
"""

import re
from collections.abc import Iterator
from typing import Any

from .collecting import names_in, parents
from .pasted_lines import lines_of

Facts = dict[str, Any]

FRAME = re.compile(
    r'^\s*(?:[|+ -]*)File "(?P<file>[^"]+)", line (?P<line>\d+)(?:, in (?P<function>.+))?$'
)
ERROR = re.compile(
    r"^[\s|]*(?P<type>[A-Za-z_][\w.]*(?:Error|Exception|Warning|Interrupt|Exit|NotReady|Configured))"
    r"(?:: (?P<message>.*))?$"
)
RUNPY = re.compile(r"^(?:\S*/)?python[\d.]*: (?P<message>.+)$")
START = "Traceback (most recent call last):"
PYTHON_2 = re.compile(r"^(?P<what>No module named|cannot import name) (?P<name>[\w.]+)$")
PYTEST_END = re.compile(r"^(?:=+|_+|-+|!+) .* (?:=+|_+|-+|!+)$|^\S+\.py:\d+: \w+$")
GROUP = re.compile(r"^\s*[|+]?-?\+-+ \d+ -+")
BY_CAUSE = "The above exception was the direct cause of the following exception:"
BY_CONTEXT = "During handling of the above exception, another exception occurred:"
VERSION = re.compile(r"[Pp]ython[ /\\]?(?P<version>\d\.\d+|3\d\d)")
# What the loader of PyInstaller says, and the places that it loads from.
FROZEN = re.compile(r"\] Failed to execute script |\bpyimod\d+_\w+\.py|[/\\]_MEI\w+[/\\]")
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
    return next(iter(all_facts(text)), {})


def all_facts(text: str) -> list[Facts]:
    """The facts of each traceback in a text that says something else, the last one first."""
    found: dict[tuple[str, str], Facts] = {}
    for chain in chains(lines_of(text)):
        error: Facts | None = None
        for block in chain:
            read = read_block(block)
            if read:
                error = {**read, "context": error}
        if error is not None:
            key = error["type"], error["message"]
            if not (
                key in found and len(found[key]["errors"][0]["frames"]) > len(error["frames"])
            ):
                row = {**error, "how": "uncaught", "is_import": True}
                whole = {"errors": [row], "failed": True, "pasted": True, **implied(row, text)}
                found.pop(key, None)
                found[key] = whole
    return list(found.values())[::-1]


def chains(lines: list[str]) -> Iterator[list[list[str]]]:
    """The blocks of lines of each error with those that led to it, in the order of the text."""
    chain: list[list[str]] = [[]]
    follows = False
    for line in lines:
        said = line.strip(" |+")
        if said in (BY_CAUSE, BY_CONTEXT):
            chain.append([])
            follows = True
        elif said == START and not follows and any(ERROR.match(each) for each in chain[-1]):
            yield chain
            chain = [[line]]
        else:
            follows = follows and not ERROR.match(line)
            chain[-1].append(line)
    yield chain


def read_block(lines: list[str]) -> Facts | None:
    """One error: its frames, and the last line that names one."""
    frames: list[Facts] = []
    found: Facts | None = None
    for number, line in enumerate(lines):
        if frame := FRAME.match(line):
            source = lines[number + 1].strip() if number + 1 < len(lines) else ""
            frames.append(read_frame(frame, source))
        elif (error := ERROR.match(line)) and not is_quoted(line, lines[number + 1 :], frames):
            message = (error["message"] or "") + continued(lines[number + 1 :])
            found = read_error(error["type"], message, frames)
        elif (said := RUNPY.match(line)) and not found:
            found = read_error("SystemExit", said["message"], frames)
    if any(line.strip(" |") == START for line in lines):
        name_program(frames)
    return found


def name_program(frames: list[Facts]) -> None:
    """The outermost frame is the program's, which may have been started by a relative path."""
    if not frames or frames[0]["function"] != "<module>" or "-packages/" in frames[0]["file"]:
        return
    frames[0]["module"] = "__main__"
    others = [each["file"] for each in frames[1:]]
    ending = f"/{frames[0]['file'].removeprefix('./')}"
    frames[0]["file"] = next((e for e in others if e.endswith(ending)), frames[0]["file"])


def is_quoted(line: str, rest: list[str], frames: list[Facts]) -> bool:
    """Is it a source line, or what comes between two frames?"""
    follows = bool(frames) and any(FRAME.match(each) for each in rest[:2])
    return follows or (line[:1] == " " and "|" not in line)


def continued(lines: list[str]) -> str:
    """The further lines of a message."""
    text = ""
    for line in lines:
        if not line.strip(" |") or FRAME.match(line) or line.startswith("Traceback"):
            break
        if GROUP.match(line) or PYTEST_END.match(line):
            break
        text += f"\n{line}"
    return text


def read_frame(found: "re.Match[str]", source: str) -> Facts:
    """One frame; the module's name is guessed from the file's."""
    file, function = found["file"].replace("\\", "/"), found["function"] or ""
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
    if message.startswith(("No module named", "cannot import name")):
        message = message.partition("\n")[0]  # what follows is somebody else's
    if name == "ImportError" and (old := PYTHON_2.match(message)):
        message = f"{old['what']} '{old['name']}'"
        name = "ModuleNotFoundError" if old["what"].startswith("No") else name
    syntax = name in ("SyntaxError", "IndentationError", "TabError") and frames
    if syntax:
        message = (
            message.partition(" (")[0]
            if message.endswith(")") and "unicode" not in message
            else message
        )
    message = message.replace("\\", "/") if "cannot import name" in message else message
    missing = re.search(r"No module named '([\w.]+)'", message)
    file = re.search(r"(/\S+\.so\S*?):", message)
    absent = re.search(r"No such file or directory: '([^']+)'", message)
    return {
        "type": name,
        "bases": KINDS.get(
            name, ["ImportError" if name.endswith("ImportError") else "", "Exception"]
        ),
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
        "interpreter": {
            "version": dotted(found["version"]) if found else "",
            "executable": "python",
            "frozen": bool(FROZEN.search(text)),
        },
        "main": main if asks_main else None,
        "modules": dict(state_of_modules(text)),
        "entries": {name: [] for name in names},
        "path": [],
    }


def dotted(version: str) -> str:
    """A version as it is written, also where a path of Windows' leaves the dot out.

    >>> dotted("311"), dotted("3.9")
    ('3.11', '3.9')
    """
    return version if "." in version else f"{version[0]}.{version[1:]}"


def state_of_modules(text: str) -> Iterator[tuple[str, Facts]]:
    """The modules whose state an error tells."""
    for found in re.finditer(
        r"ValueError: (?P<name>[\w.]+)\.__spec__ is (?P<what>None|not set)", text
    ):
        state = "none" if found["what"] == "None" else "missing"
        yield found["name"], {"name": found["name"], "type": "another class", "spec": state}
