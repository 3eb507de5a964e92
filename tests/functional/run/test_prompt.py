"""Somebody types, at a real terminal."""

import os
import pty
import re
import select
import sys

import pytest

# The thread of another test may live on here; what is forked becomes another program at once.
pytestmark = pytest.mark.filterwarnings("ignore:.*is multi-threaded:DeprecationWarning")

MARK = ">>> "
LONGEST_WAIT = 60

LOOKS = [
    "import sys; sys.argv, sys.orig_argv, sys.path[0], sys.flags",
    "sorted(set(globals()) - {'sys'}), __spec__ and __spec__.name",
    "sorted(m for m in sys.modules if m.partition('.')[0] != 'thence')",
    "f = lambda: 1/0",
    "f()",
    "sys.last_value, len(sys.ps1)",
    "x = (",
    ")",
    "import nothing",
]


class Terminal:
    """A program at a terminal of its own."""

    def __init__(self, command, env, cwd):
        self.seen = ""
        self.process, self.descriptor = pty.fork()
        if not self.process:
            os.chdir(cwd)
            os.execve(command[0], command, env)

    def read_until(self, mark):
        """Read what is shown, up to the mark or to the end."""
        start = len(self.seen)
        while mark not in self.seen[start:]:
            waiting = select.poll()  # select() knows no descriptors above 1023
            waiting.register(self.descriptor, select.POLLIN)
            ready = waiting.poll(LONGEST_WAIT * 1000)
            assert ready, f"waited in vain after {self.seen!r}"
            try:
                shown = os.read(self.descriptor, 1 << 16)
            except OSError:  # the other side is closed
                shown = b""
            if not shown:
                return
            self.seen += shown.decode()

    def type(self, lines):
        """Type each line when the prompt, or the continuation, has come."""
        for line in lines:
            os.write(self.descriptor, line.encode() + b"\r")
            self.read_until("... " if line.endswith((":", "(")) else MARK)

    def leave(self, line):
        """Type the last line; return what was shown, and the exit status."""
        os.write(self.descriptor, line.encode() + (b"\r" if line != "\4" else b""))
        self.read_until("never shown")
        status = os.waitpid(self.process, 0)[1]
        os.close(self.descriptor)
        return without_colours(self.seen), os.waitstatus_to_exitcode(status)


def without_colours(text):
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[>=]", "", text)


@pytest.fixture
def typed(both):
    """Types lines at the prompt that ``python *words`` shows, both ways."""

    def at(words, lines, last="raise SystemExit(3)", **env):
        ends = []
        for command in ([], ["-c", both.command, "run"]):
            terminal = Terminal(
                [sys.executable, *command, *words],
                {**both.env, "TERM": "dumb", "COLUMNS": "400", **env},
                both.folder,
            )
            terminal.read_until(MARK)
            terminal.type(lines)
            ends.append(terminal.leave(last))
        assert ends[1] == ends[0]
        return ends[0]

    return at


class TestPrompt:
    @pytest.mark.parametrize(
        "words", [[], ["-q"], ["-i"], ["-I"], ["-E"], ["-S"], ["-O"], ["-"]], ids=str
    )
    def test_without_a_program(self, typed, words):
        seen, status = typed(words, LOOKS)

        assert "division by zero" in seen
        assert status == 3

    @pytest.mark.parametrize("words", [[], ["-i"]], ids=str)
    def test_the_interpreters_own(self, typed, words):
        typed(words, LOOKS, PYTHON_BASIC_REPL="1")

    def test_end_of_input(self, typed):
        assert typed([], [], "\4")[1] == 0

    def test_interrupt(self, typed):
        typed([], ["import os, signal; os.kill(os.getpid(), signal.SIGINT)"])

    @pytest.mark.parametrize(
        "code", ["started = 1", "1/0", "import nothing", "x = (", "print(__file__)"]
    )
    @pytest.mark.parametrize("words", [[], ["-i"], ["-E"]], ids=str)
    def test_startup_file(self, both, typed, words, code):
        both.write("startup.py", code)

        typed(
            words,
            ["globals().get('started'), '__file__' in globals()"],
            PYTHONSTARTUP="startup.py",
        )

    def test_startup_file_that_is_not_there(self, typed):
        typed([], [], PYTHONSTARTUP="missing.py")


class TestInspecting:
    @pytest.mark.parametrize(
        "code",
        ["x = 1", "1/0", "import sys; sys.exit(4)", "import nothing", "x = ("],
    )
    def test_after_a_script(self, both, typed, code):
        both.write("program.py", code)

        typed(["-i", "program.py", "a"], LOOKS)

    def test_after_a_command(self, typed):
        typed(["-i", "-c", "x = 1\n1/0"], [*LOOKS, "x"])

    def test_after_a_program_that_asks_for_it(self, both, typed):
        both.write("program.py", "import os; os.environ['PYTHONINSPECT'] = '1'\n1/0")

        typed(["program.py"], LOOKS)
        typed(["-c", "1/0"], LOOKS, PYTHONINSPECT="1")

    @pytest.mark.parametrize("source", [b"print(1)\n1/0\n", b"", b"import sys\nsys.exit(4)\n"])
    def test_interactive_without_a_terminal(self, both, source):
        both.same("-i", stdin=source)


def test_a_child_at_the_terminal(both):
    """A child cannot be told beforehand whether somebody will type: it has to look itself."""
    program = "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-q']))"
    who = "__import__('sys').modules['_frozen_importlib']._find_and_load.__module__"
    terminal = Terminal(
        [sys.executable, "-c", both.command, "run", "-c", program],
        {**both.env, "TERM": "dumb"},
        both.folder,
    )
    terminal.read_until(MARK)
    terminal.type([who])
    seen, status = terminal.leave("raise SystemExit(5)")

    assert "'thence." in seen
    assert status == 5
