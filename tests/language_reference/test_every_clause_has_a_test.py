"""The list of clauses and the tests agree: each clause has a test, each test names its clauses.

The tests are read, not collected, so that the answer does not depend on which ones are run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reference_clauses import HERE, holds_for, read_clauses

THIS_FILE = "test_every_clause_has_a_test.py"
PYTHONS = [(3, minor) for minor in range(11, 16)]
CLAUSES = {clause["id"]: clause for clause in read_clauses()}


def _clauses_of(node: ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.clause":
            yield from (ast.literal_eval(argument) for argument in decorator.args)


def _marked_tests(body: list[ast.stmt], inherited: list[str]) -> Iterator[tuple[str, list[str]]]:
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from _marked_tests(node.body, [*inherited, *_clauses_of(node)])
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name, [*inherited, *_clauses_of(node)]


def _read_tests() -> dict[str, list[str]]:
    """Return the clauses of each test in this folder, by the test's file and name."""
    return {
        f"{file.name}::{name}": clauses
        for file in sorted(HERE.glob("test_*.py"))
        if file.name != THIS_FILE
        for name, clauses in _marked_tests(ast.parse(file.read_text("utf-8")).body, [])
    }


TESTS = _read_tests()


def _held_by(clauses: list[str]) -> list[tuple[int, int]]:
    """Return the Pythons that all of these clauses hold for."""
    versions = [CLAUSES[clause]["versions"] for clause in clauses if clause in CLAUSES]
    return [python for python in PYTHONS if all(holds_for(each, python) for each in versions)]


def test_no_clause_is_listed_twice():
    ids = [clause["id"] for clause in read_clauses()]

    assert sorted(ids) == sorted(set(ids))


def test_every_clause_has_a_rule_and_holds_for_some_python():
    unusable = [
        clause["id"]
        for clause in CLAUSES.values()
        if not clause["rule"] or not _held_by([clause["id"]])
    ]

    assert unusable == []


def test_every_clause_has_a_test():
    named = {clause for clauses in TESTS.values() for clause in clauses}

    assert sorted(CLAUSES.keys() - named) == []


def test_every_test_names_clauses_of_the_list():
    astray = [
        test for test, clauses in TESTS.items() if not clauses or set(clauses) - CLAUSES.keys()
    ]

    assert astray == []


def test_no_test_is_skipped_on_every_python():
    """The clauses that a test names hold together for one Python at least."""
    skipped = [test for test, clauses in TESTS.items() if not _held_by(clauses)]

    assert skipped == []
