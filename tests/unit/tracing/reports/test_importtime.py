"""The text of -X importtime: what others read, and what thence reads of others."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from thence.tracing.reports import importtime, importtime_reading
from thence.tracing.tree import Outcome


def written_by_python(code):
    command = [sys.executable, "-X", "importtime", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


def test_a_module_comes_after_those_that_it_asked_for(make):
    recording = make.recorded(make.imported("a", make.imported("a.b", own=300), own=100))

    lines = importtime.text(recording).splitlines()

    assert lines == [
        "import time: self [us] | cumulative | imported package",
        "import time:       300 |        300 |   a.b",
        "import time:       100 |        400 | a",
    ]


def test_what_the_cache_served_is_part_of_its_asker(make):
    recording = make.recorded(make.imported("a", make.cached("b", own=7), own=100))

    assert importtime.text(recording).splitlines()[1:] == [
        "import time:       107 |        107 | a"
    ]


def test_a_name_stays_on_its_line(make):
    recording = make.recorded(make.imported("a\nimport time: 1 | 1 | b"))

    assert importtime.text(recording).count("\n") == 2


def test_what_python_wrote_is_read_and_written_alike():
    text = written_by_python("import json.tool")

    again = importtime.text(importtime_reading.read(text.splitlines()))

    def lines(of):
        # The totals differ by the rounding of each of their parts.
        return re.findall(r"import time: +(\d+) \|  *\d+ \| (.*)", of)

    assert lines(again) == lines(text)
    assert len(lines(text)) > 20


def test_times_that_are_read_add_up():
    text = written_by_python("import json.tool")

    again = importtime.text(importtime_reading.read(text.splitlines()))

    totals = [re.findall(r"\| +(\d+) \|", each) for each in (text, again)]
    # Python rounds each time by itself.
    assert all(abs(int(a) - int(b)) <= len(totals[0]) for a, b in zip(*totals, strict=True))


@pytest.mark.skipif(sys.version_info < (3, 14), reason="3.14 lists what its cache had")
def test_what_the_cache_had_is_read_too():
    command = [sys.executable, "-X", "importtime=2", "-c", "import sys"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stderr

    outcomes = {each.outcome for each in importtime_reading.read(text.splitlines()).imports()}

    assert outcomes == {Outcome.LOADED, Outcome.CACHED}


def test_lines_of_the_program_are_left_out():
    text = [
        "warning: import times",
        "half a lineimport time:         5 |          5 |   b",
        "import time:       cached | cached     |   c",
        "import time:        10 |         15 | a",
    ]

    (root,) = importtime_reading.read(text).processes[0].roots

    assert (root.fullname, root.own_ns) == ("a", 10_000)
    assert [(each.fullname, each.outcome) for each in root.children] == [
        ("b", Outcome.LOADED),
        ("c", Outcome.CACHED),
    ]


def test_a_text_without_such_lines_is_no_recording():
    assert importtime_reading.read(["hello", ""]) is None


def test_a_text_that_ends_in_the_middle_is_read_as_far_as_it_goes():
    text = ["import time: 5 | 5 |     c", "import time: 5 | 10 |   b"]

    assert [each.fullname for each in importtime_reading.read(text).imports()] == ["b", "c"]


def test_what_the_cache_had_stands_below_the_import_that_asked():
    """3.14 writes such names to the right of a column that is as wide as the line is deep."""

    def cached(depth, name):
        return "import time: cached    | cached     | %*s".replace("%*s", f"{name:>{2 * depth}}")

    text = [
        cached(2, "re"),  # of b, as wide as the column
        cached(2, "_io"),
        cached(2, "encodings"),  # wider than the column
        "import time:         5 |          5 |   b",
        cached(1, "sys"),
        "import time:        10 |         15 | a",
        cached(0, "encodings"),
    ]

    a, last = importtime_reading.read(text).processes[0].roots

    assert [each.fullname for each in a.children] == ["b", "sys"]
    assert [each.fullname for each in a.children[0].children] == ["re", "_io", "encodings"]
    assert (last.fullname, last.parent) == ("encodings", None)
