"""300 modules from a web server on loopback, and the same from a folder.

CPU time of the program, and wall-clock time, without starting Python. What the client's own
modules cost is a column of its own.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from measuring import table

sys.path.insert(0, str(Path(__file__).parents[1] / "servers"))
from published import publish
from web_server import Site, serving

import thence
from thence.sources import Sources
from thence.sources.lock.pins import Pin

MODULES = 300
ROUNDS = 5
BODY = """
class C{k}:
    '''{n} {k}'''
    def method(self, a, b={k}):
        if a > b:
            return [x * {n} for x in range(a)]
        return {{"k": b, "n": {n}}}
def function{k}(x, y=None):
    for i in range(10):
        x += i
    return x
"""
# argv: the path entry; what else there is to say, as Python
BEGIN = """
import sys
from time import perf_counter
sys.path.insert(0, {thence!r})
entry = sys.argv[1]
"""
ON_DISK = "sys.path.append(entry)\nclient = asked = 0\n"
# What the client needs is imported ahead, so that it can be told apart.
FROM_SOURCE = """
import thence
from thence.sources import Sources
sources = Sources([entry], lock="thence.lock")
thence.install(sources=sources)
sys.path.append(entry)
begun = perf_counter()
sources.rules.pins()
if len(sys.argv) > 2:
    sources.rules.library.share("_socket")
    for name in ("os", "select", "socket", "http.client", "urllib.parse", "json", "zipfile"):
        sources.rules.library(name)
client, asked = perf_counter() - begun, 0
"""
BY_HTTPIMPORT = """
import httpimport
httpimport.INSECURE = True
httpimport.add_remote_repo(entry)
client = asked = 0
"""
IMPORTS = f"""
from time import process_time
begun, worked = perf_counter(), process_time()
for number in range({MODULES}):
    __import__(f"many.m{{number}}")
times = process_time() - worked, perf_counter() - begun, client
print(*(seconds * 1000 for seconds in times), asked)
"""
# Milliseconds of CPU time, and of wall-clock time, for the imports; milliseconds for the client's
# own modules; requests or queries.
Run = tuple[float, float, float, int]


class Bench:
    """The modules on a site and in a folder, with a lock and a cache."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder = folder
        self.site = site
        files = {"many/__init__.py": ""}
        for n in range(MODULES):
            files[f"many/m{n}.py"] = "".join(BODY.format(n=n, k=k) for k in range(30))
        self.disk = folder / "disk"
        for name, text in files.items():
            (self.disk / name).parent.mkdir(parents=True, exist_ok=True)
            (self.disk / name).write_text(text)
        self.listed = publish(site, files, "listed")
        self.bundled = publish(site, files, "bundled", bundle=True)
        sources = Sources(lock=folder / "thence.lock", cache=folder / "cache")
        hashes = sources.rules.sha256
        pins = {name: Pin(hashes(text.encode()), len(text)) for name, text in files.items()}
        sources.rules.write_lock({self.listed: pins, self.bundled: pins})

    def first(self, program: str, *words: str) -> Run:
        """A run for which nothing was kept."""
        shutil.rmtree(self.disk / "many/__pycache__", ignore_errors=True)
        shutil.rmtree(self.folder / "cache", ignore_errors=True)
        return self.run(program, *words)

    def run(self, program: str, *words: str) -> Run:
        """A run with what the last one has kept."""
        before = len(self.site.requests)
        here = str(Path(thence.__file__).parents[1])
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        done = subprocess.run(
            [sys.executable, "-c", BEGIN.format(thence=here) + program + IMPORTS, *words],
            cwd=self.folder,
            env={**kept, "THENCE_CACHE": str(self.folder / "cache")},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        worked, took, client, _ = map(float, done.stdout.split())
        return worked, took, client, len(self.site.requests) - before


def rows_of(bench: Bench) -> list[list[str]]:
    """The table's rows: the least of the rounds, in which all take turns."""
    disk = (ON_DISK, str(bench.disk))
    ways = {
        "first start, a folder on disk": lambda: bench.first(*disk),
        "first start, HTTP, with a listing": lambda: bench.first(FROM_SOURCE, bench.listed, "!"),
        "second start, from the cache": lambda: bench.run(FROM_SOURCE, bench.listed),
        "first start, HTTP, with a bundle": lambda: bench.first(FROM_SOURCE, bench.bundled, "!"),
    }
    if find_spec("httpimport") is not None:
        ways["each start, httpimport"] = lambda: bench.run(BY_HTTPIMPORT, bench.listed)
    else:
        print("SKIPPED: httpimport is not installed", file=sys.stderr)
    ways["to have bytecode on disk"] = lambda: bench.run(*disk)
    ways["second start, a folder on disk"] = lambda: bench.run(*disk)
    found = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            found[name].append(way())
    least = {name: min(runs) for name, runs in found.items()}
    del least["to have bytecode on disk"]
    return [row_of(name, least) for name in least]


def row_of(name: str, least: dict[str, Run]) -> list[str]:
    """One row: its base is the folder at the same kind of start."""
    base = least[f"{'first' if name.startswith('first') else 'second'} start, a folder on disk"]
    worked, took, client, asked = least[name]
    cpu = [f"{worked:.0f}", f"{worked / base[0]:.2f}"]
    wall = [f"{took:.0f}", f"{took / base[1]:.2f}"]
    return [name, *cpu, *wall, f"{client:.0f}", str(asked)]


def main() -> None:
    """Print the table."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        bench = Bench(Path(folder), stack.enter_context(serving()))
        rows = rows_of(bench)
    times = ["CPU, ms", "to disk", "wall, ms", "to disk"]
    print(table([f"{MODULES} modules", *times, "client's own, ms", "requests"], rows))
    print("\nOf the imports alone; the server works meanwhile, on another core.")


if __name__ == "__main__":
    main()
