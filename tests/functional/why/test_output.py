"""What it looks like: in a terminal, in a pipe, and as a document."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

SCHEMA = Path(__file__).parents[3] / "docs" / "schemas" / "why.schema.json"
ESCAPE = "\x1b["


def in_a_terminal(project, *words, width=80, env=None):
    """Run the command in a terminal of some width; return what it shows."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    command = [sys.executable, "-m", "thence", "why", *words]
    environment = {**project.env, "TERM": "xterm-256color", **(env or {})}
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=project.folder, env=environment
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # the other end is closed: that is how a terminal says so
        pass
    os.close(ours)
    process.wait()
    return shown.decode().replace("\r\n", "\n")


def plain(text):
    """The text without what only colours it."""
    return re.sub(r"\x1b\[[\d;]*m", "", text)


def test_a_terminal_gets_colours(project):
    project.write("app.py")

    assert ESCAPE in in_a_terminal(project, "app")


def test_unless_somebody_wants_none(project):
    project.write("app.py")

    shown = in_a_terminal(project, "app", env={"NO_COLOR": "1"})

    assert {"1", "2", "0"} >= set(re.findall(r"\x1b\[(\d+)m", shown))  # bold, dim, off
    assert "app comes from" in plain(shown)


def test_lines_are_as_wide_as_the_terminal(project):
    project.write("app.py")

    shown = in_a_terminal(project, "app", width=60)

    steps = plain(shown).partition("\n\n")[2]
    assert max(map(len, steps.splitlines())) <= 60


def test_a_pipe_gets_plain_lines_that_are_not_broken(project):
    file = project.write(f"{'long_folder/' * 12}app.py")

    out = project.why("app", "--path", str(file.parent)).out

    assert "\x1b" not in out
    assert out.startswith(f"app comes from {file}\n")
    assert all(line == line.rstrip() for line in out.splitlines())


def test_names_that_cannot_be_printed_are_escaped(project):
    project.write("odd\x1b[31m/app.py")

    out = project.why("app", "--path", "odd\x1b[31m").out

    assert "\x1b" not in out
    assert "odd\\x1b[31m/app.py" in out


def test_names_that_the_terminals_encoding_lacks_are_escaped(project):
    project.write("höh/app.py")

    answer = project.why("app", "--path", "höh", env={"PYTHONIOENCODING": "ascii"})

    assert answer.status == 0
    assert "h\\xf6h/app.py" in answer.out


def test_the_usual_case_fits_on_a_screen(project):
    assert len(project.why("json").out.splitlines()) <= 24


QUESTIONS = (
    ["json.decoder"],
    ["os"],
    ["time"],
    ["os.path"],
    ["app"],
    ["app", "--all"],
    ["ns"],
    ["ns.inner", "--import-parents"],
    ["broken.child", "--import-parents"],
    ["missing_parent.child"],
    ["ap"],
    ["json.decoder.JSONDecoder"],
)


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_each_document_is_as_the_schema_says(project, words):
    project.write("app.py")
    project.write("app/__init__.py")
    project.write("ns/inner.py")
    project.write("broken/__init__.py", "1 / 0")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))

    document = project.explain(*words)

    assert list(faults(document, schema, schema)) == []


def faults(value, schema, root, where="$"):
    """Yield what is wrong with a value, for the part of JSON Schema that our schema uses."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        if all(any(faults(value, each, root, where)) for each in schema["anyOf"]):
            yield f"{where}: {value!r} is none of what it may be"
        return
    unknown = set(schema) - {*KEYWORDS}
    assert not unknown, f"this check does not know {unknown}"
    if "const" in schema and value != schema["const"]:
        yield f"{where}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is not one of {schema['enum']}"
    if "type" in schema and not is_of_type(value, schema["type"]):
        yield f"{where}: {value!r} is no {schema['type']}"
        return
    if isinstance(value, dict):
        yield from faults_of_object(value, schema, root, where)
    if isinstance(value, list):
        for position, item in enumerate(value):
            yield from faults(item, schema["items"], root, f"{where}[{position}]")


KEYWORDS = (
    *("$schema", "$id", "$defs", "title", "description", "type", "const", "enum"),
    *("properties", "required", "additionalProperties", "items"),
)
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def is_of_type(value, names):
    names = [names] if isinstance(names, str) else names
    return any(type(value) is TYPES[name] for name in names)


def faults_of_object(value, schema, root, where):
    # Our documents have every field always, so the schema requires them all.
    assert sorted(schema["required"]) == sorted(schema["properties"])
    assert schema["additionalProperties"] is False
    for name in schema["properties"].keys() - value.keys():
        yield f"{where}: {name} is missing"
    for name, each in value.items():
        if name not in schema["properties"]:
            yield f"{where}: {name} is not in the schema"
        else:
            yield from faults(each, schema["properties"][name], root, f"{where}.{name}")
