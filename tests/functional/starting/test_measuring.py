"""Under coverage, cProfile and trace: what they measure is what they measure without thence."""

from __future__ import annotations

import json
import re

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


class TestCoverage:
    """Lines and branches, in the process and in its children."""

    @pytest.fixture
    def measure(self, starting):
        pytest.importorskip("coverage", reason="coverage is not installed: nox -s starting")
        starting.write("settings", "[run]\nbranch = True\nsource = wanted\ndata_file = data\n")

        def run(start, program):
            ended = start("-m", "coverage", "run", "--rcfile=settings", program)
            assert ended.returncode == 0, ended.stderr
            starting.python("-m", "coverage", "json", "--rcfile=settings", "-o", "report.json")
            report = json.loads((starting.folder / "report.json").read_text(encoding="utf-8"))
            found = {name: file["executed_lines"] for name, file in report["files"].items()}
            branches = {
                name: file.get("executed_branches") for name, file in report["files"].items()
            }
            return ended.stdout, found, branches

        return run

    def test_a_program_on_thence(self, measure, starting):
        program = starting.program(PROGRAM)

        theirs, ours = (measure(start, program) for start in (starting.python, starting.run))

        assert ours == theirs
        assert ours[1]["wanted/branching.py"] == [2, 3, 5, 7]

    def test_a_program_that_installs_thence(self, measure, starting):
        plain = measure(starting.python, starting.program(PROGRAM))

        program = starting.program(INSTALLING + PROGRAM + GIVING_BACK)
        output, *measured = measure(starting.python, program)

        assert output == "one\nrestored\n"
        assert measured == list(plain[1:])


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
