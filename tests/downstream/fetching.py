"""Source distributions and environments: what has to be there before a suite can run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

from .suites import Suite

WITNESS = Path(__file__).with_name("witness.py")
WITNESS_NAME = "downstream_witness"


class Unavailable(Exception):  # noqa: N818 - a fact, not a fault
    """Something could not be fetched or installed; the message is what the tool said."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a suite lies: its environment, and a fresh tree of its files for each run."""

    folder: Path

    @property
    def python(self) -> Path:
        """The interpreter of the environment."""
        return self.folder / "environment" / "bin" / "python"

    def tree(self, way: str) -> Path:
        """The files of one run."""
        return self.folder / way


def run(*command: str | Path, cwd: Path | None = None) -> None:
    """Run a tool; Unavailable when it fails."""
    ended = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise Unavailable(f"{' '.join(map(str, command))}:\n{ended.stdout}{ended.stderr}")


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without what changes how Python or pytest behaves."""
    left_out = ("PYTHON", "PYTEST_", "COVERAGE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return kept | more


def fetch(suite: Suite, folder: Path) -> Path:
    """Download the source distribution, unless it is there; return the archive."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{suite.project}-{suite.version}.tar.gz"
    if not (folder / name).exists():
        only_source = ("--no-binary", ":all:", "--no-deps", "--dest", folder)
        run(sys.executable, "-m", "pip", "download", "--quiet", *only_source, suite.pinned)
    if not (folder / name).exists():
        raise Unavailable(f"{suite.pinned}: no {name} on the index")
    return folder / name


def unpack(archive: Path, into: Path) -> None:
    """A fresh tree of the files, without the folder that the archive wraps them in."""
    shutil.rmtree(into, ignore_errors=True)
    unpacked = into.with_name(f"{into.name}.unpacked")
    with tarfile.open(archive) as opened:
        opened.extractall(unpacked, filter="data")
    (wrapper,) = unpacked.iterdir()
    wrapper.rename(into)
    unpacked.rmdir()


def build_thence(root: Path, folder: Path) -> Path:
    """The wheel that every environment gets, so that all suites meet the same thence."""
    shutil.rmtree(folder, ignore_errors=True)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, root)
    (wheel,) = folder.glob("thence-*.whl")
    return wheel


def prepare(suite: Suite, archive: Path, wheel: Path, python: str, place: Place) -> None:
    """Unpack the suite for both runs, and install it with thence and what its tests need."""
    for way in ("plain", "thence"):
        unpack(archive, place.tree(way))
    if not place.python.exists():
        run(python, "-m", "venv", "--without-pip", place.folder / "environment")
    extras = f"[{','.join(suite.extras)}]" if suite.extras else ""
    # Our own pip, for all: that of a Python may be missing, or too old for it.
    install = (sys.executable, "-m", "pip", "--python", place.python, "install", "--quiet")
    run(*install, f"{suite.project}{extras} @ {archive.as_uri()}", *suite.needs)
    run(*install, "--force-reinstall", "--no-deps", wheel)
    run(*install, wheel)
    site_packages = next(place.folder.glob("environment/lib/python*/site-packages"))
    shutil.copyfile(WITNESS, site_packages / f"{WITNESS_NAME}.py")
