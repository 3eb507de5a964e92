"""The HTML page: waterfall, icicle and graph in one file that needs no network.

What was recorded travels as JSON in a block that no browser executes; the page's own script,
the only one that its policy lets run, puts it into the document as text.
"""

import base64
import hashlib
import html
import json
import re
from collections import Counter
from functools import cache
from importlib import resources
from string import Template
from typing import Any

from ..recording import Recording
from ..tree import Import, Outcome
from .forest import (
    Row,
    beginning_of,
    is_searched,
    lanes_of,
    memory_by,
    rows_of,
    total_of,
    totals_of,
)
from .graph import Graph, graph_of, packages_of
from .lane_story import lane_story
from .later import changed_later, later_part
from .owning import Owner, Owners
from .story import story_of
from .words import number_of_things, time_in_words

# In the order in which they build on each other.
SCRIPTS = ("model", "state", "story", "waterfall", "icicle", "graph_layout", "graph", "app")

# Of these the policy names the hashes; nothing else runs, nothing is fetched.
POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
# No document may hold them; everywhere else they travel as JSON.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
Value = dict[str, Any]


def text(recording: Recording, owners: Owners) -> str:
    """The whole page."""
    script = "\n".join(["'use strict';", *(part(f"{name}.js") for name in SCRIPTS)])
    style = part("page.css")
    return Template(part("page.html")).substitute(
        policy=POLICY.format(script=fingerprint(script), style=fingerprint(style)),
        title=html.escape(
            CONTROLS.sub("\N{REPLACEMENT CHARACTER}", f"{title_of(recording)}: imports")
        ),
        style=style,
        script=script,
        data=as_inert_json(document(recording, owners)),
    )


@cache
def part(name: str) -> str:
    """A file of the page's own."""
    return (resources.files(__package__) / "page_parts" / name).read_text(encoding="utf-8")


def fingerprint(source: str) -> str:
    """The hash of a script or a style as a policy names it."""
    digest = hashlib.sha256(source.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def as_inert_json(value: object) -> str:
    r"""JSON that cannot end the block it stands in, whatever the names in it.

    >>> as_inert_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    written = json.dumps(value, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def title_of(recording: Recording) -> str:
    """The command that was recorded."""
    return " ".join(recording.processes[0].argv if recording.processes else ()) or "python"


def document(recording: Recording, owners: Owners) -> Value:
    """What the page's script reads."""
    rows = rows_of(recording)
    owner_of_row = [owners(row.node) for row in rows]
    ranked = ranked_owners(rows, owner_of_row)
    graph = graph_of(recording)
    later = changed_later(recording)
    numbers = {name: number for number, name in enumerate(graph.modules)}
    return {
        "title": title_of(recording),
        "facts": facts_of(recording, rows),
        "lanes": [[lane.label, lane_story(lane)] for lane in lanes_of(recording)],
        "owners": [owner.label for owner in ranked],
        "imports": columns_of(recording, rows)
        | {
            "owners": [ranked[owner] for owner in owner_of_row],
            "modules": [numbers[row.node.fullname] for row in rows],
        },
        "stories": [
            [*story_of(row.node, total), *later_part(later, row.node)]
            for row, total in zip(rows, totals_of(rows), strict=True)
        ],
        "graph": {
            "modules": graph_as_values(graph),
            "packages": graph_as_values(packages_of(graph)),
        },
    }


def graph_as_values(graph: Graph) -> Value:
    """A graph as the page's script reads it."""
    return {"names": graph.modules, "edges": graph.edges, "cycles": graph.cycles()}


def columns_of(recording: Recording, rows: list[Row]) -> Value:
    """The imports, a list for each of their facts; times count from the first import."""
    beginning = beginning_of(recording)
    return {
        "names": [row.node.fullname for row in rows],
        "parents": [row.parent for row in rows],
        "lanes": [row.lane for row in rows],
        "starts": [row.node.began_ns - beginning for row in rows],
        "totals": [row.node.total_ns for row in rows],
        "owns": [row.node.own_ns for row in rows],
        "kinds": [kind_of(row.node) for row in rows],
        "askers": [asker_in_short(row.node) for row in rows],
    }


def asker_in_short(node: Import) -> str:
    """The line that asked, without the folder of its file."""
    asker = node.asker
    return "" if asker is None else f"{asker.file.rpartition('/')[2]}:{asker.line}"


def kind_of(node: Import) -> str:
    """How a row is set off."""
    if node.outcome in (Outcome.FAILED, Outcome.ABSENT):
        return "bad"
    return "" if is_searched(node) else "cached"


def ranked_owners(rows: list[Row], owner_of_row: list[Owner]) -> dict[Owner, int]:
    """The owners by what their modules took, dearest first, with the place of each."""
    took: Counter[Owner] = Counter()
    for row, owner in zip(rows, owner_of_row, strict=True):
        took[owner] += row.node.own_ns
    return {owner: place for place, (owner, _) in enumerate(took.most_common())}


def facts_of(recording: Recording, rows: list[Row]) -> list[str]:
    """What the heading says."""
    modules = {row.node.fullname for row in rows if is_searched(row.node)}
    first = recording.processes[0] if recording.processes else None
    facts = [
        number_of_things(len(modules), "module"),
        f"{time_in_words(total_of(recording))} importing",
    ]
    if len(recording.processes) > 1:
        facts.append(f"{len(recording.processes)} processes")
    if way := memory_by(recording):
        facts.append(f"memory by {way}")
    if first is not None and first.version:
        facts.append(f"Python {first.version}")
    if first is not None and first.directory:
        facts.append(first.directory)
    return facts + recording.damage
