"""What an observer with a clock hears of code: at its end if nothing went wrong, else at once."""

from __future__ import annotations

import importlib.util
from itertools import count

import pytest

from thence._engine.observer import Observer


class Timed(Observer):
    """Its clock counts; it notes what it hears of code."""

    _is_safe = True

    def __init__(self):
        self.notes: list[tuple[object, ...]] = []
        self._clock = count(1).__next__

    def _bytecode_used(self, fullname, file, began, read):
        self.notes.append(("used", fullname, began < read))

    def _reading_began(self, fullname, file, began):
        self.notes.append(("reading", fullname))

    def bytecode_refused(self, fullname, file, reason):
        self.notes.append(("refused", fullname, reason))

    def unmarshalling(self, fullname, file):
        self.notes.append(("unmarshalling", fullname))

    def compiling(self, fullname, file):
        self.notes.append(("compiling", fullname))

    def code_ready(self, fullname, code):
        self.notes.append(("ready", fullname))

    def bound(self, parent, child, module):
        self.notes.append(("bound", child))


@pytest.fixture
def told(system, tree, writes_bytecode):
    """What is told of a module that was just written, imported twice, in two systems."""
    tree({"one.py": "answer = 42", "package/__init__.py": "", "package/two.py": ""})
    observer = Timed()
    system.attend(observer)
    return observer.notes


def pyc(tmp_path, name):
    return tmp_path / importlib.util.cache_from_source(str(tmp_path / f"{name}.py"))


def test_bytecode_that_is_used_is_told_of_once(system, told):
    system.import_module("one")
    del system.modules["one"], told[:]

    system.import_module("one")

    assert told == [("used", "one", True)]


def test_without_bytecode_reading_is_told_of_before_it_is_refused(system, told):
    system.import_module("one")

    steps = [("reading", "one"), ("refused", "one", "absent"), ("compiling", "one")]
    assert told == [*steps, ("ready", "one")]


def test_bytecode_that_is_no_code_was_read_and_unmarshalled(system, told, tmp_path):
    system.import_module("one")
    file = pyc(tmp_path, "one")
    file.write_bytes(file.read_bytes()[:16] + b"i\x01\x00\x00\x00")  # the number 1
    del system.modules["one"], told[:]

    with pytest.raises(ImportError, match="Non-code object"):
        system.import_module("one")

    assert told == [("reading", "one"), ("unmarshalling", "one")]


def test_a_read_that_raises_another_error_than_oserror_was_begun(
    system, machinery, told, monkeypatch
):
    def get_data(self, path):
        raise ImportError("no such hash")

    monkeypatch.setattr(machinery.SourceFileLoader, "get_data", get_data)

    with pytest.raises(ImportError, match="no such hash"):
        system.import_module("one")

    assert told == [("reading", "one")]


def test_a_source_that_cannot_be_read_was_looked_for(system, machinery, told, monkeypatch):
    def path_stats(self, path):
        raise OSError

    def get_data(self, path):
        raise ValueError("torn")

    monkeypatch.setattr(machinery.SourceFileLoader, "path_stats", path_stats)
    monkeypatch.setattr(machinery.SourceFileLoader, "get_data", get_data)

    with pytest.raises(ValueError, match="torn"):
        system.import_module("one")

    assert told == [("reading", "one")]


def test_it_does_not_hear_that_a_submodule_was_bound(system, told):
    module = system.import_module("package.two")

    assert module is system.modules["package"].two
    assert ("bound", "two") not in told
