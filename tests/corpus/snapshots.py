"""Runs the corpus' snapshot.py, and compares what it wrote by the corpus' own functions."""

from __future__ import annotations

import gzip
import json
import marshal
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import thence
from thence.sources import Sources
from thence.sources.lock.pins import Pin

if TYPE_CHECKING:
    from every_store import Filled

THENCE = str(Path(thence.__file__).parents[1])
ROOT = "<ROOT"  # and the number of the entry
FOLDER = "<FOLDER>"
# What stands in a store for a class of files on disk: the same kind is to be compared.
COUNTERPARTS = {
    "StoredSourceLoader": "SourceFileLoader",
    "StoredExtensionLoader": "ExtensionFileLoader",
    "StoredBytecodeLoader": "SourcelessFileLoader",
    "StoredPath": "PosixPath",
    "StoredReader": "FileReader",
    "Portions": "MultiplexedPath",
    "PortionsReader": "NamespaceReader",
    "StoredDistribution": "PathDistribution",
}
# Where an extension module is unpacked to.
UNPACKED = re.compile(FOLDER + r"/cache/native/[0-9a-f]{64}")
# What reads folders on disk for importlib.resources: loaded by the loaders of files alone.
FOLDER_READERS = (
    "importlib.readers",
    "importlib.resources.readers",
    "importlib.resources._itertools",
)
# The packages that these are bound in.
THEIR_PACKAGES = ("importlib", "importlib.resources")
# The corpus looks closer at a sample, which depends on what was loaded before: here at all.
ALL = dict.fromkeys(("src", "iter", "res", "tb", "code", "spec"), 100_000)
BOTH = """
import sys
for name in {client!r}:  # what reads the store stands in sys.modules before the first import
    __import__(name)
"""
ON_DISK = """
sys.path[:0] = {entries!r}
"""
FROM_STORES = """
sys.path.insert(0, {thence!r})
import thence
from thence.sources import Sources
sys.path.remove({thence!r})
{begin}
thence.install(sources=Sources([{allow}], lock={lock!r}))
sys.path[:0] = {entries!r}
"""


@dataclass
class Portion:
    """The same files in a store and on disk."""

    store: Filled
    files: dict[str, bytes]
    disk: Path


class Tool:
    """The corpus' programs, in their folder."""

    def __init__(self, folder: Path) -> None:
        self._program = folder / "snapshot.py"
        sys.path.insert(0, str(folder))
        import corpuslib  # type: ignore[import-not-found]

        self._functions: Any = corpuslib

    def on_disk(
        self, package: str, plan: Sequence[str], portions: Sequence[Portion]
    ) -> dict[str, Any]:
        """What is seen of a package in folders, under CPython's own import system."""
        entries = [str(each.disk) for each in portions]
        snippet = begin(portions) + ON_DISK.format(entries=entries)
        return self._run(package, plan, snippet, roots(entries), environment_of(portions))

    def from_stores(
        self, package: str, plan: Sequence[str], portions: Sequence[Portion], folder: Path
    ) -> dict[str, Any]:
        """What is seen of a package in stores; the cache and the lock lie in the folder."""
        entries = [each.store.entry for each in portions]
        words = {
            "thence": THENCE,
            "begin": "".join(each.store.begin for each in portions),
            "allow": ", ".join(each.store.allow for each in portions),
            "lock": str(locked(portions, folder)),
        }
        snippet = begin(portions) + FROM_STORES.format(**words, entries=entries)
        places = {**roots(entries), str(folder): FOLDER, **COUNTERPARTS}
        environment = {**environment_of(portions), "THENCE_CACHE": str(folder / "cache")}
        return self._run(package, plan, snippet, places, environment)

    def _run(
        self,
        package: str,
        plan: Sequence[str],
        install: str,
        places: dict[str, str],
        environment: dict[str, str],
    ) -> dict[str, Any]:
        """One process' snapshot.  Raises RuntimeError when it died."""
        with tempfile.TemporaryDirectory() as work:
            out, parameters = Path(work) / "out.json.gz", Path(work) / "parameters"
            told = {
                "name": package, "tops": [package], "plan": list(plan), "dists": [package],
                "own": [package], "install": install, "path": [], "setup": "", "work": work,
                "reload": [package], "caps": ALL,
            }  # fmt: skip
            parameters.write_bytes(marshal.dumps(told, 2))
            command = [sys.executable, "-P", str(self._program), str(parameters), str(out)]
            done = subprocess.run(
                command, cwd=work, env=quiet(work, environment), capture_output=True, check=False
            )
            if not out.exists():
                raise RuntimeError(f"no snapshot of {package}: {done.stderr.decode()[-2000:]}")
            text = gzip.decompress(out.read_bytes()).decode()
        for place, name in sorted(places.items(), key=lambda item: -len(item[0])):
            text = text.replace(json.dumps(place)[1:-1], name)
        text = UNPACKED.sub(f"{ROOT}0>", text).replace(work, "<WORK>")
        snapshot: dict[str, Any] = json.loads(text)
        if snapshot["crash"]:
            raise RuntimeError(f"{package}: {snapshot['crash']}: {done.stderr.decode()[-2000:]}")
        return snapshot

    def differences(
        self, theirs: dict[str, Any], ours: dict[str, Any], *, is_read: bool
    ) -> list[tuple[str, str, Any, Any]]:
        """(category, where, on disk, from the store) of what the corpus counts as different.

        While a store ``is_read``, its client's own modules come and go: then the modules that
        came from the store are compared, with their order, and no others.
        """
        loaded = ({*theirs["pre1"]} ^ {*ours["pre1"]}).union(FOLDER_READERS, THEIR_PACKAGES)
        flat = []
        for each in (theirs, ours):
            # Also the parts of the standard library that thence keeps apart were executed.
            seen = {**each, "order": [file for file in each["order"] if ROOT in file]}
            if is_read:
                seen["mods"] = {k: row for k, row in each["mods"].items() if is_stored(row)}
                seen["keys"] = list(seen["mods"])
                seen["deep"] = {
                    category: {name: value for name, value in rows.items() if name in seen["mods"]}
                    for category, rows in each["deep"].items()
                }
            flat.append(self._functions.flatten(seen, ["thence"], loaded))
        return [row for row in self._functions.compare(*flat) if not row[0].startswith("~")]


def begin(portions: Sequence[Portion]) -> str:
    """What stands before everything else, on both sides."""
    return BOTH.format(client=[name for each in portions for name in each.store.client])


def locked(portions: Sequence[Portion], folder: Path) -> Path:
    """A lock for all of them."""
    sources = Sources(lock=folder / "thence.lock", cache=folder / "cache")
    hashed = sources.rules.sha256
    sources.rules.write_lock(
        {
            each.store.entry: {
                name: Pin(hashed(data), len(data)) for name, data in each.files.items()
            }
            for each in portions
        }
    )
    return folder / "thence.lock"


def roots(entries: Sequence[str]) -> dict[str, str]:
    """What each entry is called in a snapshot."""
    return {entry: f"{ROOT}{number}>" for number, entry in enumerate(entries)}


def environment_of(portions: Sequence[Portion]) -> dict[str, str]:
    """What the stores need there."""
    return {name: value for each in portions for name, value in each.store.environment.items()}


def is_stored(module: dict[str, Any]) -> bool:
    """Did a module, as the corpus sees it, come from the store, or from the folder?"""
    spec = module.get("spec")
    if not isinstance(spec, dict):
        return False
    return ROOT in str(spec["origin"]) or ROOT in str(spec["ssl"])


def quiet(home: str, more: dict[str, str]) -> dict[str, str]:
    """An environment in which the same program does the same each time."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    fixed = {"HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "TZ": "UTC", "COLUMNS": "100"}
    pythons = {"PYTHONHASHSEED": "0", "PYTHONWARNINGS": "always", "PYTHONUTF8": "1"}
    return {**kept, **fixed, **pythons, "PYTHONDONTWRITEBYTECODE": "1", **more}
