"""300 modules from the cache, and the same from a folder with bytecode, in instructions.

Of the interpreter's process, as valgrind counts them: what else the machine does changes nothing.
The start is taken off, and with it the lock and thence's own imports. The kernel's work is not in
it: its calls are counted beside, by strace.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measuring import table
from sources_http import BEGIN, BODY, MODULES

import thence
from thence.sources import Settings, Sources
from thence.sources.libraries import Libraries
from thence.sources.lock.pins import Pin
from thence.sources.publishing import publisher_for

# argv: the path entry, and how many modules.
ON_DISK = "sys.path.append(entry)\n"
FROM_SOURCE = """
import thence
from thence.sources import Sources
sources = Sources([entry], lock="thence.lock")
thence.install(sources=sources)
sys.path.append(entry)
sources.rules.pins()
"""
IMPORTS = """
for number in range(int(sys.argv[2])):
    __import__(f"many.m{number}")
"""
VALGRIND = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
STRACE = ("strace", "-f", "-c", "-S", "calls")


class Bench:
    """The modules in a folder and a database, and all that was fetched of three sources."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.disk = str(folder / "disk")
        self.far = "https://example.org/lib"  # is never asked
        self.sqlite = f"sqlite://{folder}/code.db"
        files = {"many/__init__.py": b""}
        for n in range(MODULES):
            files[f"many/m{n}.py"] = "".join(BODY.format(n=n, k=k) for k in range(30)).encode()
        sources = Sources(lock=folder / "thence.lock", cache=folder / "cache")
        pins = {}
        for name, data in files.items():
            (folder / "disk" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "disk" / name).write_bytes(data)
            pins[name] = Pin(sources.rules.sha256(data), len(data))
            sources.rules.cache.keep(pins[name].sha256, data)
        publisher_for(self.sqlite)(files, self.sqlite, Settings([], Libraries()))
        sources.rules.write_lock({self.far: pins, self.sqlite: pins})

    def counted(self, how: tuple[str, ...], pattern: str, program: str, entry: str) -> float:
        """What a tool counts for each module, once bytecode is kept."""
        self.run((), program, entry, MODULES)
        most, least = (
            int(re.findall(pattern, self.run(how, program, entry, count))[-1])
            for count in (MODULES, 0)
        )
        return (most - least) / MODULES

    def run(self, how: tuple[str, ...], program: str, entry: str, count: int) -> str:
        """What a tool says of a run."""
        here = str(Path(thence.__file__).parents[1])
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        code = BEGIN.format(thence=here) + program + IMPORTS
        done = subprocess.run(
            [*how, sys.executable, "-c", code, entry, str(count)],
            cwd=self.folder,
            env={**kept, "THENCE_CACHE": str(self.folder / "cache"), "PYTHONHASHSEED": "0"},
            stderr=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stderr


def rows_of(bench: Bench) -> Iterator[list[str]]:
    """The table's rows."""
    ways = {
        "a folder with bytecode": (ON_DISK, bench.disk),
        "HTTP, from the cache": (FROM_SOURCE, bench.far),
        "SQLite, from the cache": (FROM_SOURCE, bench.sqlite),
    }
    base = 0.0
    for name, way in ways.items():
        found = bench.counted(VALGRIND, r"Collected : (\d+)", *way)
        base = base or found
        calls = bench.counted(STRACE, r"(?m)^100\.00\s+\S+\s+\S+\s+(\d+)", *way)
        yield [name, f"{found / 1000:.0f}", f"{found / base:.3f}", f"{calls:.1f}"]


def main() -> None:
    """Print the table."""
    if shutil.which("valgrind") is None or shutil.which("strace") is None:
        print("SKIPPED: valgrind, or strace, is not installed", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = list(rows_of(Bench(Path(folder))))
    header = [f"{MODULES} modules", "thousand instructions a module", "to disk", "system calls"]
    print(table(header, rows))


if __name__ == "__main__":
    main()
