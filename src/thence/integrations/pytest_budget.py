"""``pytest --import-budget``: holds what a run of pytest imports to a budget.

``--import-budget`` takes the budget ``[tool.thence.budget.pytest]``, ``--import-budget NAME``
another one.  Without the option it loads nothing else (docs/decisions/012-pytest.md).

PYTEST_DONT_REWRITE: nothing here asserts.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ..tracing.reports.budget import Broken
    from ..tracing.reports.budget_settings import Setting

DEFAULT = "pytest"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Make the option known."""
    parser.getgroup("thence").addoption(
        "--import-budget",
        nargs="?",
        const=DEFAULT,
        metavar="NAME",
        help="hold the run to [tool.thence.budget.NAME]; NAME is pytest unless said otherwise",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Begin, before the first conftest is imported."""
    name = early_config.known_args_namespace.import_budget
    if name is not None and not hasattr(early_config, "workerinput"):
        setting = setting_named(name, early_config.rootpath / "pyproject.toml")
        early_config.pluginmanager.register(Watch(setting), "thence-import-budget")


def setting_named(name: str, file: Path) -> "Setting":
    """The budget of that name.  Raises UsageError."""
    from ..tracing.reports.budget_settings import SettingsError, read_settings

    try:
        settings = read_settings(file)
    except SettingsError as error:
        raise pytest.UsageError(f"--import-budget: {error}") from error
    if name not in settings:
        known = ", ".join(settings) or "none"
        raise pytest.UsageError(f"--import-budget: {file} has no budget {name!r}; it has {known}")
    return settings[name]


class Watch:
    """Records from here to the end of the session."""

    def __init__(self, setting: "Setting") -> None:
        import thence

        self.setting = setting
        self.broken: list[Broken] = []
        self._tracing: Any = thence.trace()
        self._traced = self._tracing.__enter__()

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hold it to the budget; a broken one fails a session that would have passed."""
        from ..tracing.reports.budget import broken_by
        from ..tracing.reports.disk import size_of

        self._tracing.__exit__(None, None, None)
        recording = self._traced.recording
        self.broken = broken_by(recording, self.setting.budget, size_of)
        if self.broken and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say which limits were broken, and by which requests."""
        from ..tracing.reports.annotations import in_words
        from ..tracing.reports.words import printable

        if self.broken:
            terminalreporter.section(f"import budget {self.setting.name}", red=True)
        for each in self.broken:
            for line in in_words(each).split("\n"):
                terminalreporter.write_line(printable(line))
