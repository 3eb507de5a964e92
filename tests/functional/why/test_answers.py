"""Where a name comes from: the most important line, the exit status, and what is not executed."""

import subprocess
import sys
import zipfile

import pytest


def test_a_module_is_found_and_not_executed(project, trap):
    file = project.write("app.py", trap.code)

    answer = project.why("app")

    assert answer.status == 0, answer.err
    assert answer.out.splitlines()[0] == f"app comes from {file}"
    assert trap.sprung() == []


def test_a_missing_module_is_not_found(project):
    answer = project.why("no_such_module_anywhere")

    assert answer.status == 1
    assert answer.out.startswith("no_such_module_anywhere is not found\n")


def test_json_goes_to_standard_output_alone(project):
    project.write("app.py")

    answer = project.why("app", "--json")

    assert (answer.status, answer.err) == (0, "")
    assert answer.document["module"]["file"] == str(project.folder / "app.py")
    assert answer.document["found"] is True


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "the name is empty"),
        ("a..b", "'a..b' has an empty part"),
        ("a.", "'a.' has an empty part"),
        (".x", "give the absolute name, such as package.x"),
        ("a/b.py", "did you mean a.b?"),
    ],
)
def test_a_bad_name_is_a_wrong_use(project, name, says):
    answer = project.why(name)

    assert answer.status == 2
    assert answer.out == ""
    assert says in answer.err
    assert "thence why --help" in answer.err


@pytest.mark.parametrize("words", [[], ["json", "os"], ["--nonsense", "json"]])
def test_a_bad_line_is_a_wrong_use(project, words):
    answer = project.why(*words)

    assert answer.status == 2
    assert answer.err.startswith("thence why: ")


def test_a_script_that_is_not_there_is_a_wrong_use(project):
    answer = project.why("json", "--script", "missing.py")

    assert answer.status == 2
    assert "there is no file 'missing.py'" in answer.err


def test_nothing_is_written(project):
    project.write("pack/__init__.py")
    project.write("pack/mod.py")
    before = sorted(project.folder.rglob("*"))

    project.why("pack.mod")

    assert sorted(project.folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["json.decoder", "math", "xml.etree.ElementTree", "pytest"])
def test_the_answer_is_the_interpreters(project, name):
    # Some builds have math in the interpreter itself: no file then.
    code = f"import sys, {name}; print(getattr(sys.modules[{name!r}], '__file__', None))"
    expected = project.python("-c", code).out.strip()

    document = project.explain(name)

    assert str(document["module"]["file"]) == expected


def test_an_installed_distribution_is_named(project):
    document = project.explain("_pytest.config")

    version = pytest.__version__
    owner = {"kind": "distribution", "name": "pytest", "version": version, "editable": False}
    assert document["module"]["owner"] == owner
    assert f"of pytest {version}" in project.why("_pytest.config").out


def test_a_built_in_module_shows_the_file_that_cannot_be_reached(project, trap):
    file = project.write("time.py", trap.code)

    document = project.explain("time")

    assert document["module"]["origin"] == "built-in"
    assert [each["origin"] for each in document["shadows"]] == [str(file)]
    assert trap.sprung() == []


class TestTheCache:
    """Only what a fresh interpreter has loaded counts, not what the command needs."""

    def test_a_module_that_python_starts_with_is_loaded(self, project):
        document = project.explain("os")

        assert document["cache"]["state"] == "loaded"
        assert document["module"]["origin"] == "frozen"
        assert document["module"]["file"].endswith("/os.py")

    @pytest.mark.parametrize("name", ["json", "click", "rich", "thence", "importlib.metadata"])
    def test_a_module_that_the_command_needs_is_not(self, project, name):
        assert project.explain(name)["cache"]["state"] == "absent"

    def test_a_module_under_another_name_is_only_in_the_cache(self, project):
        answer = project.why("os.path")

        assert answer.status == 0
        assert "os.path comes from the module cache: " in answer.out
        assert "loaded as posixpath" in answer.out

    def test_none_forbids_the_import(self, project, trap):
        project.write("forbidden.py", trap.code)
        project.write("site/sitecustomize.py", "import sys; sys.modules['forbidden'] = None")
        path = f"{project.folder / 'site'}:{project.env['PYTHONPATH']}"

        answer = project.why("forbidden", env={"PYTHONPATH": path})

        assert answer.status == 1
        assert "forbidden may not be imported" in answer.out
        assert "forbidden.py" in answer.out
        assert trap.sprung() == []


class TestTheEnvironment:
    """It is that of ``python`` in the working directory, or of a script."""

    def test_the_working_directory_comes_first(self, project):
        entry = project.explain("json")["search"]["entries"][0]

        assert (entry["entry"], entry["place"]) == ("", str(project.folder))
        assert entry["notes"] == ["the working directory"]

    @pytest.mark.parametrize("how", [{"options": ["-P"]}, {"env": {"PYTHONSAFEPATH": "1"}}])
    def test_a_safe_path_leaves_it_out(self, project, how):
        project.write("app.py")

        answer = project.why("app", **how)

        assert answer.status == 1
        assert "app lies in the working directory, which is not on sys.path" in answer.out

    def test_a_scripts_folder_takes_its_place(self, project):
        project.write("app.py")
        project.write("scripts/app.py")
        project.write("scripts/run.py", "raise SystemExit('executed')")

        document = project.explain("app", "--script", "scripts/run.py")

        assert document["module"]["file"] == str(project.folder / "scripts" / "app.py")
        assert str(project.folder) not in [e["place"] for e in document["search"]["entries"]]

    def test_unless_the_path_is_to_be_safe(self, project):
        project.write("app.py")
        project.write("run.py")

        answer = project.why("app", "--script", "run.py", options=["-P"])

        assert answer.status == 1

    def test_an_archive_that_is_a_program_is_an_entry_itself(self, project):
        with zipfile.ZipFile(project.folder / "prog.pyz", "w") as archive:
            archive.writestr("__main__.py", "")
            archive.writestr("app.py", "")

        document = project.explain("app", "--script", "prog.pyz")

        assert document["module"]["file"] == str(project.folder / "prog.pyz" / "app.py")

    def test_a_working_directory_that_is_gone(self, project):
        gone = project.folder / "gone"
        gone.mkdir()
        project.folder = gone
        code = "import os, sys; os.rmdir(os.getcwd()); "
        project.before = ["-c", code + "from thence.cli import main; sys.exit(main())"]

        answer = project.why("json")

        assert answer.status == 0, answer.err

    def test_folders_can_be_put_in_front(self, project):
        project.write("a/app.py")
        project.write("b/app.py")

        document = project.explain("app", "--path", "b", "--path", "a")

        assert document["module"]["file"] == str(project.folder / "b" / "app.py")
        assert [each["origin"] for each in document["shadows"]] == [
            str(project.folder / "a" / "app.py")
        ]

    def test_the_options_of_python_hold(self, project):
        project.write("app.py")

        cached = project.explain("app", options=["-O", "-X", "pycache_prefix=/p"])["bytecode"]

        assert cached["file"].startswith("/p/")
        assert cached["file"].endswith(".opt-1.pyc")


class TestHostileFiles:
    """Files in the working directory that are named as what the command needs."""

    NAMES = ("random", "rich", "click", "json", "typing", "dataclasses", "difflib", "attr")

    @pytest.mark.parametrize("name", NAMES)
    def test_they_are_explained_and_not_executed(self, project, trap, name):
        files = {each: project.write(f"{each}.py", trap.code) for each in self.NAMES}

        answer = project.why(name)

        assert answer.status == 0, answer.err
        assert answer.out.startswith(f"{name} comes from {files[name]}\n")
        assert answer.err == ""
        assert trap.sprung() == []

    def test_nor_by_the_console_script(self, project, trap):
        for each in self.NAMES:
            project.write(f"{each}.py", trap.code)
        sources = project.env["PYTHONPATH"]
        code = f"import sys; sys.path.insert(1, {sources!r}); from thence.cli import main; main()"
        project.before = ["-c", f"{code}"]

        answer = project.why("random", env={"PYTHONPATH": ""})

        assert answer.out.startswith("random comes from "), answer.err
        assert trap.sprung() == []

    def test_nor_when_pythonpath_names_their_folder(self, project, trap):
        for each in self.NAMES:
            project.write(f"lib/{each}.py", trap.code)
        path = f"{project.folder / 'lib'}:{project.env['PYTHONPATH']}"

        document = project.explain("json", env={"PYTHONPATH": path})

        assert document["module"]["file"] == str(project.folder / "lib" / "json.py")
        assert trap.sprung() == []

    def test_a_shadowed_standard_module_is_said_at_once(self, project, trap):
        project.write("random.py", trap.code)

        first_lines = project.why("random").out.splitlines()[:3]

        assert any("shadows" in line and "standard library" in line for line in first_lines)


def test_the_help_says_what_is_explained(project):
    answer = project.why("--help")

    assert answer.status == 0
    for word in ("--json", "--path", "--script", "--import-parents", "--all", "Exit status"):
        assert word in answer.out


def test_without_its_packages_it_says_what_it_needs(project):
    answer = project.why("json", options=["-S"])

    assert answer.status == 2
    assert "needs the package click" in answer.err


def test_python_that_cannot_start_is_reported(project):
    project.write("site/sitecustomize.py", "import os\nos._exit(7)")
    sources = project.env["PYTHONPATH"]
    code = (
        f"import os, sys; sys.path.insert(0, {sources!r})\n"
        f"os.environ['PYTHONPATH'] = {str(project.folder / 'site')!r}\n"
        "from thence.cli import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", code, "why", "json"]

    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=project.env)

    assert ended.returncode == 1
    assert "the interpreter ended with status 7 before it could answer" in ended.stderr
