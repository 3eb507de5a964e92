"""No public name is that of a submodule: importing the submodule would bind over it (5.4.2)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# Before and after every submodule was imported, a public name means the same object. Names that
# a package answers lazily are read first, so that they too are compared.
CODE = """
import importlib, pkgutil, sys
import thence

def public(package):
    names = {name for name in vars(package) if name[0] != "_"}
    return {name: getattr(package, name) for name in names.union(getattr(package, "__all__", ()))}

def packages():
    ours = [m for name, m in sys.modules.items() if name.partition(".")[0] == "thence"]
    return [module for module in ours if "__path__" in vars(module)]

def collect(seen):
    for package in packages():
        seen.setdefault(package.__name__, public(package))

seen = {}
collect(seen)
for info in pkgutil.walk_packages(thence.__path__, "thence."):
    if info.name.rpartition(".")[2] != "__main__":
        importlib.import_module(info.name)
        collect(seen)

wrong = set()
for package, names in seen.items():
    now = public(sys.modules[package])
    for name, value in names.items():
        if now[name] is not value:
            wrong.add(f"{package}.{name} became {now[name]!r}")
for package in packages():
    for info in pkgutil.iter_modules(package.__path__):
        full = f"{package.__name__}.{info.name}"
        if full in sys.modules and vars(package).get(info.name) is not sys.modules[full]:
            wrong.add(f"{full} hides behind {vars(package).get(info.name)!r}")
print(*sorted(wrong), sep="\\n", end="")
"""


def test_every_public_name_outlives_the_import_of_every_submodule(tmp_path: Path):
    command = [sys.executable, "-W", "error", "-c", CODE]

    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
