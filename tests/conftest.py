"""What every test of the project shares: hypothesis' profile and the marker of a clause."""

import hypothesis
import pytest

# Programs that tests start; not all of what they need is installed everywhere.
collect_ignore = ["bench", "servers"]

hypothesis.settings.register_profile("dev", max_examples=30, deadline=None)
hypothesis.settings.load_profile("dev")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker that ties a test to clauses of the language reference."""
    config.addinivalue_line(
        "markers", "clause(id, ...): the test shows these clauses of the language reference"
    )
