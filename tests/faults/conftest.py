"""Runs the reproductions below ``reproductions/``, each once: what the doctor collected and said.

A file per rule; in it a table ``[[case]]`` for each way in which the failure comes about:
``files`` of the program (``{folder}`` and ``{version}`` are put in), ``prepare`` (code that is run
there first), ``command`` and ``env``; then what must be said of it (``cause``, ``culprit`` and
``mend`` are parts of the texts) and ``without``: the evidence that the rule rests on.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

import thence

SOURCES = str(Path(thence.__file__).parent.parent)
COMMAND = (
    f"import sys; sys.path.insert(0, {SOURCES!r}); from thence.cli import main; sys.exit(main())"
)
FOLDER = Path(__file__).parent / "reproductions"
HEADER = Path(sysconfig.get_path("include"), "Python.h")
VERSION = "{}.{}".format(*sys.version_info)
# A virtual environment has no user site: those cases run on the Python that it was made from.
BASE = getattr(sys, "_base_executable", sys.executable)


@dataclass(frozen=True)
class Case:
    """One reproduction, as its file says it."""

    code: str
    number: int
    facts: dict

    def __str__(self):
        return f"{self.code}-{self.number}"


def read_cases():
    """Every reproduction."""
    return [
        Case(file.stem, number, facts)
        for file in sorted(FOLDER.glob("*.toml"))
        for number, facts in enumerate(tomllib.loads(file.read_text("utf-8"))["case"], 1)
    ]


@dataclass(frozen=True)
class Told:
    """What the doctor collected for one case, and what he said."""

    case: Case
    status: int
    facts: dict  # collected in the failing process, as they were saved
    diagnoses: list[dict]

    @property
    def first(self):
        """The first finding; a failure of the test if there is none."""
        findings = [finding for each in self.diagnoses for finding in each["findings"]]
        assert findings, self.diagnoses
        return findings[0]


def reason_to_skip(facts):
    """What a case needs and does not have here; None: nothing."""
    wanted = facts.get("python", "")
    if wanted.startswith(">=") and version_of(wanted[2:]) > sys.version_info[:2]:
        return f"happens from Python {wanted[2:]} on"
    if wanted.startswith("<") and version_of(wanted[1:]) <= sys.version_info[:2]:
        return f"happens before Python {wanted[1:]}"
    for need in facts.get("needs", ()):
        if need == "gcc" and not (shutil.which("gcc") and HEADER.exists()):
            return "gcc or Python.h is not installed"
        if need == "pytest" and importlib.util.find_spec("pytest") is None:
            return "pytest is not installed"
        if need.startswith("no ") and importlib.util.find_spec(need[3:].split()[0]):
            return f"{need[3:]} is installed"
    return None


def version_of(text):
    return tuple(int(part) for part in text.split("."))


def filled_in(text, folder):
    return text.replace("{folder}", str(folder)).replace("{version}", VERSION)


def run(case, folder):
    """Write the program, run it with the doctor, and read what he left."""
    work, saved, said = folder / "work", folder / "facts.json", folder / "said.json"
    for name, text in case.facts["files"].items():
        file = work / filled_in(name, work)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(filled_in(text, work), "utf-8")
    if "prepare" in case.facts:
        subprocess.run([sys.executable, "-c", case.facts["prepare"]], cwd=work, check=True)
    words = case.facts["command"]
    words = words if "--" in words else ["--", *words]
    options = ["doctor", "--format", "json", "--save", str(saved), "--output", str(said)]
    python = BASE if "user site" in case.facts.get("needs", ()) else sys.executable
    stdin = (work / "job.py").read_text("utf-8") if words[-1] == "-" else ""
    ended = subprocess.run(
        [python, "-c", COMMAND, *options, *words],
        cwd=work,
        env=environment(case, work),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **without_privileges(case),
    )
    if not said.exists():
        pytest.fail(f"the doctor said nothing:\n{ended.stdout}{ended.stderr}")
    return Told(
        case,
        ended.returncode,
        json.loads(saved.read_text()),
        json.loads(said.read_text())["diagnoses"],
    )


def environment(case, work):
    """The environment of the case; bytecode is kept, as it is by default."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return kept | {k: filled_in(v, work) for k, v in case.facts.get("env", {}).items()}


def without_privileges(case):
    """Root may read everything; a case about permissions has to do without."""
    if "no privileges" not in case.facts.get("needs", ()):
        return {}
    from without_privileges import give_up

    return {"preexec_fn": give_up}


@pytest.fixture(scope="session")
def told(tmp_path_factory):
    """Runs a case, once for all tests about it."""
    known = {}

    def tell(case):
        reason = reason_to_skip(case.facts)
        if reason:
            pytest.skip(reason)
        if str(case) not in known:
            known[str(case)] = run(case, tmp_path_factory.mktemp(str(case)))
        return known[str(case)]

    return tell


@pytest.fixture
def all_cases():
    """Every reproduction."""
    return read_cases()


def pytest_generate_tests(metafunc):
    """Each test with a ``case`` runs for all of them."""
    if "case" in metafunc.fixturenames:
        # In one worker, where the case is run once for all tests about it.
        cases = [
            pytest.param(case, marks=pytest.mark.xdist_group(str(case))) for case in read_cases()
        ]
        metafunc.parametrize("case", cases, ids=str)
