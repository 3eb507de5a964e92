"""Under pdb and debugpy: in a program on thence, and in one that installs it meanwhile."""

from __future__ import annotations

import json
import re
import sys

import pytest

FROZEN = re.compile(r"<frozen importlib[^>]*>")

STOP_HERE = "first = 1\nsecond = first + 1\nthird = second + 1\n"
PLAIN_PROGRAM = "import wanted.stop_here\nprint('at', wanted.stop_here.third)\n"
INSTALLING = "import round_trip\ntaken = round_trip.Taken()\n"
GIVING_BACK = "print(taken.give_back())\n"


@pytest.fixture(autouse=True)
def stop_here(starting):
    """A module to stop in."""
    return str(starting.write("wanted/stop_here.py", STOP_HERE))


def without_importlib(text):
    """What pdb showed, without the frames of the import system, whose lines are its own."""
    lines = [line for line in text.splitlines() if line.strip()]
    before = ["", *lines]
    return [
        line
        for previous, line in zip(before, lines, strict=False)
        # Since 3.14 the source of such a frame is shown, too.
        if not FROZEN.search(line) and not (FROZEN.search(previous) and line.startswith("->"))
    ]


class TestPdb:
    """The standard library's debugger, at its prompt."""

    @pytest.fixture
    def commands(self, stop_here):
        return f"b {stop_here}:2\nc\np first\nn\np second\nu\nd\nc\nq\n"

    def test_a_program_on_thence(self, starting, commands):
        program = starting.program(PLAIN_PROGRAM)

        theirs = starting.python("-m", "pdb", program, stdin=commands)
        ours = starting.run("-m", "pdb", program, stdin=commands)

        assert without_importlib(ours.stdout) == without_importlib(theirs.stdout)
        assert "stop_here.py(3)<module>()" in ours.stdout
        assert (ours.stderr, ours.returncode) == (theirs.stderr, theirs.returncode)

    def test_a_program_that_installs_thence(self, starting, commands):
        program = starting.program(INSTALLING + PLAIN_PROGRAM + GIVING_BACK)

        ended = starting.python("-m", "pdb", program, stdin=commands)

        assert "stop_here.py(3)<module>()" in ended.stdout
        assert "at 3\nrestored\n" in ended.stdout
        assert not ended.stderr

    def test_a_step_goes_through_an_import(self, starting):
        """Frames of the import system can be skipped, as those of importlib are."""
        starting.write(
            "stepping.py",
            """
            import pdb
            skipped = ["importlib.*", "_frozen_importlib*", "thence.*"]
            debugger = pdb.Pdb(skip=skipped, nosigint=True)
            """,
        )
        program = starting.program(
            "import stepping\nstepping.debugger.set_trace()\n" + PLAIN_PROGRAM
        )

        text = "s\n" * 6 + "c\n"
        theirs, ours = (run(program, stdin=text) for run in (starting.python, starting.run))

        assert without_importlib(ours.stdout) == without_importlib(theirs.stdout)

    def test_installed_and_given_back_at_the_prompt(self, starting, stop_here):
        program = starting.program("print(1)\nimport wanted.stop_here\nprint(2)\n")
        install = ["n", "!import round_trip", "taken = round_trip.Taken()"]
        stop = [f"b {stop_here}:2", f"b {program}:4", "c", "p first", "c"]
        commands = [*install, *stop, "p taken.give_back()", "c", "q", ""]

        ended = starting.python("-m", "pdb", program, stdin="\n".join(commands))

        assert "stop_here.py(2)<module>()" in ended.stdout
        assert "restored" in ended.stdout
        assert "2\nThe program finished" in ended.stdout


class TestDebugpy:
    """What editors debug Python with."""

    @pytest.fixture
    def session(self, starting, stop_here):
        pytest.importorskip("debugpy", reason="debugpy is not installed: nox -s starting")

        def run(program, command):
            talk = (starting.data / "debug_session.py", stop_here)
            ended = starting.python(*talk, *command, program)
            assert ended.returncode == 0, ended.stderr
            return json.loads(ended.stdout)

        return run

    def waiting(self, starting, before="", after=""):
        """A program that says on which port it waits."""
        return starting.program(
            f"{before}import debugpy\nprint(debugpy.listen(0)[1], flush=True)\n"
            f"debugpy.wait_for_client()\n{PLAIN_PROGRAM}{after}"
        )

    def test_a_program_on_thence(self, session, starting):
        program = self.waiting(starting)

        theirs = session(program, [sys.executable])
        ours = session(program, starting.thence_run)

        assert ours["stops"][0] == [True]
        assert [each[0] for each in ours["stops"][1:]] == [each[0] for each in theirs["stops"][1:]]
        assert [each[0][2] for each in ours["stops"][1:]] == [2, 3]
        assert (ours["rest"], ours["code"]) == (theirs["rest"], theirs["code"]) == ("at 3\n", 0)

    def test_installed_before_the_debugger(self, session, starting):
        program = self.waiting(starting, INSTALLING, "print(round_trip.in_force())")

        ours = session(program, [sys.executable])

        assert [each[0][2] for each in ours["stops"][1:]] == [2, 3]
        assert ours["rest"] == "at 3\nTrue\n"

    def test_installed_under_the_debugger_and_given_back(self, session, starting):
        program = self.waiting(starting).removesuffix(".py")
        text = starting.folder.joinpath("program.py").read_text(encoding="utf-8")
        text = text.replace(PLAIN_PROGRAM, INSTALLING + PLAIN_PROGRAM + GIVING_BACK)
        starting.write("program.py", text)

        ours = session(f"{program}.py", [sys.executable])

        assert [each[0][2] for each in ours["stops"][1:]] == [2, 3]
        assert ours["rest"] == "at 3\nrestored\n"
