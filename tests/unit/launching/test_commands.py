"""What COMMAND may be in ``thence trace COMMAND``."""

import sys
from pathlib import Path

import pytest

from thence.launching.commands import CommandError, find_command


@pytest.fixture
def bin_folder(tmp_path, monkeypatch):
    """A folder that is all of PATH; the working directory is another one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.chdir(tmp_path / "work")
    return folder


def program(folder: Path, name: str, text: str) -> str:
    """An executable file."""
    file = folder / name
    file.write_text(text)
    file.chmod(0o755)
    return str(file)


class TestWhatFollowsPython:
    """Words that this Python is to run."""

    @pytest.mark.parametrize("words", [["-m", "pkg"], ["-c", "pass"], ["-"], []])
    def test_options_and_their_programs_go_to_this_python(self, bin_folder, words):
        command = find_command(words)

        assert (command.interpreter, command.words) == (sys.executable, words)

    def test_an_existing_file_does_even_if_path_has_its_name(self, bin_folder):
        program(bin_folder, "app", "#!/bin/sh\n")
        Path("app").touch()

        command = find_command(["app", "-v"])

        assert (command.interpreter, command.words) == (sys.executable, ["app", "-v"])

    def test_a_folder_with_a_main_does_and_one_without_does_not(self, bin_folder):
        file = program(bin_folder, "pkg", f"#!{sys.executable}\n")
        Path("pkg").mkdir()
        without = find_command(["pkg"])
        Path("pkg/__main__.py").touch()
        command = find_command(["pkg"])

        assert (without.words, command.words) == ([file], ["pkg"])


class TestPathsOfWhatIsInstalled:
    """A first word that is a file's path, and no script for this Python."""

    @pytest.mark.parametrize(
        "head", ["#!{python} -s", "#!/bin/sh\n'''exec' {python} -s \"$0\" \"$@\""]
    )
    def test_a_script_beside_its_interpreter_runs_on_that_one(self, bin_folder, head):
        python = bin_folder / "python"
        python.symlink_to(sys.executable)
        program(bin_folder, "tool", head.format(python=python))

        command = find_command(["../bin/tool", "--fast"])

        assert command.interpreter == str(python)
        assert command.words == ["-s", str(Path("../bin/tool").absolute()), "--fast"]

    def test_a_script_elsewhere_is_one_for_this_python(self, bin_folder):
        program(Path(), "app.py", f"#!{sys.executable}\n")

        assert find_command(["app.py"]).words == ["app.py"]

    def test_an_interpreter_is_one(self, bin_folder):
        (bin_folder / "python3").symlink_to(sys.executable)

        command = find_command([str(bin_folder / "python3"), "-m", "pkg"])

        assert command.interpreter == str(bin_folder / "python3")
        assert command.words == ["-m", "pkg"]


class TestProgramsOnPath:
    """A first word that is looked up."""

    @pytest.mark.parametrize(
        "head",
        [
            "#!{python}\n",
            "#! {python}\n",
            "#!/bin/sh\n'''exec' \"{python}\" \"$0\" \"$@\"\n' '''\n",
            "#!/bin/sh\n'''exec' {python} \"$0\" \"$@\"\n' '''\n",
        ],
    )
    def test_a_script_runs_on_the_interpreter_of_its_first_lines(self, bin_folder, head):
        file = program(bin_folder, "tool", head.format(python=sys.executable))

        command = find_command(["tool", "--fast"])

        assert (command.interpreter, command.words) == (sys.executable, [file, "--fast"])

    def test_options_of_the_first_line_hold(self, bin_folder):
        file = program(bin_folder, "tool", f"#!{sys.executable} -sE\n")

        assert find_command(["tool"]).words == ["-sE", file]

    @pytest.mark.parametrize("words", ["python3", "-S python3 -I"])
    def test_env_looks_the_interpreter_up_too(self, bin_folder, words):
        (bin_folder / "python3").symlink_to(sys.executable)
        file = program(bin_folder, "tool", f"#!/usr/bin/env {words}\n")

        command = find_command(["tool"])

        assert command.interpreter == str(bin_folder / "python3")
        assert command.words == [*words.split()[2:], file]

    def test_a_script_that_finds_its_interpreter_beside_it(self, bin_folder):
        (bin_folder / "python").symlink_to(sys.executable)
        head = (
            '#!/bin/sh\n\'\'\'exec\' "$(dirname -- "$(realpath -- "$0")")"/\'python\' "$0" "$@"\n'
        )
        file = program(bin_folder, "tool", head)

        command = find_command(["tool"])

        assert (command.interpreter, command.words) == (str(bin_folder / "python"), [file])

    def test_an_interpreter_is_one(self, bin_folder):
        (bin_folder / "python").symlink_to(sys.executable)

        command = find_command(["python", "-m", "pkg"])

        assert (command.interpreter, command.words) == (
            str(bin_folder / "python"),
            ["-m", "pkg"],
        )


class TestRefusals:
    """What thence cannot run, and what it says then."""

    def test_a_word_that_is_nothing(self, bin_folder):
        with pytest.raises(CommandError, match=r"no file 'absent\.py' here, and no program"):
            find_command(["absent.py"])

    def test_a_script_of_another_language(self, bin_folder):
        program(bin_folder, "tool", "#!/bin/bash\necho\n")

        with pytest.raises(CommandError, match="its first line names /bin/bash"):
            find_command(["tool"])

    def test_a_binary(self, bin_folder):
        program(bin_folder, "tool", "\x7fELF")

        with pytest.raises(CommandError, match="no Python program"):
            find_command(["tool"])

    def test_a_binary_by_its_path(self, bin_folder):
        """Which python itself would take for a script."""
        file = program(bin_folder, "tool", "\x7fELF")

        with pytest.raises(
            CommandError, match=r"no Python program[^$]*tool \.\.\. python -m thence"
        ):
            find_command([file])

    def test_an_interpreter_that_is_gone(self, bin_folder):
        program(bin_folder, "tool", "#!/gone/bin/python3\n")

        with pytest.raises(CommandError, match="/gone/bin/python3, which does not exist"):
            find_command(["tool"])

    def test_an_interpreter_that_is_too_old(self, bin_folder):
        old = program(bin_folder, "python3.6", "#!/bin/sh\necho cpython 3 6\n")
        program(bin_folder, "tool", f"#!{old}\n")

        with pytest.raises(CommandError, match=r"cpython 3\.6: thence needs CPython 3\.11"):
            find_command(["tool"])


def test_a_folder_with_nothing_to_run_is_named(bin_folder):
    Path("tool").mkdir()

    with pytest.raises(CommandError, match=r"the folder 'tool' has no __main__\.py"):
        find_command(["tool"])
