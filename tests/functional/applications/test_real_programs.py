"""The programs in examples/, and pytest itself, on thence: as on plain Python."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

import thence

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
SOURCE = Path(thence.__file__).parents[1]


def needs(package):
    """Skip where a package is not installed: `nox -s applications` installs them."""
    missing = importlib.util.find_spec(package) is None
    return pytest.mark.skipif(missing, reason=f"{package} is not installed")


def run(arguments, folder, on_thence):
    """Status, stdout and stderr of a program; the way to thence is not in its environment."""
    command = [sys.executable, *arguments]
    if on_thence:
        start = f"import sys; sys.path.insert(0, {str(SOURCE)!r}); from thence.cli import main; "
        command = [sys.executable, "-c", f"{start}sys.exit(main())", "run", *arguments]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=environment
    )
    return done.returncode, done.stdout, done.stderr


def status_and_output(arguments, folder, on_thence):
    status, output, _ = run(arguments, folder, on_thence)
    return status, output


@needs("django")
class TestDjango:
    """The small site of examples/django_site."""

    folder = EXAMPLES / "django_site"

    def test_check_says_what_it_says_on_plain_python(self):
        plain = run(["manage.py", "check"], self.folder, on_thence=False)

        assert plain[0] == 0
        assert run(["manage.py", "check"], self.folder, on_thence=True) == plain

    def test_the_sites_own_tests_pass(self):
        status, _, said = run(["manage.py", "test"], self.folder, on_thence=True)

        assert (status, "\nOK\n" in said) == (0, True), said


@needs("torch")
@pytest.mark.parametrize("start_method", ["fork", "spawn", "forkserver"])
def test_a_training_loop_with_worker_processes_finds_the_line(start_method):
    program = ["training.py", start_method]

    plain = status_and_output(program, EXAMPLES, on_thence=False)

    assert plain == (0, "y = 3.0 x + 1.0\n")
    assert status_and_output(program, EXAMPLES, on_thence=True) == plain


def test_pytest_runs_a_part_of_this_suite():
    clauses = "tests/language_reference/test_5_3_1_the_module_cache.py"
    program = ["-m", "pytest", "-q", "-p", "no:cacheprovider", clauses]

    status, output = status_and_output(program, ROOT, on_thence=True)

    assert (status, "passed" in output, "failed" in output) == (0, True, False), output


@pytest.mark.parametrize(
    ("package", "module"), [("django", "django.core.checks"), ("torch", "torch.utils.data")]
)
def test_why_explains_a_module_of_each(package, module):
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    start = f"import sys; sys.path.insert(0, {str(SOURCE)!r}); from thence.cli import main; "
    command = [sys.executable, "-c", f"{start}sys.exit(main())", "why", module]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    first = done.stdout.splitlines()[0]
    assert module in first
