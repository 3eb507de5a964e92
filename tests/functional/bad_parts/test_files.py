"""Sources and folders that are not as they should be, and path entries that are none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

SOURCES = {
    "null byte": b"x = 1\0\n",
    "null byte in a comment": b"# \0\nx = 1\n",
    "only a null byte": b"\0",
    "not UTF-8": b"x = '\xff'\n",
    "declared": b"# coding: latin-1\nx = '\xff'\n",
    "declared in the second line": b"#!\n# coding: latin-1\nx = '\xff'\n",
    "declared too late": b"#!\n#\n# coding: latin-1\nx = '\xff'\n",
    "unknown": b"# coding: nonsense\nx = 1\n",
    "not text": b"# coding: base64\nx = 1\n",
    "mark": b"\xef\xbb\xbfx = '\xc3\xa9'\n",
    "mark and other encoding": b"\xef\xbb\xbf# coding: latin-1\nx = 1\n",
    "mark and UTF-8": b"\xef\xbb\xbf# coding: utf-8\nx = 1\n",
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbfx = 1\n",
    "UTF-16": "x = 1\n".encode("utf-16"),
    "UTF-32": "x = 1\n".encode("utf-32"),
    "carriage returns": b"x = 1\ry = 2\r",
    "no end": b"x = (",
    "nothing": b"",
    "form feed": b"\x0cx = 1\n",
    "a file of bytecode": b"\xa7\r\r\n" + bytes(12) + b"\xe3\0\0",
    "indented": b" x = 1\n",
    "deep": b"x = " + b"(" * 300 + b")" * 300,
    "warns": b"x = 1 is 1\n",
}


def source(system: Any, root: Path) -> Any:
    loader = system.find_spec("wanted").loader
    return loader.get_source("wanted")


@pytest.mark.parametrize("text", list(SOURCES.values()), ids=list(SOURCES))
def test_a_source_that_is_hard_to_read(same, importing, text):
    same({"wanted.py": text}, importing(), importing(), source)


TREES: dict[str, Any] = {
    "a directory like a source": {"wanted.py/inner": ""},
    "a directory like a source, and a package": {"wanted.py/a": "", "wanted/__init__.py": ""},
    "a directory like bytecode": {"wanted.pyc/inner": ""},
    "a module like a package": {"wanted": "x = 1"},
    "a module and a package": {"wanted.py": "x = 1", "wanted/__init__.py": "x = 2"},
    "a module and a portion": {"wanted.py": "x = 1", "wanted/": None},
    "an __init__ that is a directory": {"wanted/__init__.py/": None},
    "an __init__ that is two": {"wanted/__init__.py": "x = 1", "wanted/__init__.pyc": b""},
    "__pycache__ is a file": {"wanted.py": "x = 1", "__pycache__": ""},
    "the bytecode is a directory": {"wanted.py": "x = 1", "__pycache__/{cached}/": None},
    "no bytecode, by name": {"wanted.pyc": b""},
    "rubbish for bytecode": {"wanted.pyc": b"rubbish" * 9},
    "another case": {"WANTED.py": "x = 1"},
    "a suffix too many": {"wanted.py.py": "x = 1"},
    "only a suffix": {".py": "x = 1"},
    "no extension module": {"wanted.so": b"rubbish"},
    "no extension module, with the tag": {"wanted{extension}": b"rubbish"},
    "an empty extension module": {"wanted{extension}": b""},
}


@pytest.mark.parametrize("tree", list(TREES.values()), ids=list(TREES))
def test_a_tree_with_odd_names(same, importing, tree):
    import importlib.machinery
    import importlib.util

    tagged = {
        "cached": os.path.basename(importlib.util.cache_from_source("wanted.py")),  # noqa: PTH119
        "extension": importlib.machinery.EXTENSION_SUFFIXES[0],
    }
    files = {name.format(**tagged): content for name, content in tree.items()}

    same(files, importing(), importing(), importing("wanted.inner"))


def links(*pairs: tuple[str, str]) -> Any:
    """A request that makes symbolic links, and imports."""

    def request(system: Any, root: Path) -> Any:
        for place, target in pairs:
            (root / place).symlink_to(target)
        return system.import_module("wanted")

    return request


@pytest.mark.parametrize(
    "pairs",
    [
        [("wanted.py", "nowhere")],
        [("wanted.py", "wanted.py")],
        [("wanted.py", "other.py"), ("other.py", "wanted.py")],
        [("wanted", ".")],
        [("wanted", "wanted")],
        [("wanted.py", "third.py")],
        [("wanted", "package")],
        [("wanted.py", "/dev/null")],
        [("__pycache__", "nowhere"), ("wanted.py", "third.py")],
        [("__pycache__", "/dev/null"), ("wanted.py", "third.py")],
    ],
)
def test_links_that_lead_elsewhere_or_nowhere(same, importing, pairs):
    files = {"third.py": "x = 1", "package/__init__.py": "x = 2", "package/inner.py": ""}

    same(files, links(*pairs), importing("wanted.inner"))


class PathLike:
    def __fspath__(self) -> str:
        return "/"

    def __repr__(self) -> str:
        return "<path-like>"


class Text(str):
    """A string all the same."""

    __slots__ = ()


ENTRIES: dict[str, Any] = {
    "bytes": os.fsencode,
    "none": lambda root: None,
    "a number": lambda root: 7,
    "path-like": lambda root: PathLike(),
    "pathlib": lambda root: root,
    "a list": lambda root: [str(root)],
    "a kind of string": Text,
    "missing": lambda root: f"{root}/missing",
    "a file": lambda root: f"{root}/wanted.py",
    "empty": lambda root: "",
    "here": lambda root: ".",
    "relative": lambda root: "sub",
    "relative with a dot": lambda root: "./sub",
    "upwards": lambda root: f"{root}/sub/..",
    "with slashes": lambda root: f"{root}//",
    "null byte": lambda root: f"{root}\0",
    "surrogates": lambda root: f"{root}/\udcff",
    "too long": lambda root: f"{root}/{'x' * 300}",
    "far too long": lambda root: "/x" * 5000,
    "home": lambda root: "~",
    "a device": lambda root: "/dev/null",
    "no archive": lambda root: f"{root}/no.zip",
    "inside no archive": lambda root: f"{root}/no.zip/inner",
}


@pytest.mark.parametrize("entry", list(ENTRIES.values()), ids=list(ENTRIES))
def test_a_path_entry_of_another_kind(same, importing, entry, monkeypatch):
    def request(system: Any, root: Path) -> Any:
        monkeypatch.chdir(root)
        system.path[:] = [entry(root), str(root / "sub")]
        return system.import_module("wanted")

    files = {"wanted.py": "x = 1", "sub/wanted.py": "x = 2", "no.zip": b"no archive"}

    same(files, request, importing("other"), lambda system, _: system.invalidate_caches())


@pytest.mark.parametrize("path", [1, None, "text", [1], [b"x"], [None], (), {}, ["/missing"]])
def test_a_package_whose_path_is_none(same, importing, path):
    same({"wanted.py": f"__path__ = {path!r}"}, importing(), importing("wanted.inner"))


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "wanted.",
        ".wanted",
        "wanted..x",
        "wan ted",
        "wanted\0",
        "wanted/x",
        "/wanted",
        "\udcff",
        "x" * 300,
        "é",
        "wanted.py",
        "__init__",
        "wanted.__init__",
    ],
)
def test_a_name_that_is_none(same, importing, name):
    files = {"wanted/__init__.py": "x = 1", "wanted/x.py": ""}

    same(files, importing(name), importing())


@pytest.mark.parametrize("name", [None, 1, b"wanted", ["wanted"], object])
def test_a_name_that_is_no_string(same, importing, name):
    same({"wanted.py": ""}, importing(name))


PERMISSIONS = """
    (root / "pkg").mkdir()
    (root / "pkg/__init__.py").write_text("x = 1")
    (root / "pkg/inner.py").write_text("x = 2")
    (root / "wanted.py").write_text("x = 3")
    for place in root.rglob("*.py"):
        os.utime(place, (1_600_000_000, 1_600_000_000))
    before = {before!r}
    if before:
        print(outcome(lambda: system.import_module(before), root))
    (root / {place!r}).chmod({mode})
    for name in ("pkg.inner", "wanted", "pkg", "pkg.other"):
        print(outcome(lambda: system.import_module(name), root))
        print(outcome(lambda: system.find_spec(name), root))
    system.invalidate_caches()
    (root / {place!r}).chmod(0o755)
    for name in ("pkg.inner", "wanted"):
        print(outcome(lambda: system.import_module(name), root))
    print(of_bytecode(root))
"""


@pytest.mark.parametrize("before", ["", "pkg", "wanted"])
@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111, 0o555])
@pytest.mark.parametrize("place", ["", "pkg", "pkg/__init__.py", "wanted.py"])
def test_what_may_not_be_read(programs, place, mode, before):
    lines = programs(PERMISSIONS.format(place=place, mode=mode, before=before))

    assert lines[-2] == "(('module', 'wanted'), [])"
