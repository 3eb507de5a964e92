"""Files in a dict."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from thence.sources import MemorySource, Source
from thence.sources.roles import SourceRoles

ENTRY = "memory:roles"


class TestMemory(SourceRoles):
    """The roles of every store."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        """One dict for each test, changed in place."""
        self.source: MemorySource
        if not hasattr(self, "source"):
            self.source = MemorySource(ENTRY, {})
        self.source.files = files
        return self.source


def test_text_is_handed_out_as_utf_8():
    source = MemorySource(ENTRY, {"a.py": "x = 'ä'"})

    assert source.read("a.py") == "x = 'ä'".encode()
