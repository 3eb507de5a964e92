"""The forms in which a finding is told."""

import json

import pytest

TRACEBACK = """\
Traceback (most recent call last):
  File "/home/ann/app.py", line 3, in <module>
    import cv2
  File "/home/ann/venv/lib/python3.11/site-packages/cv2/__init__.py", line 181, in <module>
    bootstrap()
ImportError: libGL.so.1: cannot open shared object file: No such file or directory
"""


@pytest.fixture
def failing(doctor):
    doctor.write("program.py", "import nowhere_at_all\n")
    return doctor


def test_json_follows_its_schema(failing):
    text = failing("--format", "json", "--output", "out.json", "--", "program.py")

    document = json.loads((failing.folder / "out.json").read_text())
    finding = document["diagnoses"][0]["findings"][0]
    assert "thence doctor" not in text.stderr
    assert document["format"] == 1
    assert finding["code"] == "TH035"
    assert finding["culprit"]["file"].endswith("program.py")
    assert finding["culprit"]["line"] == 1
    assert "TH001" in document["diagnoses"][0]["ruled_out"]


def test_sarif_names_rule_and_place(failing):
    failing("--format", "sarif", "--output", "out.sarif", "--", "program.py")

    run = json.loads((failing.folder / "out.sarif").read_text())["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["TH035"]
    assert place["artifactLocation"]["uri"].endswith("/program.py")
    assert place["region"] == {"startLine": 1}


def test_github_gets_a_command(failing):
    said = failing("--format", "github", "--", "program.py").stderr.splitlines()[-1]

    assert said.startswith("::warning title=TH035 not-installed,file=")
    assert ",line=1::nowhere_at_all is not installed" in said


def test_rules_are_chosen_and_left_out(failing):
    assert "TH035" not in failing("--ignore", "TH035", "--", "program.py").stderr
    assert "TH035" not in failing("--select", "TH00", "--", "program.py").stderr
    assert "TH035" in failing("--select", "not-installed", "--", "program.py").stderr


def test_what_else_was_found_and_what_was_ruled_out_is_told_when_asked_for(failing):
    failing.write("toolkit_of_ours.py", "")
    failing.write("program.py", "import toolkits_of_ours\n")

    short = failing("--", "program.py").stderr
    whole = failing("--verbose", "--", "program.py").stderr

    assert short.count("thence doctor: TH") == 1
    assert "ruled out" not in short
    assert whole.startswith(short)
    assert whole.count("thence doctor: TH") > 1
    assert "thence doctor ruled out: TH" in whole


def test_a_failure_without_a_rule_is_told_without_a_cause(failing):
    failing.write("strange.py", "raise LookupError('of its own')\n")
    failing.write("program.py", "import strange\n")

    said = failing("--", "program.py").stderr.partition("thence doctor: ")[2]

    assert said.startswith("no rule explains this")
    assert "strange.py:1: raise LookupError" in said
    assert "program.py:1: import strange" in said
    assert "cause" not in said


FINDER = """\
import importlib.machinery, sys
class Finder:
    def find_spec(name, path, target=None):
        return "settings.py" if name == "settings" else None
sys.meta_path.append(Finder)
import settings
"""
STORIES = {
    "a call within a module": (
        {"strange.py": "import tools\nnumber = tools.first([])\n",
         "tools.py": "def first(many):\n    return at(0, many)\ndef at(n, many):\n    many[n]\n",
         "program.py": "import strange\n"},
        ["imported at {folder}/program.py:1: import strange",
         "called at {folder}/strange.py:2: number = tools.first([])",
         "failed at {folder}/tools.py:4: many[n]"],
    ),
    "a name of the library's, which looked for a submodule of that name": (
        {"program.py": "from json import unlike_all_that_it_has\n"},
        ["failed at {folder}/program.py:1: from json import unlike_all_that_it_has"],
    ),
    "a finder that answers with nonsense": (
        {"program.py": FINDER},
        ["failed at {folder}/program.py:6: import settings",
         "on sys.meta_path: __main__.Finder of {folder}/program.py"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_the_story_is_who_imported_what_and_no_more(failing, name):
    files, story = STORIES[name]
    for file, text in files.items():
        failing.write(file, text)

    said = failing("--", "-S", "program.py").stderr.partition("what is known of it:\n")[2]

    assert [line.strip() for line in said.splitlines()] == [
        line.format(folder=failing.folder) for line in story
    ]


def test_a_syntax_error_that_no_rule_knows_gets_its_story(failing):
    """Its traceback shows no line of the module that was imported."""
    failing.write("strange.py", "def f(:\n")
    failing.write("program.py", "import strange\n")

    said = failing("--", "program.py").stderr

    assert "thence doctor: no rule explains this" in said
    assert f"strange is {failing.folder}/strange.py" in said


def test_a_module_that_ends_the_program_with_its_own_words_has_no_story(failing):
    failing.write("strange.py", "import sys\nsys.exit('no licence')\n")
    failing.write("program.py", "import strange\n")

    said = failing("--", "program.py")

    assert (said.stderr, said.returncode) == ("no licence\n", 1)


def test_a_pasted_traceback_is_explained(doctor):
    said = doctor("--traceback", "-", stdin=TRACEBACK)

    assert said.returncode == 1
    assert "TH030 missing-shared-library\n" in said.stdout
    assert "libGL.so.1" in said.stdout


def test_what_a_pasted_traceback_does_not_show_is_a_guess(doctor):
    said = doctor("--traceback", "-", stdin="ModuleNotFoundError: No module named 'yaml'\n")

    assert "TH035 not-installed (a guess to check)" in said.stdout
    assert "PyYAML" in said.stdout
    assert "python -m thence why yaml" in said.stdout


def test_a_text_without_a_traceback_is_refused(doctor):
    said = doctor("--traceback", "-", stdin="all is well\n")

    assert said.returncode == 2
    assert "no traceback" in said.stderr


def test_a_rule_has_a_page(doctor):
    page = doctor("--rule", "circular-import").stdout

    assert page.startswith("# TH007: circular-import")
    assert "## Mends" in page


def test_an_unknown_rule_is_refused(doctor):
    said = doctor("--rule", "TH999")

    assert said.returncode == 2
    assert "there is no rule 'TH999'" in said.stderr


@pytest.mark.parametrize(
    "words", [("--format", "xml"), ("--zzz",), ("--timeout", "soon"), ("--",)]
)
def test_a_command_line_that_makes_no_sense_is_refused(doctor, words):
    said = doctor(*words)

    assert said.returncode == 2
    assert "thence doctor --help" in said.stderr


def test_a_program_that_hangs_is_told_of_and_ended(failing):
    failing.write("program.py", "import service\n")
    failing.write(
        "service.py",
        "import threading\ndef work():\n    from service import x\n"
        "thread = threading.Thread(target=work)\nthread.start()\nthread.join()\n",
    )

    said = failing("--timeout", "2", "--", "program.py")

    assert said.returncode == 124
    assert "TH051 import-deadlock" in said.stderr


def test_a_program_that_takes_too_long_for_no_known_reason_gets_its_story(failing):
    failing.write("program.py", "import time\ntime.sleep(60)\n")

    said = failing("--timeout", "1", "--", "program.py")

    assert said.returncode == 124
    assert "no rule explains this" in said.stderr
    assert "program.py:2: time.sleep(60)" in said.stderr
