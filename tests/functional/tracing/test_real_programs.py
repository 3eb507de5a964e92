"""Recordings of real programs agree with ``-X importtime`` and ``sys.modules`` of the same run.

Those whose packages are not installed here are run by ``nox -s recordings``.
"""

import importlib.util
import json
import re
import subprocess
from pathlib import Path

import pytest

from thence.tracing.tree import Outcome

EXAMPLES = Path(__file__).parents[3] / "examples"
LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| ( *)(\S+)")
SUITE = "import pytest\n@pytest.mark.parametrize('n', range(9))\ndef test_it(n): assert n < 9\n"

# Name -> the package that it needs, and what follows ``python``.
PROGRAMS = {
    "json.tool": ("json", ["-m", "json.tool", "--help"]),
    "http.server": ("http", ["-m", "http.server", "--help"]),
    "asyncio": ("asyncio", ["-m", "asyncio"]),
    "unittest": ("unittest", ["-m", "unittest", "--help"]),
    "logging": ("logging", ["-c", "import concurrent.futures, logging.config, doctest, pydoc"]),
    "xml": ("xml", ["-c", "import http.client, xml.dom.minidom, unittest.mock"]),
    "pytest": ("pytest", ["-m", "pytest", "-q", "-p", "no:cacheprovider", "test_suite.py"]),
    "django": ("django", ["-m", "django", "check", "--pythonpath", str(EXAMPLES / "django_site")]),
    "pandas": ("pandas", ["-c", "import pandas"]),
    "sympy": ("sympy", ["-c", "import sympy"]),
    "transformers": ("transformers", ["-c", "from transformers import AutoTokenizer, pipeline"]),
    "torch": ("torch", ["-c", "import torch"]),
    "ansible": ("ansible", ["-m", "ansible", "adhoc", "--version"]),
}

# Runs what follows as python would, and writes down what the cache has at the end, and for how
# long the main thread could run and did not, because others had the processor.
RUNNER = """
import atexit, json, sys

@atexit.register
def write():
    modules = sorted(sys.modules)
    try:
        with open("/proc/self/schedstat") as file:
            held_up = int(file.read().split()[1])
    except OSError:
        held_up = 0
    with open("end.json", "w") as file:
        json.dump({"modules": modules, "held_up": held_up}, file)

option, what, *sys.argv[1:] = sys.argv[1:]
if option == "-m":
    import runpy
    runpy.run_module(what, run_name="__main__", alter_sys=True)
else:
    exec(what)
"""


@pytest.fixture
def recorded(tracer):
    """Runs a program; returns its process, and what it and the interpreter said."""

    def run(words):
        tracer.write("runner.py", RUNNER)
        tracer.write("test_suite.py", SUITE)
        tracer.env["DJANGO_SETTINGS_MODULE"] = "site_of_pages.settings"
        tracer.env["PYTHONPATH"] = str(EXAMPLES / "django_site")
        ended = subprocess.run(
            tracer.line("--quiet", "-X", "importtime", "runner.py", *words),
            cwd=tracer.folder,
            env=tracer.env,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=300,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr[-2000:]
        return tracer.recording().processes[0], ended.stderr

    return run


def outermost(text):
    """Module -> nanoseconds, of the lines of ``-X importtime`` that lie in no other."""
    found = {}
    for match in map(LINE.match, text.splitlines()):
        if match and not match[3]:
            found[match[4]] = found.get(match[4], 0) + int(match[2]) * 1000
    return found


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_total_and_the_modules_agree(tracer, recorded, name):
    package, words = PROGRAMS[name]
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed: nox -s recordings")

    process, said = recorded(words)

    total, told = totals(process, outermost(said))
    end = json.loads((tracer.folder / "end.json").read_text())
    print(  # noqa: T201 - figures, for who runs it by hand
        f"{name}: {len(end['modules'])} modules, {total / 1e6:.1f} ms, "
        f"importtime {told / 1e6:.1f} ms, held up for {end['held_up'] / 1e6:.1f} ms"
    )
    assert process.modules == set(end["modules"])
    # Both read one clock in one process, the interpreter before thence and after it; so it may
    # have been held up between the two readings.
    assert total <= told <= total + told / 10 + end["held_up"]


def totals(process, wanted):
    """Nanoseconds of the main thread's requests that are outermost by both measures, by each."""
    (main,) = [each for each in process.threads if each.name == "MainThread"]
    both = list(topmost(main.roots, wanted))
    names = {each.fullname for each in both}
    return sum(each.total_ns for each in both), sum(wanted[name] for name in names)


def topmost(nodes, wanted):
    """Of each branch the first request that the interpreter has a line for.

    It has none for ``importlib.import_module``, but for the statements below that; nor for what
    its cache had.
    """
    for node in nodes:
        is_timed = node.outcome is Outcome.LOADED or node.fromlist is not None
        if is_timed and node.outcome is not Outcome.CACHED and node.fullname in wanted:
            yield node
        else:
            yield from topmost(node.children, wanted)
