"""docs/how-an-import-works.md says what is so; its examples are run by tests/docs."""

from __future__ import annotations

import ast
import contextlib
import json
import json.decoder
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "how-an-import-works.md").read_text(encoding="utf-8")
DATA = ROOT / "docs" / "data" / "how"
BYTECODE = shutil.ignore_patterns("__pycache__")


def rows_below(heading, level="##"):
    """The rows of the table below a heading."""
    text = PAGE.partition(f"\n{level} {heading}\n")[2]
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


# What a program that starts others is given, to start what a row of the second table says.
SPAWN = (
    "import multiprocessing; multiprocessing.get_context('spawn').Process(target=print).start()"
)
EMBEDDING = """
#include <Python.h>
int main(int count, char **words) {
    Py_Initialize();
    int status = PyRun_SimpleFile(fopen(words[1], "r"), words[1]);
    return Py_FinalizeEx() ? 1 : status;
}
"""
SHOW_FROZEN = """
import runpy, sys
found = runpy.run_module("__hello__", run_name="__main__")
print([found["__name__"], found["__spec__"].name, found["__package__"], sys.path[0]])
"""


def at_a_prompt(programs):
    """What a Python at a terminal answers to the lines of tell.py."""
    import pty

    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(programs)
        # 3.13's own prompt is a program in Python that colours what it shows.
        os.environ.update(PYTHON_BASIC_REPL="1", TERM="dumb", PYTHONSTARTUP="")
        os.execv(sys.executable, [sys.executable, "-q"])
    lines = (programs / "tell.py").read_text(encoding="utf-8").replace("\n\n", "\n")
    os.write(terminal, f"{lines}\nexit()\n".encode())
    answer = b""
    # A terminal whose other end is closed gives an error, no end.
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 4096):
            answer += piece
    os.waitpid(pid, 0)
    return answer.decode()


def built_into_c(programs):
    """Build a program in C that runs tell.py; what it prints."""
    config = f"{sysconfig.get_config_var('BINDIR')}/python3-config"
    header = Path(sysconfig.get_path("include"), "Python.h")
    if not (shutil.which("gcc") and header.exists() and Path(config).exists()):
        pytest.skip("SKIPPED LOUDLY: embedding was not tried, there is no gcc or no Python.h")
    (programs / "main.c").write_text(EMBEDDING, encoding="utf-8")
    flags = [
        subprocess.run([config, *words], capture_output=True, text=True, check=True).stdout.split()
        for words in (["--includes"], ["--ldflags", "--embed"])
    ]
    command = ["gcc", "main.c", *flags[0], *flags[1], "-o", "embedding"]
    built = subprocess.run(command, cwd=programs, capture_output=True, text=True, check=False)
    if built.returncode:
        pytest.skip(f"SKIPPED LOUDLY: embedding was not tried: {built.stderr.strip()[-200:]}")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment["PYTHONHOME"] = sys.base_prefix
    libraries = str(sysconfig.get_config_var("LIBDIR"))
    environment["LD_LIBRARY_PATH"] = libraries
    return printed_by(["./embedding", "tell.py"], programs, environment)


def in_a_script(programs):
    """A file among an environment's scripts, as an installer writes it."""
    script = programs / "bin" / "tell"
    script.parent.mkdir()
    told = (programs / "tell.py").read_text(encoding="utf-8")
    script.write_text(f"#!{sys.executable}\n{told}", encoding="utf-8")
    script.chmod(0o755)
    return printed_by([str(script)], programs)


def spawned(words):
    def run(programs):
        told = (programs / "tell.py").read_text(encoding="utf-8")
        # The child comes along here, too, under another name.
        own = f"if __name__ == '__main__': {SPAWN}\nelse:\n"
        indented = "".join(f"    {line}\n" for line in told.splitlines())
        (programs / "tell.py").write_text(own + indented, encoding="utf-8")
        return printed_by([sys.executable, *words], programs)

    return run


def thence_runs(words):
    def run(programs):
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        return printed_by([sys.executable, "-m", "thence", "run", *words], programs, environment)

    return run


def ipython_runs(programs):
    pytest.importorskip("IPython", reason="SKIPPED LOUDLY: IPython is not installed")
    environment = {**os.environ, "IPYTHONDIR": str(programs / "ipython")}
    return printed_by([sys.executable, "-m", "IPython", "tell.py"], programs, environment)


def python(*words):
    return lambda programs: printed_by([sys.executable, *words], programs)


def printed_by(command, folder, environment=None):
    environment = dict(os.environ) if environment is None else environment
    kept = {key: value for key, value in environment.items() if key in KEPT or key[:6] != "PYTHON"}
    done = subprocess.run(
        command, cwd=folder, env=kept, input="q\n", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


KEPT = ("PYTHONHOME", "PYTHONPATH")
PDB = ("-m", "pdb", "-c", "continue")
OTHER_WAYS = {
    "python, at its prompt": at_a_prompt,
    "python -i tell.py": python("-i", "tell.py"),
    "a console script": in_a_script,
    "python -m pdb tell.py": python(*PDB, "tell.py"),
    "python -m pdb -m pkg.tell": python(*PDB, "-m", "pkg.tell"),
    "python -m cProfile tell.py": python("-m", "cProfile", "tell.py"),
    "multiprocessing (spawn), of tell.py": spawned(["tell.py"]),
    "multiprocessing (spawn), of -m tell": spawned(["-m", "tell"]),
    "ipython tell.py": ipython_runs,
    "thence run tell.py": thence_runs(["tell.py"]),
    "thence run -m pkg.tell": thence_runs(["-m", "pkg.tell"]),
    "a program in C (PyRun_SimpleFile)": built_into_c,
    'frozen: runpy.run_module("__hello__", run_name="__main__")': python("-c", SHOW_FROZEN),
}
OTHER_ROWS = rows_below("Started by something else", "###")


def on_this_version(cell):
    """What a cell says of the version that runs: `None`; or "before 3.13 `x`; then `None`"."""
    own = sys.version_info[:2]
    for part in cell.split(";"):
        versions = [tuple(map(int, each.split("."))) for each in re.findall(r"3\.\d+", part)]
        applies = own < versions[0] if "before" in part and versions else own in versions
        if not versions or applies:
            return ast.literal_eval(
                part.rpartition(" `")[2].strip("` ") if " `" in part else part.strip("` ")
            )
    raise AssertionError(cell)


# A terminal is made by a fork, whose child becomes another program at once.
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
@pytest.mark.parametrize(
    ("way", "name", "spec", "package", "place"), OTHER_ROWS, ids=[row[0] for row in OTHER_ROWS]
)
def test_main_is_as_the_second_table_says(programs, way, name, spec, package, place):
    key = way.replace("`", "")
    start = OTHER_WAYS.get(key) or python("-c", f"import runpy; {key}")

    printed = start(programs)

    told = next(line for line in printed.splitlines() if line.startswith("["))
    *facts, first = ast.literal_eval(told)
    assert facts == [on_this_version(cell) for cell in (name, spec, package)]
    if "nothing of the program" in place:
        assert first.endswith(".zip")
    else:
        assert first == OTHER_PLACES.get(place, PLACES.get(place))


OTHER_PLACES = {
    "the folder of the script: `bin`": "bin",
    "as it was": "",
    "the folder as it was written: `''`": "",
}


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
