"""`thence doctor` alone, in an environment of some hundred real distributions.

ENVIRONMENT_TO_EXAMINE names its interpreter; without it an environment is filled here, with the
metadata and the empty modules of 300 distributions, which says less.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import Runs, table

import thence

SOURCES = thence.__path__[0].rpartition("/")[0]
CODE = f"import sys; sys.path[0:1] = [{SOURCES!r}]; from thence.cli import main; sys.exit(main())"
COUNT = "from importlib.metadata import distributions as d; print(len(list(d())))"
DISTRIBUTIONS, PACKAGES, MODULES = 300, 4, 30
ROUNDS = 10


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        python, more = environment(Path(folder))
        os.chdir(folder)  # no project lies there
        os.environ.update(more)
        count = subprocess.run([python, "-c", COUNT], capture_output=True, text=True, check=True)
        plain, examined = (Runs([python, "-c", code, *rest]) for code, *rest in commands())
        for _ in range(ROUNDS + 1):
            plain.run()
            examined.run()
    del plain.times[0], examined.times[0]
    rows = [["`python -c pass`", "", f"{plain.least:.0f}"]]
    rows += [["`thence doctor`", count.stdout.strip(), f"{examined.least:.0f}"]]
    print(table(["command", "distributions", "CPU, ms"], rows))
    print(f"\nAn environment {'of real ones' if real() else 'made for this'}, and no project.")


def commands() -> list[list[str]]:
    """What is measured: an empty start, and the examination, which finds nothing."""
    return [["pass"], [CODE, "doctor"]]


def real() -> str | None:
    """The interpreter of an environment that was named."""
    return os.environ.get("ENVIRONMENT_TO_EXAMINE")


def environment(folder: Path) -> tuple[str, dict[str, str]]:
    """The interpreter, and what has to be set for it."""
    if named := real():
        return named, {}
    site = folder / "site-packages"
    for number in range(DISTRIBUTIONS):
        install(site, f"made{number}")
    return sys.executable, {"PYTHONPATH": str(site)}


def install(site: Path, name: str) -> None:
    """A distribution: packages, modules, and a record of them."""
    files = [f"{name}/__init__.py"]
    files += [f"{name}/part{p}/{m}.py" for p in range(PACKAGES) for m in range(MODULES)]
    for file in files:
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        (site / file).touch()
    metadata = site / f"{name}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (metadata / "RECORD").write_text("".join(f"{file},sha256=,0\n" for file in files))


if __name__ == "__main__":
    main()
