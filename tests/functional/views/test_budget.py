"""``thence budget``: limits in pyproject.toml, held against a real run."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def budget(thence_command, program):
    def budget(text, *words, **more):
        (program / "pyproject.toml").write_text(text, encoding="utf-8")
        return thence_command("budget", *words, **more)

    return budget


APP = '[tool.thence.budget.app]\ncommand = "app.py"\n'


def test_limits_that_are_kept(budget):
    done = budget(f"{APP}modules = 5000\nforbidden = ['numpy']\n")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("app: within budget")


def test_a_forbidden_module_is_shown_with_the_chain_that_led_to_it(budget, program):
    done = budget(f"{APP}forbidden = ['json']\n")

    shown = [line.split() for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert done.stdout.startswith("app: over budget")
    assert ["shop.cart", f"{program}/app.py:1"] in shown
    assert ["json", f"{program}/shop/cart.py:1"] in shown


def test_a_module_that_is_too_early_breaks_the_budget(budget):
    done = budget(f"{APP}not_before = {{ 'shop.prices' = ['json'] }}\n")

    assert done.returncode == 1
    assert "json is imported before shop.prices" in done.stdout


def test_too_many_modules_break_it(budget):
    done = budget(f"{APP}modules = 1\nbytes = '1 B'\n")

    assert done.returncode == 1
    assert "and 1 are allowed" in done.stdout


def test_github_gets_annotations_on_its_runners(budget):
    done = budget(f"{APP}forbidden = ['json']\n", GITHUB_ACTIONS="true")

    (line,) = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert "file=shop/cart.py,line=1::json is imported" in line


def test_sarif_is_written(budget, program):
    budget(f"{APP}forbidden = ['json']\n", "--sarif", "log.sarif")

    log = json.loads((program / "log.sarif").read_text(encoding="utf-8"))
    (result,) = log["runs"][0]["results"]
    assert result["ruleId"] == "forbidden"


def test_a_recording_can_be_held_to_it(budget, recording_file):
    done = budget(f"{APP}forbidden = ['json']\n", "app", "--recording", str(recording_file))

    assert done.returncode == 1
    assert "json is imported, and is forbidden" in done.stdout


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("[project]\n", [], "pyproject.toml has no [tool.thence.budget.NAME]"),
        (APP, ["web"], "pyproject.toml has no budget 'web'; it has app"),
        (f"{APP}modules = 'few'\n", [], "modules: 'few' is no number"),
        ("[tool.thence.budget.app]\n", [], "has no command: add one, or use --recording"),
    ],
)
def test_a_bad_line_is_said(budget, text, words, told):
    done = budget(text, *words)

    assert done.returncode == 2
    assert told in done.stderr


def test_a_command_that_fails_saves_nothing(budget, program):
    (program / "app.py").write_text("import shop\nraise SystemExit(3)\n", encoding="utf-8")

    done = budget(f"{APP}modules = 5000\n")

    assert done.returncode == 1
    assert "the command ended with status 3" in done.stdout


def test_without_a_line_of_code_github_is_told_all_the_same(budget, program):
    (program / "app.py").write_text("raise SystemExit(3)\n", encoding="utf-8")

    done = budget(f"{APP}modules = 5000\n", "--github")

    assert "::error title=import budget of app%3A status::the command" in done.stdout
