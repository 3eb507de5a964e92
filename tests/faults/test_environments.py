"""``thence doctor`` alone: what ails an environment is told, and a healthy one hears nothing.

The environments lie below ``environments/``, a file per rule: in it a table ``[[case]]`` for each
way in which the harm comes about, and ``[[healthy]]`` for what looks like it and does none.
"""

from __future__ import annotations

import io
import json
import marshal
import os
import subprocess
import sys
import sysconfig
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import thence
from thence.cli.doctor_options import Options
from thence.doctor.environment.applying import apply
from thence.doctor.environment.examination import Examination
from thence.doctor.environment.looking import look
from thence.doctor.environment.rules import RULES
from thence.doctor.practice import answer

SOURCES = str(Path(thence.__file__).parent.parent)
# Without site: what is installed where the tests run is no part of the case.
COMMAND = [
    *(sys.executable, "-S", "-c"),
    f"import sys; sys.path.append({SOURCES!r}); from thence.cli import main; sys.exit(main())",
    "doctor",
]
# As a user's own folder, and an interpreter's, are on the path after site was imported.
AS_AFTER_SITE = """
import os, sys, types
sys.modules["site"] = types.SimpleNamespace(USER_SITE=os.environ["USER_SITE_OF_THE_CASE"])
sys.path += os.environ["PATH_OF_THE_CASE"].split(":")
"""
ENVIRONMENTS = Path(__file__).parent / "environments"
FILES = sorted(ENVIRONMENTS.glob("*.toml"))
LIBRARY = sysconfig.get_path("stdlib")
ARCHIVE = "{}/python{}{}.zip".format(Path(LIBRARY).parent, *sys.version_info)
VERSION = "{}.{}".format(*sys.version_info)


def tables(kind):
    """Each case of a kind, with the rule that it is about."""
    return [
        pytest.param(file.stem, facts, id=f"{file.stem}-{number}")
        for file in FILES
        for number, facts in enumerate(tomllib.loads(file.read_text("utf-8")).get(kind, ()), 1)
    ]


def filled_in(text, folder):
    return text.replace("{folder}", str(folder)).replace("{version}", VERSION)


def build(facts, folder):
    for name, text in facts["files"].items():
        file = folder / filled_in(name, folder)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(filled_in(text, folder).removeprefix("\n"), "utf-8")
    if "prepare" in facts:
        subprocess.run([sys.executable, "-c", facts["prepare"]], cwd=folder, check=True)
    env = {k: filled_in(v, folder) for k, v in facts.get("env", {}).items()}
    if "user_site" in facts:
        env["USER_SITE_OF_THE_CASE"] = filled_in(facts["user_site"], folder)
    return env


def request_for(folder, env):
    """What the command asks the doctor, in an interpreter without installed distributions."""
    pythonpath = env.get("PYTHONPATH", "")
    more = (pythonpath or env.get("PATH_OF_THE_CASE", "")).split(":")
    path = [str(folder), *filter(None, more), ARCHIVE, LIBRARY, f"{LIBRARY}/lib-dynload"]
    known = {"directory": str(folder), "pythonpath": pythonpath, "library": LIBRARY}
    places = {"user_site": "USER_SITE_OF_THE_CASE", "prefix": "PREFIX_OF_THE_CASE"}
    start = start_of(env) if "START_OF_THE_CASE" in env else ()
    return {**known, "path": path, "start": start, **{k: env.get(v) for k, v in places.items()}}


def start_of(env):
    """A command that starts Python with the variables of a case."""
    variables = [f"{name}={value}" for name, value in env.items()]
    return ["/usr/bin/env", *variables, sys.executable, "-c", env["START_OF_THE_CASE"]]


@dataclass(frozen=True)
class Answer:
    """What the doctor says."""

    stdout: str
    returncode: int


def examined(folder, env, *words):
    """Ask the doctor, without a process for it."""
    options = {**Options(words).values, "task": "environment"}
    request = io.BytesIO(marshal.dumps({**options, **request_for(folder, env)}))
    stream = io.BytesIO()
    status = answer(request, stream)
    return Answer(stream.getvalue().decode(), status)


def examined_by_command(folder, env, *words):
    """Ask him by the command, as people do."""
    command = list(COMMAND)
    if "PATH_OF_THE_CASE" in env:
        command[-2] = f"{AS_AFTER_SITE}\n{command[-2]}"
    return subprocess.run(
        [*command, *words], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def findings(ended):
    document = json.loads(ended.stdout)
    return [finding for each in document["diagnoses"] for finding in each["findings"]]


@pytest.mark.parametrize(("code", "facts"), tables("case"))
def test_it_is_found(code, facts, tmp_path):
    ended = examined(tmp_path, build(facts, tmp_path), "--format", "json")

    found = findings(ended)
    culprit = found[0]["culprit"]
    place = f"{culprit['file']}:{culprit['line']}" if culprit["line"] else culprit["file"]
    place += (
        f" ({culprit['distribution']} {culprit['version']})" if culprit["distribution"] else ""
    )
    place += f": {culprit['what']}" if culprit["what"] else ""
    assert ended.returncode == 1
    assert [each["code"] for each in found] == [code]
    assert facts["cause"] in found[0]["cause"]
    assert facts["culprit"] in place


@pytest.mark.parametrize(("code", "facts"), tables("case"))
def test_a_rule_that_is_switched_off_finds_nothing(code, facts, tmp_path):
    ended = examined(tmp_path, build(facts, tmp_path), "--ignore", code)

    assert (ended.stdout, ended.returncode) == ("", 0)


def looked_at(facts, folder):
    """What the doctor gathers, without a process for it."""
    return look(request_for(folder, build(facts, folder)))


@pytest.mark.parametrize(("code", "facts"), tables("case"))
def test_a_rule_finds_nothing_without_its_evidence(code, facts, tmp_path):
    rule = next(each for each in RULES if code == each.CODE)
    without = tomllib.loads((ENVIRONMENTS / f"{code}.toml").read_text("utf-8"))["without"]

    seen = looked_at(facts, tmp_path)

    assert list(rule.examine(seen))
    assert not list(rule.examine(replace(seen, **dict.fromkeys(without, ()))))


@pytest.mark.parametrize(("code", "facts"), tables("healthy"))
def test_what_only_looks_like_it_is_not_told(code, facts, tmp_path):
    ended = examined(tmp_path, build(facts, tmp_path))

    assert (ended.stdout, ended.returncode) == ("", 0), code


def test_a_healthy_environment_hears_nothing(tmp_path):
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "program.py").write_text("import json\n")

    ended = examined_by_command(tmp_path, {})

    assert (ended.stdout, ended.stderr, ended.returncode) == ("", "", 0)


@pytest.mark.parametrize("code", ["TH101", "TH110", "TH115"])
def test_the_command_asks_what_the_cases_ask(code, tmp_path):
    """With PYTHONPATH, without, and with a user's own folder: the others are not started."""
    facts = tomllib.loads((ENVIRONMENTS / f"{code}.toml").read_text("utf-8"))["case"][0]
    env = build(facts, tmp_path)

    by_command = examined_by_command(tmp_path, env, "--format", "json")

    by_request = examined(tmp_path, env, "--format", "json")
    assert by_command.returncode == by_request.returncode == 1
    assert findings(by_command) == findings(by_request)


def test_every_rule_has_an_environment():
    assert [file.stem for file in FILES] == sorted(rule.CODE for rule in RULES)


def test_a_circle_within_what_is_installed_is_found_by_a_deep_look_only(tmp_path):
    site = tmp_path / "site-packages"
    files = {
        "gadget/__init__.py": "",
        "gadget/model.py": "from . import view\nclass Model: ...\n",
        "gadget/view.py": "from .model import Model\n",
        "gadget-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: gadget\nVersion: 1.0\n",
        "gadget-1.0.dist-info/RECORD": "gadget/__init__.py,,\n",
    }
    env = build({"files": {f"site-packages/{k}": v for k, v in files.items()}}, tmp_path)
    env["PYTHONPATH"] = str(site)

    shallow = examined(tmp_path, env)
    deep = examined(tmp_path, env, "--deep", "--format", "json")

    assert shallow.returncode == 0
    (found,) = findings(deep)
    assert found["code"] == "TH108"
    assert found["culprit"]["file"] == str(site / "gadget/view.py")
    assert found["culprit"]["distribution"] == "gadget"
    assert found["certain"] is False
    assert found["mends"][0] == "import gadget.view before gadget.model"


@pytest.fixture
def project(tmp_path):
    """A project with bytecode whose source is gone, and a folder that lacks its ``__init__``."""
    folder = tmp_path.resolve()
    for code in ("TH110", "TH117"):
        facts = tomllib.loads((ENVIRONMENTS / f"{code}.toml").read_text("utf-8"))["case"][0]
        build(facts, folder)
    return folder


def leftover(project):
    return next(project.glob("__pycache__/gone.*"), None)


def test_a_fix_is_shown_as_a_diff_and_not_made(project):
    before = sorted(project.rglob("*"))

    ended = examined(project, {}, "--diff")

    name = leftover(project).relative_to(project)
    assert f"diff --git a/{name} b/{name}\ndeleted file mode 100644\n" in ended.stdout
    assert "b/pkg/parts/__init__.py\nnew file mode 100644\n" in ended.stdout
    assert ended.returncode == 1
    assert sorted(project.rglob("*")) == before


def test_a_fix_is_shown_made_and_looked_at_again(project):
    ended = examined(project, {}, "--fix")

    assert "deleted file mode" in ended.stdout
    assert f"added {project}/pkg/parts/__init__.py" in ended.stdout
    assert ended.returncode == 0  # nothing is found any more
    assert leftover(project) is None
    assert (project / "kept.py").exists()
    assert (project / "pkg/parts/__init__.py").read_bytes() == b""


def test_a_fix_tells_programs_what_it_changed(project):
    ended = examined(project, {}, "--fix", "--format", "json")

    changes = json.loads(ended.stdout)["changes"]
    assert [(each["kind"], each["done"]) for each in changes] == [("remove", True), ("add", True)]


def test_a_rule_that_is_switched_off_changes_nothing(project):
    examined(project, {}, "--fix", "--ignore", "TH110,folder-without-init")

    assert leftover(project).exists()
    assert not (project / "pkg/parts/__init__.py").exists()


def test_a_fix_follows_no_link(project):
    elsewhere = project / "elsewhere"
    (project / "__pycache__").rename(elsewhere)
    (project / "__pycache__").symlink_to(elsewhere)

    examined(project, {}, "--fix", "--select", "TH110")

    assert next(elsewhere.glob("gone.*")).exists()


def test_a_fix_leaves_what_has_changed_since_it_was_shown(project):
    """Between the look and the change another process writes the same file."""
    examination = Examination(request_for(project, {}))
    changes = examination.changes()
    leftover(project).write_bytes(b"another process was here")
    (project / "pkg/parts/__init__.py").write_text("kept = 1\n")

    made = {each.file: each for each in apply(changes)}

    assert made[str(leftover(project))].refused == "it has changed since it was looked at"
    assert (project / "pkg/parts/__init__.py").read_text() == "kept = 1\n"
    assert not any(each.done for each in made.values())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a file another user's")
def test_a_fix_leaves_the_files_of_another_user(project):
    os.chown(leftover(project), 12345, 12345)

    ended = examined(project, {}, "--fix", "--select", "TH110")

    assert "left as it is" in ended.stdout
    assert ended.returncode == 1
    assert leftover(project).exists()


def test_a_fix_never_removes_bytecode_that_may_be_all_there_is(tmp_path):
    facts = tomllib.loads((ENVIRONMENTS / "TH114.toml").read_text("utf-8"))["case"][0]
    build(facts, tmp_path)

    examined(tmp_path, {}, "--fix")

    assert (tmp_path / "gone.pyc").exists()


@pytest.mark.parametrize("place", ["", "site-packages/", "site-packages/pkg/"])
def test_a_link_that_leads_back_to_itself_is_passed_over(place, tmp_path):
    (tmp_path / "site-packages/pkg").mkdir(parents=True)
    (tmp_path / "site-packages/pkg/__init__.py").touch()
    for name in ("loop", "loop.py", "loop.pth", "loop-1.0.dist-info", "__editable___x_finder.py"):
        (tmp_path / place / name).symlink_to(name)

    ended = examined(tmp_path, {"PYTHONPATH": f"{tmp_path}/site-packages"}, "--deep")

    assert "Traceback" not in ended.stdout


def test_what_may_not_be_looked_into_silences_nobody(tmp_path):
    """A folder on the path, a package, a project: where root is told nothing of, others are."""
    from without_privileges import give_up

    closed = [tmp_path / name for name in ("closed", "site-packages/pkg", "project")]
    for each in closed:
        each.mkdir(parents=True)
        each.chmod(0)
    (tmp_path / "secrets.py").touch()
    path = ":".join(
        [f"{tmp_path}/closed/within", f"{tmp_path}/closed", f"{tmp_path}/site-packages"]
    )
    command = [*COMMAND, "--format", "json"]
    env = {"PYTHONPATH": path}

    ended = subprocess.run(
        command,
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        preexec_fn=give_up,
        check=False,
    )
    for each in closed:
        each.chmod(0o755)

    told = {(each["code"], each["culprit"]["file"]) for each in findings(ended)}
    assert ended.stderr == ""
    assert ("TH102", str(tmp_path / "secrets.py")) in told
    assert ("TH109", str(tmp_path / "closed")) in told


def test_a_url_on_the_path_is_no_relative_folder(tmp_path):
    """What it holds is its finder's to say."""
    request = {**request_for(tmp_path, {}), "path": [str(tmp_path), "https://example.org/lib"]}

    seen = look(request)

    assert [each.place for each in seen.places][1:] == ["https://example.org/lib"]
    assert [finding for rule in RULES for finding in rule.examine(seen)] == []


def test_the_most_harmful_comes_first(tmp_path):
    """Not what comes first on the path."""
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    env = {"PYTHONPATH": f"{tmp_path / 'nowhere'}:{tmp_path / 'open'}"}

    ended = examined(tmp_path, env, "--format", "json")

    assert [each["code"] for each in findings(ended)] == ["TH101", "TH109"]
