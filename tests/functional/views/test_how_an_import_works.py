"""docs/how-an-import-works.md says what is so; its examples are run by tests/docs."""

from __future__ import annotations

import ast
import json
import json.decoder
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "how-an-import-works.md").read_text(encoding="utf-8")
DATA = ROOT / "docs" / "data" / "how"
BYTECODE = shutil.ignore_patterns("__pycache__")


def rows_below(heading):
    """The rows of the table below a heading."""
    text = PAGE.partition(f"\n## {heading}\n")[2]
    found = re.search(r"^\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert found is not None
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in found[1].splitlines()]


@pytest.mark.parametrize("kind", ["regular", "namespace"])
def test_the_diagrams_are_what_thence_draws(thence_command, tmp_path, kind):
    shutil.copytree(DATA / kind, tmp_path / kind, ignore=BYTECODE)
    trace = [sys.executable, "-m", "thence", "trace", "--quiet", "-o", "app.rec"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [*trace, "--", "-S", "-B", "app.py"]
    subprocess.run(command, cwd=tmp_path / kind, env=environment, check=True)

    done = thence_command("show", f"{kind}/app.rec", "foo.bar.baz", "--as", "diagram")

    assert done.stdout == (DATA / f"{kind}.svg").read_text(encoding="utf-8")


ATTRIBUTES = rows_below("The attributes of a module")


def test_all_attributes_of_the_reference_are_in_the_table():
    names = [row[0].strip("`") for row in ATTRIBUTES]

    assert names == [
        "__name__",
        "__spec__",
        "__package__",
        "__loader__",
        "__path__",
        "__file__",
        "__cached__",
    ]


@pytest.mark.parametrize(("name", "source", "_reader"), ATTRIBUTES)
def test_each_is_set_from_where_the_table_says(name, source, _reader):
    attribute = name.strip("`")
    said = re.match(r"`spec\.(\w+)`", source)

    for module in (json, json.decoder):
        wanted = getattr(module.__spec__, said[1]) if said else module.__spec__
        if attribute == "__cached__" and sys.version_info >= (3, 15):
            assert not hasattr(module, attribute)
        elif wanted is not None:
            assert getattr(module, attribute) == wanted
        else:
            assert not hasattr(module, attribute)


@pytest.mark.parametrize("name", [row[0] for row in ATTRIBUTES])
def test_each_has_a_section_with_an_example(name):
    section = re.search(
        rf"^### [^\n]*{re.escape(name)}[^\n]*\n(.*?)^##", PAGE, re.MULTILINE | re.DOTALL
    )

    assert section is not None
    assert ">>> " in section[1]


@pytest.fixture
def programs(tmp_path):
    folder = tmp_path / "main"
    shutil.copytree(DATA / "main", folder, ignore=BYTECODE)
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        archive.write(DATA / "main" / "tell.py", "__main__.py")
    return folder


def words_of(command, folder):
    """The command line of a row, and what is to be its standard input."""
    if "<" in command:
        return [], (folder / "tell.py").read_text(encoding="utf-8")
    if "-c" in command:
        return ["-c", (folder / "tell.py").read_text(encoding="utf-8")], ""
    return command.split()[1:], ""


PLACES = {
    "the folder of the file": "main",
    "the folder of the file: `pkg`, not the one above": "pkg",
    "the working directory": "main",
    "the folder": "folder",
    "the archive": "archive.zip",
    "the working directory, as `''`": "",
}


@pytest.mark.parametrize(
    ("command", "name", "spec", "package", "place"),
    rows_below("The ways in which `__main__` comes to be"),
)
def test_main_is_as_the_table_says(programs, command, name, spec, package, place):
    words, given = words_of(command.strip("`"), programs)
    environment = {key: value for key, value in os.environ.items() if key[:6] != "PYTHON"}

    done = subprocess.run(
        [sys.executable, *words],
        input=given,
        cwd=programs,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    wanted = [each.strip("`").removeprefix("no spec: `") for each in (name, spec, package)]
    assert ast.literal_eval(done.stdout) == [*map(ast.literal_eval, wanted), PLACES[place]]


def test_all_ways_are_in_the_table():
    assert len(rows_below("The ways in which `__main__` comes to be")) == 9


SPAWNING = """
import multiprocessing
print(__name__, flush=True)
if __name__ == "__main__":
    process = multiprocessing.get_context("spawn").Process(target=print, args=("child",))
    process.start()
    process.join()
"""


@pytest.mark.parametrize(
    ("words", "is_imported_again"),
    [
        (["spawning.py"], True),
        (["-m", "spawning"], True),
        (["-m", "pkg.spawning"], True),
        (["-m", "pkg"], False),
        (["folder"], False),
        (["-c", SPAWNING], False),
    ],
    ids=str,
)
def test_a_spawned_process_imports_the_program_again_if_it_has_a_name(
    programs, words, is_imported_again
):
    for name in ("spawning.py", "pkg/spawning.py", "pkg/__main__.py", "folder/__main__.py"):
        (programs / name).write_text(SPAWNING, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, *words],
        input=SPAWNING,
        cwd=programs,
        capture_output=True,
        text=True,
        check=True,
    )

    again = ["__mp_main__"] if is_imported_again else []
    assert done.stdout.split() == ["__main__", *again, "child"]


def test_a_process_spawned_by_a_program_from_standard_input_fails(programs):
    done = subprocess.run(
        [sys.executable, "-"],
        input=SPAWNING,
        cwd=programs,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["__main__"]
    assert "<stdin>'" in done.stderr.splitlines()[-1]
