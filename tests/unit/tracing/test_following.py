"""The one word that a hook is told."""

import pytest

from thence.tracing.following import hook_argument, settings


@pytest.mark.parametrize("memory", [None, "rss", "tracemalloc"])
@pytest.mark.parametrize("watches", [True, False])
@pytest.mark.parametrize("path", ["/a/b.rec", "/with=/watch,rss=x", "/ü b"])
def test_settings_survive_a_command_line(memory, watches, path):
    assert settings(hook_argument(path, memory, watches=watches)) == (path, memory, watches)
