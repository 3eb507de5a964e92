"""``pytest --thence-doctor``: a module that cannot be collected says why.

PYTEST_DONT_REWRITE: nothing here asserts.

Source: pytest's hooks ``pytest_addoption`` and ``pytest_make_collect_report``, and "Making your
plugin installable by others" (the entry point, in pyproject.toml).
"""

from collections.abc import Generator

import pytest

OPTION = "--thence-doctor"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption(
        OPTION,
        action="store_true",
        help="say why a module cannot be imported, who did it, and how to mend it (thence doctor)",
    )


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Add what the doctor finds to the report of a failed collection."""
    report = yield
    caught = getattr(getattr(report, "call", None), "excinfo", None)
    if report.failed and caught is not None and collector.config.getoption(OPTION):
        report.sections.append(("thence doctor", "\n".join(told(caught.value))))
    return report


def told(error: BaseException) -> list[str]:
    """The best finding, in lines."""
    import thence

    lines: list[str] = []
    for finding in thence.explain(error)[:1]:
        guess = "" if finding.certain else " (a guess to check)"
        lines += [f"{finding.code} {finding.name}{guess}: {finding.cause}"]
        lines += [f"culprit: {finding.culprit}", *(f"mend: {mend}" for mend in finding.mends)]
    return lines or ["no rule explains this"]
