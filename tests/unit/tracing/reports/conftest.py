"""What the tests of views share: recordings made by hand."""

from __future__ import annotations

import made_recordings
import pytest

from thence.tracing.recording import Recording


@pytest.fixture(scope="session")
def make():
    """What recordings are made with."""
    return made_recordings


@pytest.fixture
def sample() -> Recording:
    """A little of everything: nesting, a cycle, a miss, a hit, two threads, two processes."""
    return made_recordings.sample()
