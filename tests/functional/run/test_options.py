"""The options of python: kept, added, answered."""

import pytest

PROGRAM = "import sys; print(sys.flags, sys._xoptions, sys.warnoptions, sys.orig_argv, sys.argv)"


@pytest.fixture
def program(both):
    both.write("program.py", PROGRAM)
    return both


class TestOptionsOfTheRunningPython:
    @pytest.mark.parametrize(
        "before",
        [
            ["-O"],
            ["-O", "-X", "dev"],
            ["-I"],
            ["-S"],
            ["-P", "-Wd"],
            ["-OBs"],
            ["-Xutf8"],
            ["-bb"],
        ],
        ids=str,
    )
    def test_are_kept(self, program, before):
        split = [part for word in before for part in apart(word)]

        expected = program.plain(*split, "-W", "error", "program.py", "a")

        assert program.thence("-W", "error", "program.py", "a", before=before) == expected

    def test_as_a_module(self, program):
        program.env["PYTHONPATH"] = program.sources

        expected = program.plain("-O", "-X", "dev", "program.py")

        assert program.plain("-O", "-Xdev", "-mthence", "run", "program.py") == expected


class TestAnswers:
    @pytest.mark.parametrize(
        "words",
        [
            ["-V"],
            ["--version"],
            ["-VV"],
            ["-h"],
            ["-?"],
            ["--help-env"],
            ["--help-xoptions"],
            ["--help-all"],
            ["-Z"],
            ["-c"],
            ["-m"],
            ["-W"],
            ["-X"],
            ["-J"],
            ["-OZ", "program.py"],
            ["--check-hash-based-pycs"],
            ["--check-hash-based-pycs", "never", "program.py"],
            ["--check-hash-based-pycs", "sometimes", "program.py"],
            ["-Xutf8=7", "program.py"],
            ["-W", "nonsense", "program.py"],
            ["-W", "error::nothing.Warning", "program.py"],
        ],
        ids=str,
    )
    def test_are_those_of_python(self, program, words):
        program.same(*words)


class TestWatching:
    def test_import_times(self, both):
        both.write("program.py", "import json")

        _out, err, status = both.thence("-X", "importtime", "program.py")

        assert err.splitlines()[-1].endswith(" json")
        assert status == 0

    def test_verbose(self, both):
        both.write("program.py", "import json")

        _out, err, status = both.thence("-v", "program.py")

        assert "import 'json' # " in err
        assert status == 0

    @pytest.mark.parametrize(
        "words", [["program.py"], ["-m", "program"], ["-c", "import program"]], ids=str
    )
    def test_crash_report(self, both, words):
        both.write(
            "program.py", "import faulthandler, os\nfaulthandler.dump_traceback()\nos.abort()"
        )

        expected = both.plain("-Xfaulthandler", *words)
        _out, err, status = both.thence("-Xfaulthandler", *words)

        assert status == expected[2]
        assert 'program.py", line 2' in err


def apart(word):
    """The letters of a word of switches, each in a word of its own: how thence keeps them."""
    if word[1:2] in ("W", "X"):
        return [word[:2], word[2:]] if word[2:] else [word]
    return [f"-{letter}" for letter in word[1:]] if word.startswith("-") else [word]
