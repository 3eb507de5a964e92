"""Failures that people met: no score falls, and the table says what the files say.

Those that need real distributions are run where $THENCE_FAULTS names a folder for environments, as
``nox -s faults`` does.
"""

from __future__ import annotations

import os
import re

import pytest
from met_failures import MET, failures, page, reason_to_skip, run, scores

ALL = failures()
IS_INSTALLING = "THENCE_FAULTS" in os.environ


@pytest.mark.parametrize("failure", ALL, ids=lambda each: each.name)
def test_it_is_told_as_well_as_before(failure, tmp_path):
    if failure.distributions and not IS_INSTALLING:
        pytest.skip("THENCE_FAULTS names no folder for environments")
    if reason := reason_to_skip(failure):
        pytest.skip(reason)

    told = run(failure, tmp_path)

    assert re.search(failure.error, told.shown)
    missed = [
        a for a, b in zip(scores()[failure.name]["now"], told.score(failure), strict=True) if a > b
    ]
    assert missed == [], (told.score(failure), told.finding)


@pytest.mark.parametrize(
    "failure", [each for each in ALL if "mended" in each.facts], ids=lambda each: each.name
)
def test_its_mend_mends(failure, tmp_path):
    if not IS_INSTALLING:
        pytest.skip("THENCE_FAULTS names no folder for environments")
    if reason := reason_to_skip(failure):
        pytest.skip(reason)

    told = run(failure, tmp_path, mended=True)

    assert (told.status, told.finding, told.story) == (0, None, False), told.shown


def test_each_says_where_it_was_met_and_has_its_scores():
    assert all(each.facts["source"] and each.facts["cause"] for each in ALL)
    assert sorted(scores()) == sorted(each.name for each in ALL)


def test_the_table_is_up_to_date():
    assert (MET / "README.md").read_text("utf-8") == page()


def test_there_are_thirty_and_fresh_ones():
    groups = [each.group for each in ALL]

    assert groups.count("first") >= 30
    assert groups.count("fresh") >= 12
