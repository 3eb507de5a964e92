"""Asking the meta path."""

from __future__ import annotations

import sys
import types

import pytest

from thence._engine.protocol import searching
from thence._engine.protocol.searching import find_spec


class Finder:
    """A finder with one answer, which notes what it is asked."""

    def __init__(self, answer=None, act=None):
        self.answer, self.act, self.asked = answer, act, []

    def find_spec(self, fullname, path, target=None):
        self.asked.append((fullname, path, target))
        if self.act is not None:
            self.act()
        return self.answer


def test_finders_are_asked_in_order_until_one_answers(state, system):
    none, one, two = Finder(), Finder("one"), Finder("two")
    system.meta_path[:] = [none, one, two]

    found = find_spec(state, "a.b", ["/place"], "target")  # type: ignore[arg-type]

    assert found == "one"
    assert none.asked == one.asked == [("a.b", ["/place"], "target")]
    assert two.asked == []


def test_nobody_has_the_module(state, system):
    system.meta_path[:] = [Finder()]

    assert find_spec(state, "a", None) is None


def test_an_empty_meta_path_is_worth_a_warning(state, system):
    system.meta_path.clear()

    with pytest.warns(ImportWarning, match=r"^sys\.meta_path is empty$"):
        assert find_spec(state, "a", None) is None


def test_no_meta_path_means_the_end_of_the_interpreter(state):
    state.meta_path = None

    with pytest.raises(ImportError, match=r"^sys\.meta_path is None, Python is likely shutting"):
        find_spec(state, "a", None)


def test_a_module_that_a_finder_imported_meanwhile_is_believed(state, system):
    module = types.ModuleType("a")
    module.__spec__ = system.machinery.ModuleSpec("a", None)
    system.meta_path[:] = [Finder("found", lambda: system.modules.update(a=module))]

    assert find_spec(state, "a", None) is module.__spec__


def test_one_without_a_spec_is_not_believed(state, system):
    system.meta_path[:] = [Finder("found", lambda: system.modules.update(a=types.ModuleType("a")))]

    assert find_spec(state, "a", None) == "found"


def test_a_module_that_was_there_before_is_not_believed(state, system):
    system.modules["a"] = types.ModuleType("a")
    system.modules["a"].__spec__ = system.machinery.ModuleSpec("a", None)
    system.meta_path[:] = [Finder("found")]

    assert find_spec(state, "a", None) == "found"


def test_what_a_finder_raises_ends_the_search(state, system):
    def fail():
        raise LookupError

    last = Finder("last")
    system.meta_path[:] = [Finder(act=fail), last]

    with pytest.raises(LookupError):
        find_spec(state, "a", None)
    assert last.asked == []


class Old:
    """A finder of PEP 302."""

    def __init__(self, loader):
        self.loader = loader

    def find_module(self, fullname, path):
        return self.loader


def test_a_finder_of_old_is_asked_before_3_12_and_ignored_since(state, system):
    loader = types.SimpleNamespace()
    system.meta_path[:] = [Old(loader)]

    if sys.version_info >= (3, 12):
        assert find_spec(state, "a", None) is None
        return
    with pytest.warns(ImportWarning, match=r"^Old\.find_spec\(\) not found; falling back to"):
        assert find_spec(state, "a", None).loader is loader  # type: ignore[union-attr]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12")
def test_a_finder_of_old_may_find_nothing(state, system):
    system.meta_path[:] = [Old(None)]

    with pytest.warns(ImportWarning):
        assert find_spec(state, "a", None) is None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12")
def test_what_is_no_finder_at_all_is_an_error(state, system):
    system.meta_path[:] = [object()]

    with (
        pytest.warns(ImportWarning, match=r"^object\.find_spec\(\) not found"),
        pytest.raises(AttributeError, match="find_module"),
    ):
        find_spec(state, "a", None)


@pytest.mark.small_files
@pytest.mark.parametrize("copied", [True, False])
def test_a_finder_may_change_the_meta_path(state, system, monkeypatch, copied):
    """What a finder takes away is asked nevertheless, since 3.14."""
    monkeypatch.setattr(searching, "META_PATH_IS_COPIED", copied)
    last = Finder("last")
    system.meta_path[:] = [Finder(act=lambda: system.meta_path.remove(last)), last]

    assert find_spec(state, "a", None) == ("last" if copied else None)
    assert last not in system.meta_path
