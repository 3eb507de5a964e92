"""``thence doctor`` alone: what ails an environment is told, and a healthy one hears nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import thence
from thence.doctor.environment.rules import RULES

SOURCES = str(Path(thence.__file__).parent.parent)
# Without site: what is installed where the tests run is no part of the case.
COMMAND = [
    *(sys.executable, "-S", "-c"),
    f"import sys; sys.path.append({SOURCES!r}); from thence.cli import main; sys.exit(main())",
    "doctor",
]
FILES = sorted((Path(__file__).parent / "environments").glob("*.toml"))


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def environment(request):
    """One environment, and the rule that is about it."""
    facts = tomllib.loads(request.param.read_text("utf-8"))["case"][0]
    return request.param.stem, facts


def build(facts, folder):
    for name, text in facts["files"].items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("{folder}", str(folder)), "utf-8")
    if "prepare" in facts:
        subprocess.run([sys.executable, "-c", facts["prepare"]], cwd=folder, check=True)
    return {k: v.replace("{folder}", str(folder)) for k, v in facts.get("env", {}).items()}


def examined(folder, env, *words):
    return subprocess.run(
        [*COMMAND, *words], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def findings(ended):
    document = json.loads(ended.stdout)
    return [finding for each in document["diagnoses"] for finding in each["findings"]]


def test_it_is_found(environment, tmp_path):
    code, facts = environment

    ended = examined(tmp_path, build(facts, tmp_path), "--format", "json")

    found = findings(ended)
    culprit = f"{found[0]['culprit']['file']}:{found[0]['culprit']['line']}"
    assert ended.returncode == 1
    assert [each["code"] for each in found] == [code]
    assert facts["cause"] in found[0]["cause"]
    assert facts["culprit"] in culprit


def test_a_healthy_environment_hears_nothing(tmp_path):
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "program.py").write_text("import json\n")

    ended = examined(tmp_path, {})

    assert (ended.stdout, ended.stderr, ended.returncode) == ("", "", 0)


def test_every_rule_has_an_environment():
    assert [file.stem for file in FILES] == sorted(rule.CODE for rule in RULES)


@pytest.fixture
def leftover(tmp_path):
    """A project with bytecode whose source is gone; returns that file."""
    facts = tomllib.loads(FILES[-1].read_text("utf-8"))["case"][0]
    build(facts, tmp_path)
    return next(tmp_path.glob("__pycache__/gone.*"))


def test_a_fix_is_shown_first(leftover, tmp_path):
    ended = examined(tmp_path, {}, "--diff")

    assert f"would remove {leftover}" in ended.stdout
    assert leftover.exists()


def test_a_fix_removes_bytecode_and_no_source(leftover, tmp_path):
    ended = examined(tmp_path, {}, "--fix")

    assert f"removes {leftover}" in ended.stdout
    assert ended.returncode == 0
    assert not leftover.exists()
    assert (tmp_path / "kept.py").exists()
