"""System calls for each imported module, thence's beside CPython's, counted by strace.

    python tests/bench/system_calls.py [PYTHON ...]

prints a table in Markdown, and fails if thence needs more of any kind. The modules are real:
copies of packages of the standard library, their bytecode first missing and then there, in the
first folder of the path or behind 49 others.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import thence

SOURCES = Path(thence.__file__).parents[1]
PROGRAM = Path(__file__).with_name("data") / "imports.py"
SYSTEMS = ("cpython", "thence")
PACKAGES = (
    *("asyncio", "concurrent", "email", "html", "http", "json", "logging"),
    *("multiprocessing", "sqlite3", "unittest", "urllib", "wsgiref", "xml", "xmlrpc"),
)
MODULES = (
    *("asyncio", "concurrent.futures.thread", "email.mime.multipart"),
    *("html.parser", "http.server", "json.tool", "logging.config", "multiprocessing.pool"),
    *("sqlite3", "unittest.mock", "urllib.request", "wsgiref.simple_server"),
    *("xml.dom.minidom", "xmlrpc.client"),
)
CALL = re.compile(r"(\w+)\((?:AT_FDCWD, |\d+, )?(\"[^\"]*\")?")
KINDS = {
    "open": "open", "openat": "open",
    "stat": "stat", "lstat": "stat", "newfstatat": "stat", "statx": "stat",
    "fstat": "fstat", "getdents": "listing", "getdents64": "listing",
    "read": "read", "pread64": "read", "lseek": "seek",
}  # fmt: skip
COLUMNS = ("open", "stat", "fstat", "listing", "read", "seek", "all")
# They belong to memory, although strace counts some of them as of files.
OF_MEMORY = {"mmap", "munmap", "mprotect"}


@dataclass(frozen=True, slots=True)
class Case:
    """How the modules lie."""

    bytecode: str  # "missing", "there"
    entries: int  # of the path, before those of the standard library


@dataclass(frozen=True, slots=True)
class Count:
    """What importing them took."""

    modules: int
    calls: Counter[str]  # column -> how many

    def per_module(self, column: str) -> float:
        return self.calls[column] / self.modules


def kind_of(name: str, path: str | None) -> str:
    """The column of a system call; fstat may be told as newfstatat with an empty path."""
    return "fstat" if name == "newfstatat" and path == '""' else KINDS.get(name, "other")


def calls_in(lines: list[str]) -> Counter[str]:
    """Count the calls that strace has written down between the two marks."""
    counted: Counter[str] = Counter()
    begin, end = (
        next(at for at, line in enumerate(lines) if f'"/thence/{mark}"' in line)
        for mark in ("begin", "end")
    )
    for call in filter(None, map(CALL.match, lines[begin + 1 : end])):
        if call[1] not in OF_MEMORY:
            counted.update((kind_of(call[1], call[2]), "all"))
    return counted


def traced(python: str, system: str, entries: list[str], log: Path) -> Count:
    """Import the modules in a process of their own. Raises CalledProcessError."""
    strace = ["strace", "-e", "trace=file,desc", "-e", "signal=none", "-o", str(log)]
    words = [str(PROGRAM), system, str(SOURCES), ",".join(MODULES), *entries]
    ended = subprocess.run(
        [*strace, python, "-I", "-S", *words], stdout=subprocess.PIPE, text=True, check=True
    )
    return Count(int(ended.stdout), calls_in(log.read_text(encoding="utf-8").splitlines()))


def library_of(python: str) -> Path:
    """The folder of a Python's standard library. Raises CalledProcessError."""
    code = "import sysconfig; print(sysconfig.get_path('stdlib'))"
    words = [python, "-I", "-S", "-c", code]
    return Path(subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip())


def copied_packages(python: str, folder: Path) -> None:
    """Copy the packages, without their bytecode."""
    library = library_of(python)
    for name in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "test", "tests")
        shutil.copytree(library / name, folder / name, ignore=ignored)


def counts(python: str, folder: Path) -> Iterator[tuple[Case, str, Count]]:
    """Each case with each system."""
    for others in (0, 49):
        for number, system in enumerate(SYSTEMS):
            # Paths of one length: they stand in the bytecode, whose size may take one more read.
            place = folder / f"{others}-{number}"
            entries = [place / f"empty{each}" for each in range(others)]
            for entry in entries:
                entry.mkdir(parents=True)
            copied_packages(python, place / "packages")
            path = [str(entry) for entry in (*entries, place / "packages")]
            for bytecode in ("missing", "there"):
                count = traced(python, system, path, folder / "log")
                yield Case(bytecode, others + 1), system, count


def version_of(python: str) -> str:
    """``3.12.1``. Raises CalledProcessError."""
    words = [python, "-I", "-S", "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def table_of(version: str, found: dict[tuple[Case, str], Count]) -> Iterator[str]:
    """Rows, without a head."""
    for (case, system), count in sorted(found.items(), key=lambda item: str(item[0])):
        cells = [f"{count.per_module(column):.2f}" for column in COLUMNS]
        yield " | ".join([
            f"| {version}", case.bytecode, str(case.entries), system, str(count.modules), *cells
        ]) + " |"  # fmt: skip


def excesses(found: dict[tuple[Case, str], Count]) -> list[str]:
    """Where thence needs more than CPython."""
    return [
        f"{column}, {case}: {count.calls[column]} against {theirs.calls[column]}"
        for (case, system), count in found.items()
        if system == "thence"
        for theirs in [found[case, "cpython"]]
        for column in COLUMNS
        if count.per_module(column) > theirs.per_module(column)
    ]


def main(*pythons: str) -> None:
    if shutil.which("strace") is None:
        print("SKIPPED: system calls are counted by strace, which is not here", file=sys.stderr)
        return
    head = ("Python", "bytecode", "entries", "system", "modules", *COLUMNS)
    print("|", " | ".join(head), "|")
    print("|" + "---|" * len(head))
    failing: list[str] = []
    for python in pythons or (sys.executable,):
        with tempfile.TemporaryDirectory() as folder:
            found = {(case, system): count for case, system, count in counts(python, Path(folder))}
        version = version_of(python)
        print(*table_of(version, found), sep="\n", flush=True)
        failing += [f"{version}: {each}" for each in excesses(found)]
    if failing:
        raise SystemExit("more than CPython:\n" + "\n".join(failing))


if __name__ == "__main__":
    main(*sys.argv[1:])
