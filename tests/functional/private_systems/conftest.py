"""Trees of modules, and private systems that import from them."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import thence


@pytest.fixture
def tree(tmp_path: Path) -> Callable[..., str]:
    """Write files below a directory of the given name, and return the directory."""

    def write(files: Mapping[str, str], under: str = "tree") -> str:
        root = tmp_path / under
        root.mkdir(exist_ok=True)
        for name, text in files.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(textwrap.dedent(text), encoding="utf-8")
        return str(root)

    return write


@pytest.fixture
def system_of(tree: Callable[..., str]) -> Callable[..., Any]:
    """Make a private system whose path is one directory with these files."""

    def make(files: Mapping[str, str], under: str = "tree", **options: Any) -> Any:
        return thence.ImportSystem(path=[tree(files, under)], **options)

    return make


@pytest.fixture(autouse=True)
def process_untouched(tmp_path: Path) -> Iterator[None]:
    """No private system leaves a trace in the process, but for the library that it shares."""
    lists = (sys.path, sys.meta_path, sys.path_hooks)
    before = [list(each) for each in lists]
    modules = set(sys.modules)
    yield
    assert [list(each) for each in lists] == before
    new = {name.partition(".")[0] for name in set(sys.modules) - modules}
    assert new <= {*sys.stdlib_module_names, "thence"}  # its parts that only these need
    assert not [each for each in sys.path_importer_cache if each.startswith(str(tmp_path))]
