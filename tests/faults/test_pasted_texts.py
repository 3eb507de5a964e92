"""``thence doctor --traceback``: pasted texts of all sorts are read, and guesses are marked."""

from __future__ import annotations

import builtins
import html
import json
import re
import tomllib
from pathlib import Path

import pytest

from thence.doctor.reading_tracebacks import diagnose_text

TEXTS = tomllib.loads((Path(__file__).parent / "pasted" / "texts.toml").read_text("utf-8"))["text"]
NOWHERE = "ModuleNotFoundError: No module named 'nowhere'"
MARK = re.compile("^", re.MULTILINE)


def colours(text):
    """As Python 3.13 prints it on a terminal."""
    text = re.sub(
        r'File (".*?"), line (\d+)', "File \x1b[35m\\1\x1b[0m, line \x1b[35m\\2\x1b[0m", text
    )
    return re.sub(r"^(\w+Error): ", "\x1b[1;35m\\1\x1b[0m: ", text, flags=re.MULTILINE)


# What logs, mails and terminals do to a text.
FORMS = {
    "as it is": lambda text: text,
    "coloured": colours,
    "quoted": lambda text: MARK.sub("> ", text),
    "indented": lambda text: MARK.sub("        ", text),
    "with times": lambda text: MARK.sub("2024-05-01T12:00:59.123Z ", text),
    "with a service's name": lambda text: MARK.sub("web-1  | ", text),
    "from journald": lambda text: MARK.sub("Jan 06 01:56:25 host gunicorn[13842]: ", text),
    "as JSON": lambda text: json.dumps({"level": "error", "exc_info": text}),
    "a line of JSON for each": lambda text: "\n".join(
        json.dumps({"log": f"{line}\n", "stream": "stderr"}) for line in text.splitlines()
    ),
    "as HTML": html.escape,
    "from Windows": lambda text: text.replace("\n", "\r\n"),
    "between other lines": lambda text: f"starting\n{text}\nWorker exiting (pid: 16)\n",
}
PLAIN = [each for each in TEXTS if "Traceback (most recent call last)" in each["text"]]
PLAIN = [
    each for each in PLAIN if not re.search(r"---->|^>|^\d|^ +[+E]", each["text"], re.MULTILINE)
][:7]


def explained(text):
    diagnoses = diagnose_text(text, {}) or []
    return [finding for each in diagnoses for finding in each.findings]


def assert_told(each, findings):
    if not each["code"]:
        assert findings == []
        return
    assert findings
    assert findings[0].code in each["code"].split(",")
    assert each["culprit"] in str(findings[0].culprit)
    assert findings[0].certain == each["certain"]
    assert findings[0].certain or findings[0].checks


@pytest.mark.parametrize("each", TEXTS, ids=lambda each: each["title"])
def test_it_is_read(each):
    assert_told(each, explained(each["text"]))


def test_of_an_error_alone_that_no_rule_knows_it_is_said_that_nothing_is_known():
    (said,) = diagnose_text("ImportError: something odd\n", {})

    assert (said.findings, said.story) == ([], ["the text has no line of the program"])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("each", PLAIN, ids=lambda each: each["title"])
def test_it_is_read_in_any_form(each, form):
    assert_told(each, explained(FORMS[form](each["text"].strip("\n") + "\n")))


def test_several_tracebacks_are_each_explained():
    text = next(each["text"] for each in TEXTS if each["title"].startswith("two tracebacks"))

    assert [each.code for each in explained(text)] == ["TH014", "TH035"]


def test_nothing_of_this_machine_is_looked_at(monkeypatch):
    """The files that the text names may lie here, too: they are not those."""
    here = f'  File "{__file__}", line 1, in <module>'
    text = f"Traceback (most recent call last):\n{here}\n{NOWHERE}\n"
    explained(text)  # what is imported on first use is loaded
    opened = []
    monkeypatch.setattr(builtins, "open", lambda *names, **_: opened.append(names))
    monkeypatch.setattr(Path, "read_bytes", opened.append)
    monkeypatch.setattr(Path, "iterdir", opened.append)

    findings = explained(text)

    assert [each.code for each in findings] == ["TH035"]
    assert opened == []


@pytest.mark.parametrize("length", range(0, 1200, 60))
def test_a_text_that_is_cut_off_raises_nothing(length):
    for each in TEXTS:
        explained(each["text"][:length])
        explained(each["text"][length:])
