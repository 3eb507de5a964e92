"""``pytest --import-budget``: a run of tests held to a budget."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import thence

SOURCES = str(Path(thence.__file__).parent.parent)


@pytest.fixture
def run_tests(program):
    def run_tests(limits, *words, test="import shop.cart\ndef test_it():\n    pass\n"):
        text = f"[tool.thence.budget.pytest]\n{limits}\n"
        (program / "pyproject.toml").write_text(text, encoding="utf-8")
        (program / "test_shop.py").write_text(test, encoding="utf-8")
        variables = {name: value for name, value in os.environ.items() if name[:6] != "PYTHON"}
        plugin = ("-p", "thence.integrations.pytest_budget")
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *plugin, *words],
            cwd=program,
            env={**variables, "PYTHONPATH": SOURCES},
            capture_output=True,
            text=True,
            check=False,
        )

    return run_tests


def test_a_run_within_its_budget_passes(run_tests):
    done = run_tests("forbidden = ['colorsys']", "--import-budget")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "import budget" not in done.stdout


def test_a_run_over_its_budget_fails_with_the_chain(run_tests, program):
    done = run_tests("forbidden = ['shop.prices']", "--import-budget")

    assert done.returncode == 1
    assert "1 passed" in done.stdout
    assert "shop.prices is imported, and is forbidden" in done.stdout
    assert f"shop.cart  {program}/test_shop.py:1" in done.stdout


def test_without_the_option_nothing_is_held_to_anything(run_tests):
    done = run_tests("forbidden = ['shop']")

    assert done.returncode == 0


def test_conftest_files_count(run_tests, program):
    (program / "conftest.py").write_text("import colorsys\n", encoding="utf-8")

    done = run_tests("forbidden = ['colorsys']", "--import-budget")

    assert done.returncode == 1


MANY = """\
import pytest
@pytest.mark.parametrize("number", range(4))
def test_it(number):
    import colorsys
"""


@pytest.fixture
def workers():
    pytest.importorskip("xdist", reason="pytest-xdist is not installed")
    return "-n", "2", "--dist", "each", "-p", "xdist"


def test_each_worker_is_held_to_it_and_a_limit_is_told_once(run_tests, workers):
    done = run_tests("forbidden = ['colorsys']", *workers, "--import-budget", test=MANY)

    assert done.returncode == 1
    assert done.stdout.count("colorsys is imported, and is forbidden [gw0, gw1]") == 1
    assert "test_shop.py:4, in test_it" in done.stdout
    assert "8 passed" in done.stdout


def test_workers_within_the_budget_pass(run_tests, workers):
    done = run_tests("forbidden = ['fractions']", *workers, "--import-budget", test=MANY)

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_worker_that_crashes_breaks_no_budget(run_tests, workers):
    crash = "import os\ndef test_it(): os._exit(3)\n"

    done = run_tests("forbidden = ['fractions']", *workers, "--import-budget", test=crash)

    assert done.returncode == 1
    assert "import budget" not in done.stdout
    assert "INTERNALERROR" not in done.stdout


def test_failing_tests_fail_all_the_same(run_tests):
    done = run_tests("modules = 5000", "--import-budget", test="def test_it():\n    assert 0\n")

    assert done.returncode == 1
    assert "1 failed" in done.stdout


@pytest.mark.parametrize(
    ("limits", "words", "told"),
    [
        ("modules = 3", ["--import-budget", "web"], "has no budget 'web'; it has pytest"),
        ("modules = 'few'", ["--import-budget"], "modules: 'few' is no number"),
    ],
)
def test_a_bad_budget_is_said(run_tests, limits, words, told):
    done = run_tests(limits, *words)

    assert done.returncode == 4
    assert told in done.stderr


def test_a_project_may_name_the_plugin_once(program):
    settings = """
[tool.pytest.ini_options]
addopts = ["-p", "thence.integrations.pytest_budget"]
[tool.thence.budget.pytest]
forbidden = ["shop.prices"]
"""
    (program / "pyproject.toml").write_text(settings, encoding="utf-8")
    (program / "test_shop.py").write_text("import shop.cart\ndef test_it(): pass\n")
    variables = {name: value for name, value in os.environ.items() if name[:6] != "PYTHON"}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    statuses = [
        subprocess.run(
            [*command, *words],
            cwd=program,
            env={**variables, "PYTHONPATH": SOURCES},
            capture_output=True,
            check=False,
        ).returncode
        for words in ([], ["--import-budget"])
    ]

    assert statuses == [0, 1]


def test_without_the_option_the_plugin_loads_nothing_of_the_views():
    code = "import sys, thence.integrations.pytest_budget as p; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": SOURCES},
        capture_output=True,
        text=True,
        check=True,
    )

    assert not [name for name in done.stdout.split() if name.startswith("thence.tracing")]
