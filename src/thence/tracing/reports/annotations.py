"""Broken budgets for those who read them elsewhere: GitHub's annotations, and SARIF.

Sources: GitHub's workflow commands; SARIF 2.1.0 (OASIS).
"""

from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from ..places import Place
from .budget import Broken
from .owning import SITE_FOLDERS
from .story import place_in_words

Value = dict[str, Any]
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RULES = {
    "status": "The command of the budget fails.",
    "modules": "More modules are executed than the budget allows.",
    "bytes": "The files of the modules are larger than the budget allows.",
    "time-ratio": "Importing takes a larger part of the time than the budget allows.",
    "forbidden": "A module is imported that the budget forbids.",
    "not-before": "A module is imported before one that must come first.",
}


def github(command: str, broken: list[Broken], project: str) -> str:
    """A line for each broken limit, which GitHub shows beside the line of code at fault."""
    return "".join(f"{github_line(command, each, project)}\n" for each in broken)


def github_line(command: str, broken: Broken, project: str) -> str:
    """One workflow command."""
    place = place_at_fault(broken, project)
    facts = {"title": f"import budget of {command}: {broken.rule}"}
    if place is not None:
        facts |= {"file": relative(place.file, project), "line": str(place.line)}
    written = ",".join(f"{key}={property_text(value)}" for key, value in facts.items())
    return f"::error {written}::{message_text(in_words(broken))}"


def message_text(text: str) -> str:
    r"""A message as a workflow command can hold it.

    >>> message_text("100 %\n")
    '100 %25%0A'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_text(text: str) -> str:
    """A property's value: it ends at a comma, or a colon."""
    return message_text(text).replace(":", "%3A").replace(",", "%2C")


def in_words(broken: Broken) -> str:
    """The message, and the chain of requests below it."""
    lines = [broken.message]
    for each in broken.chain:
        asker = f"  {place_in_words(each.asker)}" if each.asker is not None else ""
        lines.append(f"  {each.fullname}{asker}")
    return "\n".join(lines)


def place_at_fault(broken: Broken, project: str) -> Place | None:
    """The last line of the chain that is the project's own; else the last one there is."""
    askers = [each.asker for each in broken.chain if each.asker is not None]
    places = [each for each in askers if not each.file.startswith("<")]  # "<frozen os>"
    own = [each for each in places if is_own(each.file, project)]
    return next(reversed(own or places), None)


def is_own(file: str, project: str) -> bool:
    """Does a file belong to the project, and not to an environment in its folder?"""
    path = PurePath(file)
    return path.is_relative_to(project) and not any(name in path.parts for name in SITE_FOLDERS)


def relative(file: str, project: str) -> str:
    """The file's path as the repository knows it."""
    path = PurePath(file)
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else file


def sarif(broken: dict[str, list[Broken]], project: str, version: str = "") -> Value:
    """The broken limits of commands as one SARIF log."""
    results = [
        sarif_result(command, each, project) for command, some in broken.items() for each in some
    ]
    rules = [{"id": rule, "shortDescription": {"text": text}} for rule, text in RULES.items()]
    driver: Value = {"name": "thence budget", "rules": rules}
    if version:
        driver["version"] = version
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def sarif_result(command: str, broken: Broken, project: str) -> Value:
    """One broken limit, with its chain as the way that the code took."""
    place = place_at_fault(broken, project)
    steps = [
        {"location": location(each.asker, project, f"asks for {each.fullname}")}
        for each in broken.chain
        if each.asker is not None
    ]
    result: Value = {
        "ruleId": broken.rule,
        "level": "error",
        "message": {"text": f"{command}: {in_words(broken)}"},
        "locations": [location(place, project)] if place is not None else [],
    }
    if steps:
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    return result


def location(place: Place, project: str, message: str = "") -> Value:
    """A line of a file."""
    found: Value = {
        "physicalLocation": {
            "artifactLocation": {"uri": as_uri(relative(place.file, project))},
            "region": {"startLine": max(1, place.line)},
        }
    }
    return found | ({"message": {"text": message}} if message else {})


def as_uri(path: str) -> str:
    """A path as a reference: relative ones stay relative."""
    return Path(path).as_uri() if PurePath(path).is_absolute() else quote(path)
