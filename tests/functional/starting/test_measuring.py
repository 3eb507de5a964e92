"""Under coverage, cProfile and trace: what they measure is what they measure without thence."""

from __future__ import annotations

import json
import re
import sys

import pytest

BRANCHING = """
def chosen(number):
    if number > 1:
        return "more"
    return "one"

print(chosen(1))
"""
PROGRAM = "sys.path.insert(0, '.')\nimport wanted.branching, colorsys\n"
INSTALLING = "import round_trip\ntaken = round_trip.Taken()\n"
GIVING_BACK = "print(taken.give_back())\n"
CALL = re.compile(r"^ *(\d+)(?:/\d+)? .*?(\S+:\d+\(.*\)|\{.*\})$")


@pytest.fixture(autouse=True)
def branching(starting):
    """A module of which one branch is run."""
    starting.write("wanted/branching.py", BRANCHING)


CORES = [
    "ctrace",
    "pytrace",
    pytest.param(
        "sysmon",
        marks=pytest.mark.skipif(
            sys.version_info < (3, 12), reason="sys.monitoring came with Python 3.12"
        ),
    ),
]
# Branches are measured by sys.monitoring since 3.14.
BRANCHES = {"sysmon": str(sys.version_info >= (3, 14))}
CHILD = "import subprocess\nsubprocess.run([sys.executable, 'child.py'], check=True)\n"


class TestCoverage:
    """Lines and branches, in the process and in its children."""

    @pytest.fixture
    def measure(self, starting):
        pytest.importorskip("coverage", reason="coverage is not installed: nox -s starting")

        def settings(core="ctrace", more=""):
            branch = BRANCHES.get(core, "True")
            text = f"[run]\nbranch = {branch}\nsource = wanted\ndata_file = data\n"
            starting.write("settings", f"{text}core = {core}\n{more}")

        def report():
            starting.python("-m", "coverage", "json", "--rcfile=settings", "-o", "report.json")
            text = (starting.folder / "report.json").read_text(encoding="utf-8")
            return {
                name: (file["executed_lines"], file.get("executed_branches"))
                for name, file in json.loads(text)["files"].items()
            }

        def run(start, program, **chosen):
            settings(**chosen)
            ended = start("-m", "coverage", "run", "--rcfile=settings", program)
            assert (ended.returncode, ended.stderr) == (0, "")
            starting.python("-m", "coverage", "combine", "--rcfile=settings")
            return ended.stdout, report()

        return run

    @pytest.mark.parametrize("core", CORES)
    def test_a_program_on_thence(self, measure, starting, core):
        program = starting.program(PROGRAM)

        theirs, ours = (
            measure(start, program, core=core) for start in (starting.python, starting.run)
        )

        assert ours == theirs
        assert ours[1]["wanted/branching.py"][0] == [2, 3, 5, 7]

    @pytest.mark.parametrize("core", CORES)
    def test_a_program_that_installs_thence(self, measure, starting, core):
        _, theirs = measure(starting.python, starting.program(PROGRAM), core=core)

        program = starting.program(INSTALLING + PROGRAM + GIVING_BACK)
        output, ours = measure(starting.python, program, core=core)

        assert output == "one\nrestored\n"
        assert ours == theirs

    @pytest.mark.parametrize("beginning", ["", INSTALLING], ids=["", "that installs thence"])
    def test_the_child_of_a_program(self, measure, starting, beginning):
        """Coverage gets into it by a .pth file and an environment variable."""
        starting.program(PROGRAM, "child.py")
        program = starting.program(beginning + CHILD)
        # The parent has no line to be measured.
        more = "patch = subprocess\nparallel = True\ndisable_warnings = no-data-collected\n"

        theirs, ours = (
            measure(start, program, more=more) for start in (starting.python, starting.run)
        )

        assert ours == theirs
        assert ours[1]["wanted/branching.py"][0] == [2, 3, 5, 7]


class TestProfile:
    """The calls that cProfile counts."""

    def calls(self, ended):
        """What was called, how often; without the import system itself."""
        assert ended.returncode == 0, ended.stderr
        found = (CALL.match(line) for line in ended.stdout.splitlines())
        return {
            call[2]: int(call[1])
            for call in found
            if call and ("branching.py" in call[2] or "colorsys.py" in call[2])
        }

    def test_a_program_on_thence(self, starting):
        program = starting.program(PROGRAM)
        words = ("-m", "cProfile", "-s", "name", program)

        theirs, ours = (self.calls(start(*words)) for start in (starting.python, starting.run))

        assert ours == theirs
        assert any("(chosen)" in name for name in ours)

    def test_a_program_that_installs_thence(self, starting):
        program = starting.program(INSTALLING + PROGRAM + GIVING_BACK)

        ended = starting.python("-m", "cProfile", "-s", "name", program)

        assert "\nrestored\n" in ended.stdout
        assert any("(chosen)" in name for name in self.calls(ended))

    def test_installed_while_a_profile_runs(self, starting):
        program = starting.program(
            f"import cProfile\nprofile = cProfile.Profile()\nprofile.enable()\n{INSTALLING}"
            f"{PROGRAM}profile.disable()\n{GIVING_BACK}"
        )

        ended = starting.python(program)

        assert (ended.stdout, ended.stderr) == ("one\nrestored\n", "")


def test_trace_counts_the_same_lines(starting):
    program = starting.program(PROGRAM)
    words = ("-m", "trace", "--listfuncs", "--ignore-dir=/", program)

    theirs, ours = (start(*words) for start in (starting.python, starting.run))

    assert ours.returncode == theirs.returncode == 0
    assert "one\n" in ours.stdout


def test_a_trace_function_sees_the_same_lines_of_modules(starting):
    program = starting.program(
        """
        def lines(frame, event, argument):
            if 'wanted' in frame.f_code.co_filename:
                print(event, frame.f_code.co_name, frame.f_lineno)
            return lines

        sys.path.insert(0, '.')
        sys.settrace(lines)
        import wanted.branching
        sys.settrace(None)
        """
    )

    assert "line chosen 3" in starting.same(program)
