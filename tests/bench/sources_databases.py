"""300 modules from SQLite and from PostgreSQL on loopback, and the same from a folder.

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
from sources_http import BEGIN, BODY, IMPORTS, MODULES, ON_DISK, ROUNDS, Run, row_of

sys.path.insert(0, str(Path(__file__).parents[1] / "servers"))
import postgresql_server

import thence
from thence.sources import Settings, Sources
from thence.sources.libraries import Libraries
from thence.sources.lock.pins import Pin
from thence.sources.publishing import publisher_for

# argv[2] is the client's library, argv[3] the lock: "" where there is none.
FROM_SOURCE = """
import thence
from thence.sources import Sources
from thence.sources.in_common import import_in_common
from thence.sources.stores.sql_session import Sessions
asked = 0
ask = Sessions.rows
def counted(self, statement, **parameters):
    global asked
    asked += 1
    return ask(self, statement, **parameters)
Sessions.rows = counted
sources = Sources([entry], lock=sys.argv[3] or None)
thence.install(sources=sources)
sys.path.append(entry)
begun = perf_counter()
sources.rules.pins()
library = sources.rules.library
if sys.argv[2] == "psycopg":
    library.apart(import_in_common, "psycopg")
elif sys.argv[2]:
    library(sys.argv[2])
client = perf_counter() - begun
"""
LOCK = "thence.lock"


class Bench:
    """The modules in databases and in a folder, with a lock and a cache."""

    def __init__(self, folder: Path, entries: list[str]) -> None:
        self.folder = folder
        files = {"many/__init__.py": b""}
        for n in range(MODULES):
            files[f"many/m{n}.py"] = "".join(BODY.format(n=n, k=k) for k in range(30)).encode()
        for name, data in files.items():
            (folder / "disk" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "disk" / name).write_bytes(data)
        sources = Sources(lock=folder / LOCK, cache=folder / "cache")
        pins = {name: Pin(sources.rules.sha256(data), len(data)) for name, data in files.items()}
        for entry in entries:
            publisher_for(entry)(files, entry, Settings([], Libraries()))
        sources.rules.write_lock(dict.fromkeys(entries, pins))

    def first(self, program: str, *words: str) -> Run:
        """A run for which nothing was kept."""
        shutil.rmtree(self.folder / "disk/many/__pycache__", ignore_errors=True)
        shutil.rmtree(self.folder / "cache", ignore_errors=True)
        return self.run(program, *words)

    def run(self, program: str, *words: str) -> Run:
        """A run with what the last one has kept."""
        here = str(Path(thence.__file__).parents[1])
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        code = f"{BEGIN.format(thence=here)}{program}{IMPORTS}"
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=self.folder,
            env={**kept, "THENCE_CACHE": str(self.folder / "cache")},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        worked, took, client, queries = done.stdout.split()
        return float(worked), float(took), float(client), int(queries)


def rows_of(bench: Bench, sqlite: str, postgresql: str) -> list[list[str]]:
    """The table's rows: the least of the rounds, in which all take turns."""
    disk = (ON_DISK, str(bench.folder / "disk"))
    ways = {
        "first start, a folder on disk": lambda: bench.first(*disk),
        "second start, a folder on disk": lambda: bench.run(*disk),
        "first start, SQLite, locked": lambda: bench.first(FROM_SOURCE, sqlite, "sqlite3", LOCK),
        "second start, SQLite, locked": lambda: bench.run(FROM_SOURCE, sqlite, "sqlite3", LOCK),
        "first start, SQLite, no lock": lambda: bench.first(FROM_SOURCE, sqlite, "sqlite3", ""),
    }
    if postgresql:
        words = (FROM_SOURCE, postgresql)
        ways["first start, PostgreSQL"] = lambda: bench.first(*words, "psycopg", LOCK)
        ways["second start, PostgreSQL, from the cache"] = lambda: bench.run(*words, "", LOCK)
    found = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            found[name].append(way())
    least = {name: min(runs) for name, runs in found.items()}
    return [row_of(name, least) for name in least]


def server() -> contextlib.AbstractContextManager[postgresql_server.Server | None]:
    """PostgreSQL's server, or None where it cannot be had, which is said."""
    programs = postgresql_server.server_programs()
    if programs is None or find_spec("psycopg") is None:
        print("SKIPPED: PostgreSQL, or psycopg, is not installed", file=sys.stderr)
        return contextlib.nullcontext()
    os.environ["PGPASSWORD"] = postgresql_server.PASSWORD
    return postgresql_server.running(programs)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, server() as started:
        sqlite = f"sqlite://{folder}/code.db"
        postgresql = started.entry if started else ""
        bench = Bench(Path(folder), [entry for entry in (sqlite, postgresql) if entry])
        rows = rows_of(bench, sqlite, postgresql)
    times = ["CPU, ms", "to disk", "wall, ms", "to disk"]
    print(table([f"{MODULES} modules", *times, "client's own, ms", "queries"], rows))
    print("\nOf the imports alone; the server's CPU time is not in it, waiting for it is (wall).")


if __name__ == "__main__":
    main()
