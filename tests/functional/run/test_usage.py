"""The command line of thence itself."""

import pytest


def command(both, *words, **options):
    return both.plain("-c", both.command, *words, **options)


class TestHelp:
    @pytest.mark.parametrize("words", [["--help"], ["-h"]], ids=str)
    def test_names_the_commands(self, both, words):
        out, err, status = command(both, *words)

        assert "run" in out
        assert "why" in out
        assert (err, status) == ("", 0)

    def test_of_run(self, both):
        out, err, status = command(both, "run", "--help")

        assert "--no-children" in out
        assert (err, status) == ("", 0)

    def test_is_the_programs_after_its_name(self, both):
        both.write("program.py", "import sys; print(sys.argv)")

        both.same("program.py", "--help", "--no-children")

    def test_version(self, both):
        out, err, status = command(both, "--version")

        assert out.startswith("thence ")
        assert (err, status) == ("", 0)


class TestMistakes:
    def test_no_command(self, both):
        out, _err, status = command(both)

        assert "usage: thence" in out
        assert status == 2

    @pytest.mark.parametrize("word", ["runn", "program.py", "--verbose"])
    def test_unknown_command(self, both, word):
        out, err, status = command(both, word)

        assert f"there is no command {word!r}" in err
        assert "thence --help" in err
        assert ("thence run program.py" in err) == (word == "program.py")
        assert (out, status) == ("", 2)

    def test_unknown_option_of_run(self, both):
        out, err, status = command(both, "run", "-O", "--childless", "program.py")

        assert "there is no option --childless" in err
        assert "thence run app.py --option" in err
        assert (out, status) == ("", 2)

    def test_interpreter_that_is_gone(self, both):
        gone = "import sys; sys.executable = '/no/where'; " + both.command

        _out, err, status = both.plain("-c", gone, "run", "program.py")

        assert err == "thence run: cannot start /no/where: No such file or directory\n"
        assert status == 2
