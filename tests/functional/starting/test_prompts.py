"""In IPython and in a Jupyter kernel."""

from __future__ import annotations

import json
import sys

import pytest

CELLS = [
    "import sys, os; sys.path[:0] = [os.getcwd(), *PLACES]",
    "import round_trip; taken = round_trip.Taken()",
    "import wanted.inner, colorsys; print(round_trip.by_thence(wanted.inner))",
    "%load_ext autoreload",
    "%autoreload 2",
    "open('wanted/__init__.py', 'a').write('answer = 43 # longer\\n') and None",
    "print(wanted.answer)",
    "import there_is_none",
    "%run -i other.py",
    "!echo shell",
    "print(taken.give_back('order in importlib'))",  # autoreload imports more of it
    "import chunk_of_text; print(chunk_of_text.__name__)",
]


@pytest.fixture(autouse=True)
def files(starting):
    """What the cells use."""
    starting.write("other.py", "import wanted\nprint('run', wanted.answer)\n")
    starting.write("chunk_of_text.py", "")


def cells(starting):
    return [cell.replace("PLACES", repr(list(starting.places))) for cell in CELLS]


class TestIPython:
    """The prompt in a terminal, fed from a file."""

    @pytest.fixture
    def ipython(self, starting):
        pytest.importorskip("IPython", reason="IPython is not installed: nox -s starting")

        def run(start, lines):
            folder = str(starting.folder / "settings")
            words = ("-m", "IPython", "--simple-prompt", "--no-banner", "--colors=NoColor")
            return start(*words, stdin="\n".join([*lines, ""]), IPYTHONDIR=folder)

        return run

    def test_installed_and_given_back_at_the_prompt(self, ipython, starting):
        ended = ipython(starting.python, cells(starting))

        assert ended.returncode == 0, ended.stderr
        for told in ("True", "43", "No module named 'there_is_none'", "run 43", "shell"):
            assert told in ended.stdout
        assert "restored" in ended.stdout
        assert "chunk_of_text" in ended.stdout

    def test_a_prompt_on_thence(self, ipython, starting):
        asked = [
            "import sys; sys.path.insert(0, '.')",
            "import wanted",
            "print(wanted.__spec__)",
            "import there_is_none",
            "%run other.py",
            "import importlib; importlib.reload(wanted).answer",
            "from wanted import there_is_none",
        ]

        ours, theirs = (ipython(start, asked) for start in (starting.run, starting.python))

        assert without_addresses(ours.stdout) == without_addresses(theirs.stdout)
        assert "No module named 'there_is_none'" in ours.stdout


class TestJupyter:
    """A kernel, spoken to by its client."""

    @pytest.fixture
    def kernel(self, starting):
        for name in ("ipykernel", "jupyter_client"):
            pytest.importorskip(name, reason=f"{name} is not installed: nox -s starting")

        def run(asked, *command):
            argv = [*command, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            spec = {"argv": argv, "display_name": "tested", "language": "python"}
            starting.write("jupyter/kernels/tested/kernel.json", json.dumps(spec))
            session = starting.data / "kernel_session.py"
            ended = starting.python(
                session,
                stdin=json.dumps(asked),
                JUPYTER_PATH=str(starting.folder / "jupyter"),
                IPYTHONDIR=str(starting.folder / "settings"),
                JUPYTER_RUNTIME_DIR=str(starting.folder / "runtime"),
            )
            assert ended.returncode == 0, ended.stderr
            return json.loads(ended.stdout)

        return run

    def test_installed_and_given_back_in_cells(self, kernel, starting):
        told = kernel(cells(starting), sys.executable)

        assert told[2] == "True\n"
        assert told[6] == "43\n"
        assert told[7] == "ModuleNotFoundError: No module named 'there_is_none'"
        assert told[8:] == ["run 43\n", "shell\n", "restored\n", "chunk_of_text\n"]

    def test_a_kernel_on_thence(self, kernel, starting):
        setup = cells(starting)[0]
        asked = [setup, "import wanted.inner, round_trip; print(wanted.inner.answer)", *CELLS[7:9]]
        who = "print(round_trip.in_force())"

        theirs = kernel([*asked, who], sys.executable)
        ours = kernel([*asked, who], *starting.thence_run)

        assert theirs[:-1] == ours[:-1]
        assert (theirs[-1], ours[-1]) == ("False\n", "True\n")


def without_addresses(text):
    return [line.partition(" at 0x")[0] for line in text.splitlines()]
