"""The one word that a hook is told."""

import pytest

from thence.tracing.following import hook_argument, settings, settings_in


@pytest.mark.parametrize("memory", [None, "rss", "tracemalloc"])
@pytest.mark.parametrize("watches", [True, False])
@pytest.mark.parametrize("has_cached", [True, False])
@pytest.mark.parametrize("path", ["/a/b.rec", "/with=/watch,rss=x", "/ü b"])
def test_settings_survive_a_command_line(memory, watches, has_cached, path):
    wished = settings(memory, is_watched=watches, has_cached=has_cached)

    word, _, found = hook_argument(path, wished).partition("=")

    assert found == path
    assert settings_in(word) == wished
