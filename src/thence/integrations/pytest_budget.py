"""``pytest --import-budget``: holds what a run of pytest imports to a budget.

``--import-budget`` takes the budget ``[tool.thence.budget.pytest]``, ``--import-budget NAME``
another one.  Without the option it loads nothing else (docs/decisions/012-pytest.md).

PYTEST_DONT_REWRITE: nothing here asserts.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ..tracing.reports.budget_settings import Setting

DEFAULT = "pytest"
OF_WORKER = "thence_import_budget"  # what a worker of pytest-xdist hands over at its end


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
    if name is not None:
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
    """Records from here to the end of the session, in each worker of pytest-xdist, too."""

    def __init__(self, setting: "Setting") -> None:
        import thence

        self.setting = setting
        # Maps a broken limit, in words, to the workers in which it was broken; "": this process.
        self.broken: dict[str, list[str]] = {}
        self._tracing: Any = thence.trace()
        self._traced = self._tracing.__enter__()

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hold it to the budget; a broken one fails a session that would have passed."""
        from ..tracing.reports.annotations import in_words
        from ..tracing.reports.budget import broken_by
        from ..tracing.reports.disk import size_of

        self._tracing.__exit__(None, None, None)
        recording = self._traced.recording
        found = [in_words(each) for each in broken_by(recording, self.setting.budget, size_of)]
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[OF_WORKER] = found
            return
        self.add("", found)
        if self.broken and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker has ended, and says what it broke, unless it crashed."""
        self.add(node.gateway.id, getattr(node, "workeroutput", {}).get(OF_WORKER, []))

    def add(self, worker: str, found: list[str]) -> None:
        """Limits that were broken in one process."""
        for words in found:
            self.broken.setdefault(words, []).append(worker)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say which limits were broken, by which requests, and in which workers."""
        from ..tracing.reports.words import printable

        if self.broken:
            terminalreporter.section(f"import budget {self.setting.name}", red=True)
        for words, workers in self.broken.items():
            first, *chain = words.split("\n")
            where = ", ".join(filter(None, sorted(workers)))
            for line in [f"{first} [{where}]" if where else first, *chain]:
                terminalreporter.write_line(printable(line))
