"""Trees of files, and an import system of the test's own."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import thence

only_before_3_12 = pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12")


@pytest.fixture
def tree(tmp_path: Path) -> Callable[..., str]:
    """Write files below the test's directory, and return it; a name ending in / is a directory."""

    def write(files: Mapping[str, str | bytes]) -> str:
        for name, content in files.items():
            place = tmp_path / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith("/"):
                place.mkdir(exist_ok=True)
            elif isinstance(content, bytes):
                place.write_bytes(content)
            else:
                place.write_text(textwrap.dedent(content), encoding="utf-8")
        return str(tmp_path)

    return write


@pytest.fixture
def system(tmp_path: Path) -> Any:
    """A private system whose path is the test's directory; it shares nothing."""
    return thence.ImportSystem(path=[str(tmp_path)], shared=())


@pytest.fixture
def state(system: Any) -> Any:
    """The state of that system."""
    return system._state


@pytest.fixture
def machinery(system: Any) -> Any:
    """The classes of that system."""
    return system.machinery


@pytest.fixture
def writes_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytecode is kept, whatever the environment says."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
