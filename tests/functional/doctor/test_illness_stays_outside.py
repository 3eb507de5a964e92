"""What ails the program does not reach the doctor."""

import pytest

# Names that the doctor's own work needs, and that nothing else here does before he comes.
NAMES = ["ast", "click", "dataclasses", "difflib", "email", "json", "random", "rich", "typing"]
NAMES += ["subprocess", "traceback", "zipfile", "pathlib", "importlib_metadata", "re", "enum"]


@pytest.fixture
def failing(doctor):
    doctor.write("program.py", "import nowhere_at_all\n")
    return doctor


def is_explained(watched):
    return "thence doctor: TH035 not-installed" in watched.stderr


def test_files_of_the_names_that_he_needs(failing):
    for name in NAMES:
        failing.write(f"{name}.py", f"raise RuntimeError('this is not {name}')\n")

    assert is_explained(failing("--", "program.py"))
    assert is_explained(failing("--", "program.py", env={"PYTHONPATH": str(failing.folder)}))


@pytest.mark.parametrize("option", ["-I", "-S", "-E", "-P", "-O", "-B"])
def test_each_option_of_python(failing, option):
    assert is_explained(failing("--", option, "program.py"))


def test_a_sitecustomize_that_raises(failing):
    failing.write("sitecustomize.py", "raise ValueError('ill')\n")

    assert is_explained(failing("--", "program.py", env={"PYTHONPATH": str(failing.folder)}))


def test_a_finder_that_raises(failing):
    failing.write(
        "program.py",
        "import sys\nclass Ill:\n    def find_spec(self, *_):\n        raise RuntimeError('ill')\n"
        "sys.meta_path.insert(0, Ill())\nimport nowhere_at_all\n",
    )

    assert "TH052 finder-raises" in failing("--", "program.py").stderr


def test_a_folder_that_may_not_be_written(failing):
    failing.folder.chmod(0o555)

    assert is_explained(failing("--", "program.py"))


def test_a_closed_standard_error(failing):
    code = "import os, sys; os.close(2); os.execv(sys.argv[1], sys.argv[1:])"

    watched = failing.plain("-c", code, *failing.command("--", "program.py"))

    assert "TH035" in watched.stdout


def test_modules_that_were_taken_away(failing):
    failing.write(
        "program.py",
        "import sys\nfor name in list(sys.modules):\n"
        "    if name not in ('sys', 'builtins'):\n        sys.modules[name] = None\n"
        "import nowhere_at_all\n",
    )

    watched = failing("--", "program.py")

    assert "nowhere_at_all" in watched.stderr
    assert "doctor/" not in watched.stderr
