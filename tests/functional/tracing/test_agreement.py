"""What is recorded agrees with what others measure, in the same run."""

import json
import re

import pytest

LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| ( *)(\S+)")
PROGRAMS = {
    "json_tool": "import json.tool, http.client, xml.dom.minidom",
    "asyncio": "import asyncio, concurrent.futures, logging.config",
    "unittest": "import unittest.mock, doctest, pydoc",
}
SHOWING = """
import sys, json
{program}
print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("name", PROGRAMS)
def test_totals_agree_with_importtime_within_a_tenth(tracer, name):
    tracer.write("program.py", PROGRAMS[name])

    ended = tracer.run("--quiet", "-X", "importtime", "program.py")
    (process,) = tracer.recording().processes

    outermost = {
        match[4]: int(match[2]) * 1000
        for match in map(LINE.match, ended.stderr.splitlines())
        if match and not match[3]
    }
    both = {root.fullname: root.total_ns for root in process.roots if root.fullname in outermost}
    wanted = sum(outermost[fullname] for fullname in both)
    assert len(both) >= 3
    assert abs(sum(both.values()) - wanted) <= wanted / 10


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_modules_are_those_of_sys_modules(tracer, name):
    tracer.write("program.py", SHOWING.format(program=PROGRAMS[name]))

    ended = tracer.run("--quiet", "program.py")
    (process,) = tracer.recording().processes

    assert process.modules == set(json.loads(ended.stdout))
