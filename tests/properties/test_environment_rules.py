"""Whatever an environment looks like: no rule about it raises, touches the disk or imports."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_doctor_rules import Touches, files, sets, tuples, words

from thence.doctor.environment import surroundings as facts
from thence.doctor.environment.rules import RULES
from thence.doctor.evidence import PathLine
from thence.doctor.finding import Finding

ROOTS = st.sampled_from(["/w", "/lib/python3.8/site-packages", "/home/ann/site-packages", ""])
ORIGINS = st.sampled_from(["start", "PYTHONPATH", "user site", "site", "library", ""])
versions = st.sampled_from(["1.0", "2.0", ""])
few = {"max_size": 3}

providers = st.builds(
    facts.Provider,
    name=words,
    file=files,
    kind=st.sampled_from(["package", "portion", "source", "extension", "bytecode"]),
    extends_path=st.booleans(),
    is_shell=st.booleans(),
)
places = st.builds(
    facts.Place,
    entry=files,
    place=ROOTS,
    kind=st.sampled_from(["directory", "archive", "missing", "file", "unreadable"]),
    origin=ORIGINS,
    is_site=st.booleans(),
    writable_by_others=st.booleans(),
    writable_files=tuples(files),
    providers=st.lists(providers, **few).map(lambda rows: {each.name: each for each in rows}),
    leftovers=tuples(
        st.builds(facts.Leftover, files, st.sampled_from(["renamed", "no METADATA", "no RECORD"]))
    ),
    foreign=tuples(files),
)
installed = st.builds(
    facts.Installed,
    name=words,
    version=versions,
    root=ROOTS,
    imports=sets(words),
    tops=st.dictionaries(files, words, **few),
    foreign=tuples(files),
    machine=st.tuples(files, words),
    absent=tuples(files),
    gone=tuples(files),
)
surroundings = st.builds(
    facts.Surroundings,
    executable=files,
    version=st.sampled_from(["3.11", ""]),
    places=tuples(places),
    installed=tuples(installed),
    overwritten=tuples(
        st.builds(facts.Overwritten, files.map("/w/{}".format), st.just(("a 1", "b 2")), words)
    ),
    path_lines=tuples(
        st.builds(
            PathLine,
            file=files,
            line=st.integers(0, 9),
            text=words,
            why=st.sampled_from(["raises", "skipped", "syntax", "encoding", "missing"]),
            needs=words,
        )
    ),
    failed_starts=tuples(
        st.builds(
            facts.FailedStart,
            file=files,
            line=st.integers(0, 9),
            error=words,
            module=st.sampled_from(["sitecustomize", ""]),
        )
    ),
    bytecode=tuples(
        st.builds(
            facts.Bytecode, files, files, st.sampled_from(["orphaned", "unchecked", "sourceless"])
        )
    ),
    extensions=tuples(files),
    folders=tuples(st.builds(facts.Folder, files, words, files, st.integers(0, 9))),
    circles=tuples(st.builds(facts.Circle, first=words, importer=words, file=files, name=words)),
)


@pytest.fixture(scope="module")
def touches():
    return Touches()


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(seen=surroundings)
def test_no_rule_raises_or_touches_anything_outside_of_what_was_seen(touches, seen):
    for rule in RULES:
        found, touched = touches.of(lambda rule=rule: list(rule.examine(seen)))

        assert touched == []
        assert all(isinstance(each, Finding) and each.code == rule.CODE for each in found)
