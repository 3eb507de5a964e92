"""Failures that people met, each from a tracker: what the doctor says of them, and its score.

    python tests/faults/met/met_failures.py [NAME ...]    run these, or all; writes README.md

A file in ``met/first``, ``met/fresh`` or ``met/wider`` describes one: ``source`` (where it was
met), ``installs`` (real distributions, put into an environment of their own), ``beside`` (others,
in a folder on the path, so that large environments serve several), ``files`` of the program,
``prepare`` (code that is run there first), ``command`` and ``env``; ``mended`` and
``mended_files``, what in the place of some of ``beside`` and ``files`` lets the program run;
``error``, which the program itself must show (or a table of errors, each from one version of
Python on); and what has to be named: all of ``cause``, ``culprit``, and ``mend`` in one of the
first two mends. These were written from what resolved it in the tracker, before the doctor was
tried; they are regular expressions over the first finding alone. ``met/scores.toml`` keeps the
first score that each got, and the last.

Environments are kept below $THENCE_FAULTS (default: ``thence-faults`` in the folder for
temporary files).
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

MET = Path(__file__).parent

SCORES = MET / "scores.toml"
SOURCES = str(MET.parents[2] / "src")
HOME = Path(os.environ.get("THENCE_FAULTS") or Path(tempfile.gettempdir(), "thence-faults"))
HEADER = Path(sysconfig.get_path("include"), "Python.h")
COMMAND = (
    f"import sys; sys.path.insert(0, {SOURCES!r}); from thence.cli import main; sys.exit(main())"
)
PARTS = ("cause", "culprit", "mend")
HEAD = """
# Failures that people met

Written by `python tests/faults/met/met_failures.py`, which says how they are scored. C, C and M:
the cause, the culprit and the mend are named by the first finding; what was expected was written
from the tracker, before the doctor was tried. *First*: as the doctor was when the failure was
written down. *Now*: after rules were mended for their causes. The fresh ones were written after
that, and the wider ones, from layers that the others do not touch, after both: their first scores
say how far the rules carry.
"""


@dataclass(frozen=True)
class Failure:
    """One of them, as its file says it."""

    name: str
    group: str  # "first", "fresh" (written after the rules were mended) or "wider" (after both)
    facts: dict

    @property
    def installs(self):
        """What is installed for it."""
        return tuple(self.facts.get("installs", ()))

    @property
    def distributions(self):
        """Those that the failure is of, the most telling first."""
        return (*self.facts.get("beside", ()), *self.installs)

    @property
    def error(self):
        """What the program shows on this Python."""
        known = self.facts["error"]
        if isinstance(known, str):
            return known
        versions = sorted((tuple(map(int, each.split("."))), each) for each in known)
        return known[[name for version, name in versions if version <= sys.version_info[:2]][-1]]


@dataclass(frozen=True)
class Told:
    """What the program showed, and what the doctor said."""

    shown: str
    finding: dict | None  # the first
    story: bool  # without a finding
    status: int  # the program's exit status

    def score(self, failure):
        """The letters of what was named: "CCM" is all, "---" nothing."""
        named = [part[0].upper() if self.names(failure, part) else "-" for part in PARTS]
        return "".join(named)

    def names(self, failure, part):
        """Is one of the three named?"""
        if self.finding is None:
            return False
        wanted = failure.facts[part]
        text = self.said(part)
        return all(
            re.search(each, text, re.IGNORECASE)
            for each in ([wanted] if part != "cause" else wanted)
        )

    def said(self, part):
        """The text in which a part has to be named."""
        finding = self.finding or {}
        if part == "cause":
            return finding["cause"]
        if part == "mend":
            return "\n".join(finding["mends"][:2])
        culprit = finding["culprit"]
        return "{file}:{line} {distribution} {version} {what}".format(**culprit)


def failures():
    """All of them, in the order of their names."""
    files = sorted(MET.glob("*/*.toml"))
    return [Failure(f.stem, f.parent.name, tomllib.loads(f.read_text("utf-8"))) for f in files]


def reason_to_skip(failure):
    """Why it cannot happen on this Python, or here; None: it can."""
    wanted = failure.facts.get("python", "")
    version = tuple(int(part) for part in wanted.lstrip("<>=").split(".") if part)
    if wanted.startswith("<") and sys.version_info[:3] >= version:
        return f"happens before Python {wanted[1:]}"
    if wanted.startswith(">=") and sys.version_info[:3] < version:
        return f"happens from Python {wanted[2:]} on"
    for need in failure.facts.get("needs", ()):
        if need == "gcc" and not (shutil.which("gcc") and HEADER.exists()):
            return "gcc or Python.h is not installed"
        if need.startswith("no ") and importlib.util.find_spec(need.split()[1]):
            return f"{need.split()[1]} is there"
        if need == "pytest" and importlib.util.find_spec("pytest") is None:
            return "pytest is not installed"
    return None


def python_with(installs, *, requirements=False):
    """The interpreter of an environment with these distributions, made if it is not there."""
    if not installs:
        return sys.executable
    words = [sys.version, *installs, str(requirements)]
    folder = HOME / hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
        pip += ["--python", str(python), "install", *([] if requirements else ["--no-deps"])]
        subprocess.run([*pip, *installs], check=True)
        (folder / "ready").touch()
    return str(python)


def folder_with(beside):
    """A folder with these distributions alone, made if it is not there; None: there are none."""
    if not beside:
        return None
    words = "\n".join([sys.version, *beside])
    folder = HOME / f"beside-{hashlib.sha256(words.encode()).hexdigest()[:16]}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "install"]
        subprocess.run([*pip, "--no-deps", "--target", folder, *beside], check=True)
        (folder / "ready").touch()
    return folder


def with_mended(facts):
    """What lies beside the program once it is mended."""
    names = {each.partition("==")[0] for each in facts["mended"]}
    kept = [each for each in facts.get("beside", ()) if each.partition("==")[0] not in names]
    return [*kept, *facts["mended"]]


def run(failure, folder, *, mended=False):
    """Build the program in a folder and run it under the doctor, as it fails or mended."""
    facts, work, said = failure.facts, folder / "work", folder / "said.json"
    files = facts.get("files", {}) | (facts.get("mended_files", {}) if mended else {})
    for name, text in files.items():
        file = work / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip("\n"), "utf-8")
    work.mkdir(exist_ok=True)
    if "prepare" in facts:
        subprocess.run([sys.executable, "-c", facts["prepare"]], cwd=work, check=True)
    python = (
        str(work / facts["python_of"])
        if "python_of" in facts
        else python_with(failure.installs, requirements=facts.get("with_requirements", False))
    )
    ended = subprocess.run(
        [*(python, "-c", COMMAND, "doctor", "--format", "json", "--output", said, "--")]
        + facts["command"],
        cwd=work,
        env=environment(facts, work, python, with_mended(facts) if mended else None),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    diagnoses = json.loads(said.read_text("utf-8"))["diagnoses"] if said.exists() else []
    findings = [finding for each in diagnoses for finding in each["findings"]]
    first = findings[0] if findings else None
    return Told(ended.stdout, first, bool(diagnoses), ended.returncode)


def environment(facts, work, python, beside=None):
    """The variables of the environment; bytecode is kept, as it is by default."""
    folder = folder_with(facts.get("beside", ()) if beside is None else beside)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    own = {k: v.replace("{folder}", str(work)) for k, v in facts.get("env", {}).items()}
    if folder:
        own["PYTHONPATH"] = ":".join(filter(None, [own.get("PYTHONPATH"), str(folder)]))
    return kept | {"PATH": f"{Path(python).parent}:{kept.get('PATH', '')}"} | own


def scores():
    """What is kept: for each name its first and its last score."""
    return tomllib.loads(SCORES.read_text("utf-8")) if SCORES.exists() else {}


def keep(known):
    """Write the scores, and the table."""
    rows = [f'{name} = {{ first = "{k["first"]}", now = "{k["now"]}" }}' for name, k in known]
    SCORES.write_text("\n".join(rows) + "\n", "utf-8")
    (MET / "README.md").write_text(page(), "utf-8")


def page():
    """The table of all scores."""
    known = scores()
    head = [HEAD.strip()]
    return (
        "\n\n".join([*head, *(table(group, known) for group in ("first", "fresh", "wider"))])
        + "\n"
    )


def table(group, known):
    """The table of one group."""
    rows = [each for each in failures() if each.group == group and each.name in known]
    lines = [
        "| failure | met in | real distributions | first | now |",
        "| --- | --- | --- | --- | --- |",
    ]
    for each in rows:
        score, installs = known[each.name], ", ".join(each.distributions[:2])
        lines.append(
            f"| {each.facts['title']} ([{each.name}]({group}/{each.name}.toml)) "
            f"| {each.facts['source']} | {installs} | {score['first']} | {score['now']} |"
        )
    full = {
        when: sum(known[e.name][when].count("-") == 0 for e in rows) for when in ("first", "now")
    }
    total = f"All three named: {full['first']} of {len(rows)} first, {full['now']} now."
    return "\n\n".join([f"## {group.capitalize()}", "\n".join(lines), total])


def main(names):
    """Run and keep the scores; exit status 1 if one is worse than it was."""
    known, worse = scores(), []
    for failure in failures():
        if (names and failure.name not in names) or reason_to_skip(failure):
            continue
        with tempfile.TemporaryDirectory() as folder:
            told = run(failure, Path(folder))
        score = told.score(failure)
        if not re.search(failure.error, told.shown):
            print(f"{failure.name}: another error was shown:\n{told.shown[-1500:]}", flush=True)
            continue
        before = known.setdefault(failure.name, {"first": score, "now": score})
        worse += [failure.name] if before["now"].count("-") < score.count("-") else []
        before["now"] = score
        keep(sorted(known.items()))
        print(f"{failure.name:28} {score}", flush=True)
        if "-" in score:
            print(f"    {told.finding or ('a story' if told.story else 'nothing')}", flush=True)
    keep(sorted(known.items()))
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
