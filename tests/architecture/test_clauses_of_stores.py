"""The role tests of every store show the chapter's clauses of path entries, but for some."""

from __future__ import annotations

from collections.abc import Iterator

from reference_clauses import read_clauses

from thence.sources.roles import SourceRoles

SECTIONS = ("5.5/", "5.5.1/", "5.5.2/")
RULES = {clause["id"]: clause["rule"] for clause in read_clauses()}

# Clauses that say nothing of the path entry of a store, and why.
NOT_OF_STORES = {
    "the meta path's own": ["5.5/1", "5.5.1/1", "5.5.1/17"],
    "the default finders': thence's own serve shared libraries out of archives": [
        *("5.5/8", "5.5/9", "5.5/10"),
        "5.5.2/21",
    ],
    "directories', zip archives' that no source is, and the start of a process": [
        *("5.5.1/2", "5.5.1/3", "5.5.1/4"),
        *(f"5.5.1/{number}" for number in range(20, 26)),
    ],
    "wrong hooks' and wrong finders'": ["5.5.1/15", "5.5.2/7", "5.5.2/20"],
    "old protocols', which no source has": [
        "5.5.1/26",
        *(f"5.5.2/{number}" for number in range(11, 20)),
    ],
}


def shown() -> Iterator[str]:
    """The clauses that the role tests name."""
    for name in dir(SourceRoles):
        yield from getattr(getattr(SourceRoles, name), "clauses", ())


def test_each_clause_of_path_entries_is_shown_by_every_store_or_is_none_of_its():
    others = [clause for clauses in NOT_OF_STORES.values() for clause in clauses]
    of_path_entries = {clause for clause in RULES if clause.startswith(SECTIONS)}

    assert sorted(others) == sorted(of_path_entries - {*shown()})


def test_the_role_tests_name_clauses_that_there_are():
    assert {*shown()} <= RULES.keys()
