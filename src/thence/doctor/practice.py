"""What the doctor does with a request, in his own interpreter."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, BinaryIO

from .._engine.primitives import marshal
from ..sources.entries import values_without_secrets
from .diagnosis import Diagnosis
from .quoted_tracebacks import diagnose_with_quoted
from .views import view_named

# What is joined of two documents.
LISTS = {"json": "diagnoses", "sarif": "runs"}
NOTHING, FOUND, REFUSED = 0, 1, 2  # exit statuses


def answer(request_stream: BinaryIO, answer_stream: BinaryIO) -> int:
    """Read one request and answer it; the exit status says whether anything was found."""
    request: dict[str, Any] = marshal.loads(request_stream.read())
    task = TASKS[request["task"]]
    return task(request, answer_stream)


def report(request: Mapping[str, Any], stream: BinaryIO) -> int:
    """Say what is found in the facts of a process."""
    facts = values_without_secrets(request["facts"])
    if request.get("save") and facts["errors"]:
        write_whole(request["save"], json.dumps(facts, indent=1))
    return say(diagnose_with_quoted(facts, request), request, stream)


def findings(request: Mapping[str, Any], stream: BinaryIO) -> int:
    """The findings as plain values, for ``explain``."""
    diagnoses = diagnose_with_quoted(values_without_secrets(request["facts"]), request)
    found = [finding.as_dict() for each in diagnoses for finding in each.findings]
    stream.write(marshal.dumps(found))
    return FOUND if found else NOTHING


def traceback(request: Mapping[str, Any], stream: BinaryIO) -> int:
    """Explain a pasted traceback."""
    from .reading_tracebacks import diagnose_text

    diagnoses = diagnose_text(request["text"], request)
    if diagnoses is None:
        sys.stderr.write("thence doctor: there is no traceback in the text\n")
        return REFUSED
    return say(diagnoses, request, stream)


def rule(request: Mapping[str, Any], stream: BinaryIO) -> int:
    """Show the page of a rule, or the list of all."""
    from .pages import page_for

    page = page_for(request["rule"])
    if page is None:
        sys.stderr.write(
            f"thence doctor: there is no rule {request['rule']!r}\n"
            "  the rules are listed by: thence doctor --rule all\n"
        )
        return REFUSED
    stream.write(page.encode())
    return NOTHING


def environment(request: Mapping[str, Any], stream: BinaryIO) -> int:
    """Examine the environment, and change what is asked for; a healthy one hears nothing."""
    from .environment.examination import Examination
    from .environment.mending import mend

    examination = Examination(request)
    changes = mend(examination, request, stream)
    if changes is not None:
        if request.get("diff"):
            return FOUND if changes else NOTHING
        examination = Examination(request)
        request = {**request, "changes": [asdict(each) for each in changes]}
    diagnoses = examination.diagnoses()
    if not diagnoses and (request.get("format") or "text") == "text":
        return NOTHING
    return say(diagnoses, request, stream)


TASKS: dict[str, Callable[[Mapping[str, Any], BinaryIO], int]] = {
    "environment": environment,
    "report": report,
    "findings": findings,
    "traceback": traceback,
    "rule": rule,
}


def say(diagnoses: list[Diagnosis], request: Mapping[str, Any], stream: BinaryIO) -> int:
    """Say what was found, if anything was."""
    if not diagnoses and request["task"] == "report":
        return NOTHING  # a healthy program hears nothing, in whatever format
    chosen = request.get("format") or "text"
    text = view_named(chosen)(diagnoses, request)
    output = request.get("output")
    if output:
        write_whole(output, joined(output, text, chosen))
    else:
        stream.write(text.encode("utf-8", "backslashreplace"))
        stream.flush()
    return FOUND if diagnoses else NOTHING


def joined(file: str, text: str, chosen: str) -> str:
    """The text, behind what another process of the program has written to the file."""
    from pathlib import Path

    try:
        before = Path(file).read_text("utf-8")
    except OSError:
        return text
    if chosen not in LISTS:
        return before + text
    documents = json.loads(before), json.loads(text)
    documents[0][LISTS[chosen]] += documents[1][LISTS[chosen]]
    return json.dumps(documents[0], indent=2) + "\n"


def write_whole(file: str, text: str) -> None:
    """Write a file beside, then rename it: nobody ever reads half of it."""
    import os
    from pathlib import Path

    beside = Path(f"{file}.{os.getpid()}")
    try:
        beside.write_text(text, "utf-8")
        beside.rename(file)
    except OSError as error:
        sys.stderr.write(f"thence doctor: cannot write {file}: {error.strerror}\n{text}")
