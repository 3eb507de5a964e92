"""Runs the reproductions below ``reproductions/``, each once: what the doctor collects and says.

The failing program is started as the command starts it; what is collected there, the tests' own
process explains: starting the doctor's interpreter for each says no more (``tests/functional``
does, and so do the cases that need the command itself).

A file per rule; in it a table ``[[case]]`` for each way in which the failure comes about:
``files`` of the program (``{folder}`` and ``{version}`` are put in), ``prepare`` (code that is run
there first), ``command`` and ``env``; then what must be said of it (``cause``, ``culprit`` and
``mend`` are parts of the texts) and ``without``: the evidence that the rule rests on.
"""

from __future__ import annotations

import importlib.util
import json
import marshal
import os
import shutil
import subprocess
import sys
import sysconfig
import time
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

import thence
from thence.cli.doctor import HOOKS
from thence.cli.doctor_options import Options
from thence.doctor.diagnosis import diagnose
from thence.doctor.gathering.whole import Gathering
from thence.launching.command_line import CommandLine
from thence.launching.plan import ENDED, INSTALLED, READY, Hook, Plan
from thence.launching.starting import starting_command

SOURCES = str(Path(thence.__file__).parent.parent)
COMMAND = (
    f"import sys; sys.path.insert(0, {SOURCES!r}); from thence.cli import main; sys.exit(main())"
)
FOLDER = Path(__file__).parent / "reproductions"
KEEPING = str(Path(__file__).with_name("keeping.py"))
KEEP = "names = {{}}; exec(open({file!r}).read(), names); names['keep_in']({folder!r})"
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


class Told:
    """What the doctor collected for one case, and what he said.

    ``facts``: of each process that has something to say, as it was collected there.
    """

    def __init__(self, case, facts, diagnoses):
        self.case = case
        self.facts = facts
        self.diagnoses = diagnoses

    @property
    def first(self):
        """The first finding; a failure of the test if there is none."""
        findings = [finding for each in self.diagnoses for finding in each]
        assert findings, self.facts
        return findings[0]

    @cached_property
    def evidences(self):
        """The evidence for each error that was collected."""
        gatherings = [(Gathering(each), each["errors"]) for each in self.facts]
        return [gathering.evidence(row) for gathering, rows in gatherings for row in rows]


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
    """Write the program, run it, and explain what it leaves."""
    work = folder / "work"
    for name, text in case.facts["files"].items():
        file = work / filled_in(name, work)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(filled_in(text, work), "utf-8")
    if "prepare" in case.facts:
        subprocess.run([sys.executable, "-c", case.facts["prepare"]], cwd=work, check=True)
    return asked_there(case, folder) if needs_the_command(case) else asked_here(case, folder)


def needs_the_command(case):
    """Is its user another one, with rights or modules of his own?  Does it hang, and is ended?"""
    needs = {"user site", "no privileges"} & set(case.facts.get("needs", ()))
    return bool(needs) or "--timeout" in case.facts["command"]


def asked_here(case, folder):
    """The program keeps what the doctor collects, and he explains it here."""
    options = Options(["--", *case.facts["command"]])
    kept = folder / "kept"
    kept.mkdir()
    began = {**options.values, "began": time.monotonic(), "process": os.getpid()}
    keep = KEEP.format(file=KEEPING, folder=str(kept))
    hooks = [
        Hook(INSTALLED, HOOKS, "begin", marshal.dumps(began).hex()),
        Hook(INSTALLED, "builtins", "exec", keep),
        Hook(READY, HOOKS, "ready"),
        Hook(ENDED, HOOKS, "end"),
    ]
    line = CommandLine([sys.executable, *options.command])

    ended = start(case, folder, starting_command(line, Plan(hooks=hooks)))

    facts = [marshal.loads(file.read_bytes()) for file in sorted(kept.iterdir())]
    assert facts, f"the doctor collected nothing:\n{ended.stdout}{ended.stderr}"
    diagnoses = [
        [finding.as_dict() for finding in diagnosis.findings]
        for each in facts
        for diagnosis in diagnose(each, options.values)
    ]
    return Told(case, facts, diagnoses)


def asked_there(case, folder):
    """By the command, which asks the doctor there."""
    saved, said = folder / "facts.json", folder / "said.json"
    options = ["doctor", "--format", "json", "--save", str(saved), "--output", str(said)]
    python = BASE if "user site" in case.facts.get("needs", ()) else sys.executable
    words = case.facts["command"]
    words = words if "--" in words else ["--", *words]

    ended = start(case, folder, [python, "-c", COMMAND, *options, *words])

    assert said.exists(), f"the doctor said nothing:\n{ended.stdout}{ended.stderr}"
    diagnoses = json.loads(said.read_text())["diagnoses"]
    return Told(case, [json.loads(saved.read_text())], [each["findings"] for each in diagnoses])


def start(case, folder, command):
    """Run it to its end, in the program's folder."""
    work = folder / "work"
    return subprocess.run(
        command,
        cwd=work,
        env=environment(case, work),
        input=(work / "job.py").read_text("utf-8") if command[-1] == "-" else "",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **without_privileges(case),
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
