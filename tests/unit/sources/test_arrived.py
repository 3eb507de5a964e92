"""A source whose store imports, for itself, the very module that it is asked for."""

from __future__ import annotations

import thence
from thence.sources import MemorySource, Sources

NAME = "needed_by_the_store"


class Needing(MemorySource):
    """Imports a module when it is asked for its files."""

    def list(self):
        self.needed = self.library.apart(self.system.import_module, NAME)
        return super().list()


def test_what_a_store_imports_is_not_imported_twice(tmp_path):
    (tmp_path / f"{NAME}.py").write_text("executed = True")
    source = Needing("memory:needing", {"other.py": "answer = 42"})
    sources = Sources([source], cache=tmp_path / "cache")
    source.library = sources.rules.library
    source.system = thence.ImportSystem([source.entry, str(tmp_path)], sources=sources)

    module = source.system.import_module(NAME)

    assert module is source.needed
    assert module.__spec__.origin == str(tmp_path / f"{NAME}.py")
    assert source.system.import_module("other").answer == 42


def test_what_a_store_imports_is_not_pinned(tmp_path):
    """Its file in the source was not executed: a later start would find that one alone."""
    (tmp_path / f"{NAME}.py").write_text("executed = True")
    source = Needing("memory:needing", {f"{NAME}.py": "", "other.py": "answer = 42"})
    lock = tmp_path / "lock"
    options = {"lock": lock, "trust_first_use": True, "cache": tmp_path / "cache"}
    sources = Sources([source], **options)
    source.library = sources.rules.library
    source.system = thence.ImportSystem([source.entry, str(tmp_path)], sources=sources)

    assert source.system.import_module(NAME).executed
    assert source.system.import_module("other").answer == 42

    assert "other.py" in lock.read_text()
    assert NAME not in lock.read_text()
