"""How a recording and its views grow with the number of imports.

    python tests/bench/large_recordings.py [COUNT...]     (default: 5000 10000 25000 50000)

For each count a program imports so many modules that a finder of its own makes up, once on thence
untraced and once traced.  Then each view is made of the recording, in a process of its own.
"""

from __future__ import annotations

import importlib.util
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import ENVIRONMENT, table

ON_SCREEN = ("table", "tree")
PACKAGE = 101  # modules in each package of the program, itself included
COUNTS = (5_000, 10_000, 25_000, 50_000)
VIEWS = (
    "table",
    "tree",
    "html",
    "chrome",
    "speedscope",
    "importtime",
    "otlp",
    "dot",
    "json",
    "cyclonedx",
)

# Packages of a hundred modules; each module asks for the next, up to ten deep.
PROGRAM = """
import importlib.machinery, resource, sys

COUNT = {count}

class Finder:
    @staticmethod
    def find_spec(fullname, path=None, target=None):
        if fullname.startswith("made"):
            origin = "/made/" + fullname + ".py"
            spec = importlib.machinery.ModuleSpec(fullname, Loader, origin=origin)
            spec.has_location = True
            if fullname.count(".") == 0:
                spec.submodule_search_locations = []
            return spec

class Loader:
    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        package, _, number = module.__name__.partition(".m")
        if number and (int(number) + 1) % 10:
            __import__(package + ".m" + str(int(number) + 1))

sys.meta_path.insert(0, Finder)
for package in range(COUNT // 101):
    for number in range(0, 100, 10):
        __import__("made" + str(package) + ".m" + str(number))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def thence(*words: str) -> tuple[str, float]:
    """Run a command of thence's; return what it printed, and its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "thence", *words],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, used


def measure(count: int, folder: Path) -> dict[str, str]:
    """Measure one count; return the cells of its column, by the names of the rows."""
    program, recording = folder / "program.py", folder / f"{count}.rec"
    program.write_text(PROGRAM.format(count=count), encoding="utf-8")
    plain, _ = thence("run", str(program))
    traced, _ = thence("trace", "--quiet", "-o", str(recording), str(program))
    imports = count // PACKAGE * PACKAGE
    memory = (int(traced.split()[-1]) - int(plain.split()[-1])) * 1024
    cells = {
        "file, bytes for each import": f"{recording.stat().st_size / imports:.0f}",
        "memory of the process, bytes more for each import": f"{memory / imports:.0f}",
    }
    for view in VIEWS:
        cells[f"`--as {view}`, seconds"] = made(view, recording, folder)
    opened = opening_of(folder / "out.html")
    cells["the page opens in a browser, seconds"] = f"{opened:.2f}" if opened else "no browser"
    return {"imports": str(imports), **cells}


def made(view: str, recording: Path, folder: Path) -> str:
    """Make a view; return how long it took, and its size."""
    output = folder / f"out.{view}"
    where = () if view in ON_SCREEN else ("-o", str(output))
    began = time.perf_counter()
    thence("show", str(recording), "--as", view, *where)
    took = time.perf_counter() - began
    size = f" ({output.stat().st_size / 1e6:.1f} MB)" if output.exists() else ""
    return f"{took:.2f}{size}"


def opening_of(page: Path) -> float | None:
    """Measure the time until a page shows its first rows; None where there is no browser."""
    found = shutil.which("chromium")
    if found is None or importlib.util.find_spec("playwright") is None:
        return None
    sync_playwright = importlib.import_module("playwright.sync_api").sync_playwright
    options = ["--headless", "--no-sandbox", "--disable-gpu"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=options)
        tab = browser.new_page()
        tab.goto("about:blank")
        began = time.perf_counter()
        tab.goto(page.as_uri())
        tab.wait_for_selector(".row[data-index]")
        took = time.perf_counter() - began
        browser.close()
    return took


def main() -> None:
    """Measure each count that the command line names; print the table."""
    counts = [int(word) for word in sys.argv[1:]] or COUNTS
    with tempfile.TemporaryDirectory(prefix="thence-bench-") as folder:
        columns = [measure(count, Path(folder)) for count in counts]
    header, *rows = [[name, *(each[name] for each in columns)] for name in columns[0]]
    print(table(header, rows))
    print("\nSeconds are those on the clock, from the command to its end.")


if __name__ == "__main__":
    main()
