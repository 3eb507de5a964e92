"""What every test of the project shares: hypothesis' profile and the clauses that tests show."""

from collections.abc import Iterable
from typing import Any

import hypothesis
import pytest

# Programs that tests start; not all of what they need is installed everywhere.
collect_ignore = ["bench", "servers"]

hypothesis.settings.register_profile("dev", max_examples=30, deadline=None)
hypothesis.settings.load_profile("dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--clauses`` tells which clauses the tests of each store have shown."""
    why = "tell which clauses of the language reference each class of role tests has shown"
    parser.addoption("--clauses", action="store_true", help=why)


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker that ties a test to clauses of the language reference."""
    config.addinivalue_line(
        "markers", "clause(id, ...): the test shows these clauses of the language reference"
    )


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the role tests that the package brings, which know nothing of pytest."""
    if clauses := getattr(getattr(item, "function", None), "clauses", ()):
        item.add_marker(pytest.mark.clause(*clauses))
        item.user_properties.append(("clauses", clauses))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """A line for each class of role tests."""
    if config.getoption("--clauses"):
        terminalreporter.section("clauses of the language reference, by store")
        for line in lines_of_stores(terminalreporter.stats.get("passed", ())):
            terminalreporter.write_line(line)


def lines_of_stores(passed: Iterable[Any]) -> list[str]:
    """The classes of tests that have passed, each with the clauses that it has shown."""
    shown: dict[str, set[str]] = {}
    for report in passed:
        for clause in dict(report.user_properties).get("clauses", ()):
            shown.setdefault(report.nodeid.rpartition("::")[0], set()).add(clause)
    return [f"{store}: {len(found)}: {' '.join(sorted(found))}" for store, found in shown.items()]
