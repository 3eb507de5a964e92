"""Programs that tell what their ``__main__`` is, one for each way of starting Python."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bytecode_support import bytecode_of
from path_support import Process, write_archive

TELL = """\
import json, sys
main = sys.modules["__main__"]
kind = lambda loader: getattr(loader, "__name__", type(loader).__name__)
spec = main.__spec__
facts = {
    "same": vars(main) is globals(),
    "name": __name__,
    "package": __package__,
    "file": globals().get("__file__"),
    "loader": kind(__loader__),
    "spec": spec and [spec.name, spec.origin, kind(spec.loader), spec.parent],
    "path": sys.path,
    "argv": sys.argv,
    "builtin": "__main__" in sys.builtin_module_names,
}
print(json.dumps(facts))
"""

# The arguments for each way of starting; those in CODE_FROM_STDIN get their program from there.
WAYS: Mapping[str, list[str]] = {
    "script": ["tell.py"],
    "bytecode": ["tell.pyc"],
    "-m module": ["-m", "tell"],
    "-m submodule": ["-m", "box.inner"],
    "-m package": ["-m", "box"],
    "directory": ["app"],
    "zip": ["app.zip"],
    "-c": ["-c", TELL],
    "stdin": ["-"],
    "stdin, without arguments": [],
    "interactive": ["-i"],
}
CODE_FROM_STDIN = {
    "stdin": TELL,
    "stdin, without arguments": TELL,
    "interactive": "exec(open('tell.py').read())\n",
}


def write_programs(tree: Callable[..., Path]) -> Path:
    """Write the programs and return their directory, by its real path."""
    sources = ["tell.py", "box/__main__.py", "box/inner.py", "app/__main__.py"]
    root = tree({**dict.fromkeys(sources, TELL), "box/__init__.py": ""}).resolve()
    (root / "tell.pyc").write_bytes(bytecode_of(TELL))
    write_archive(root / "app.zip", {"__main__.py": TELL})
    return root


def facts_of(process: Process, way: str, root: Path, *options: str, **environment: Any) -> Any:
    """Start the programs in ``root`` one way and return what ``__main__`` told of itself."""
    stdin = CODE_FROM_STDIN.get(way, "")
    done = process.start(*options, *WAYS[way], cwd=root, stdin=stdin, **environment)
    return json.loads(done.stdout)
