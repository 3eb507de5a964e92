"""Modules from a locked wheel against the same modules from a folder, in CPU time.

python tests/bench/sources.py [PYTHON]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import thence

MODULES = 300
ROUNDS = 9
FIRST_ROUNDS = 3
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
PROGRAM = """
import sys, time, thence
from pathlib import Path
from thence.sources import Sources
way, folder = sys.argv[1:]
lock = f"{{folder}}/thence.lock" if way == "locked" else None
allowed = [] if way == "folder" else [f"{{folder}}/many.whl"]
thence.install(sources=Sources(allowed, lock=lock))
sys.path += allowed or [f"{{folder}}/disk"]
begun = time.process_time()
for number in range({modules}):
    __import__(f"many.m{{number}}")
print((time.process_time() - begun) * 1000)
"""


class Bench:
    """The same modules as a wheel and as a folder."""

    def __init__(self, python: str, folder: Path) -> None:
        self.python = python
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        paths = {"PYTHONPATH": str(Path(thence.__file__).parents[1])}
        self.environment = {**kept, **paths, "THENCE_CACHE": str(folder / "cache")}
        self._write()

    def _write(self) -> None:
        files = {"many/__init__.py": ""}
        for n in range(MODULES):
            files[f"many/m{n}.py"] = "".join(BODY.format(n=n, k=k) for k in range(30))
        with zipfile.ZipFile(self.folder / "many.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
            for name, text in files.items():
                wheel.writestr(name, text)
                file = self.folder / "disk" / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
        (self.folder / "program.py").write_text(PROGRAM.format(modules=MODULES))
        self._run("-m", "thence", "pin", "many.whl")

    def time(self, way: str) -> float:
        """Milliseconds of CPU time of the imports alone."""
        return float(self._run("program.py", way, str(self.folder)))

    def first_time(self, way: str) -> float:
        """The same, when nobody has kept any bytecode."""
        shutil.rmtree(self.folder / "disk/many/__pycache__", ignore_errors=True)
        shutil.rmtree(self.folder / "cache/bytecode", ignore_errors=True)
        return self.time(way)

    def _run(self, *words: str) -> str:
        command = [self.python, *words]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, check=True, text=True, stdout=-1
        ).stdout


def main() -> None:
    """Print the least of several rounds, and ratios."""
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(python, Path(folder))
        ways = ("folder", "locked", "unlocked")
        first = {w: min(bench.first_time(w) for _ in range(FIRST_ROUNDS)) for w in ways}
        for way in ways:
            bench.time(way)
        rounds = [{way: bench.time(way) for way in ways} for _ in range(ROUNDS)]
        later = {way: min(row[way] for row in rounds) for way in ways}
        for way in ways:
            print(
                f"{way:9} first {first[way]:7.1f} ms ({first[way] / first['folder']:.2f})"
                f"  later {later[way]:7.1f} ms ({later[way] / later['folder']:.2f})"
            )


if __name__ == "__main__":
    main()
