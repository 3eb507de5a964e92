"""The one word that a hook is told."""

import pytest

from thence.tracing.following import Wishes, hook_argument


@pytest.mark.parametrize("memory", [None, "rss", "tracemalloc"])
@pytest.mark.parametrize("watches", [True, False])
@pytest.mark.parametrize("has_cached", [True, False])
@pytest.mark.parametrize("path", ["/a/b.rec", "/with=/watch,rss=x", "/ü b"])
def test_wishes_survive_a_command_line(memory, watches, has_cached, path):
    wishes = Wishes(memory, watches=watches, has_cached=has_cached)

    word, _, found = hook_argument(path, wishes).partition("=")
    again = Wishes.from_word(word)

    assert found == path
    assert (again.memory, again.watches, again.has_cached) == (memory, watches, has_cached)
