"""thence and the interpreter live through the same changes of a tree, and say the same of it.

    python changing_trees.py SYSTEM --steps N [--seed S]

One life is a tree, a system and some dozens of random steps: a change of files, a request, a
change of the system's state.  After each step all that can be seen is noted: what came of it, the
modules in the cache with every attribute, the finders with their listings, the bytecode files.
The life is lived once by the interpreter's own system and once by SYSTEM (``private`` or
``installed``), in the same place and with the same times of files.

Each step has random numbers of its own, so that a life can be repeated with some steps left out:
a difference is reported with the fewest steps that show it.
"""

from __future__ import annotations

import _imp
import argparse
import contextlib
import os
import shutil
import sys
import tempfile
import time
import zipimport
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

# Tests find these by pytest's settings, a program beside it.
sys.path[1:1] = [str(Path(__file__).parents[1] / "language_reference")]

from changing_files import ARCHIVE, FOLDERS, TOPS, ChangingFiles
from import_requests import HOOKED, ImportRequests
from import_systems import NOTE, SYSTEMS, THIS_SYSTEM
from observed_imports import of_bytecode, of_cache, of_finders, outcome
from without_privileges import start_again_without

STEPS_IN_A_LIFE = 60
MODULES_AT_FIRST = 6

# What may happen -> how often.
FILES = {
    "write": 14,
    "rewrite": 4,
    "make_portion": 2,
    "make_directory_like_a_module": 1,
    "turn_into_namespace": 2,
    "delete": 3,
    "rename": 3,
    "change_mode": 3,
    "give_all_back": 2,
    "link": 2,
    "archive": 2,
    "damage_archive": 1,
    "damage_bytecode": 3,
    "leave_bytecode_only": 2,
}
REQUESTS = {
    "import_it": 20,
    "import_relative": 2,
    "dunder_import": 4,
    "execute": 8,
    "find_spec": 5,
    "reload": 6,
    "ask_the_loader": 3,
    "make_from_spec": 2,
    "take_from_the_cache": 9,
    "forbid": 1,
    "put_something_into_the_cache": 1,
    "invalidate_caches": 3,
    "change_the_path": 4,
    "forget_finders": 1,
    "add_finder": 1,
    "add_hook": 1,
    "remove_hook": 3,
    "change_directory": 2,
    "lose_the_directory": 1,
    "switch_bytecode": 2,
    "move_bytecode": 1,
    "check_hashes": 1,
}
STEPS = {**FILES, **REQUESTS}


class Life:
    """A tree, a system, and what happens to them."""

    def __init__(self, system: Any, root: Path, seed: object) -> None:
        self.system = system
        self.root = root
        self.files = ChangingFiles(root, NOTE)
        for number in range(MODULES_AT_FIRST):
            self.change("write", Random(f"{seed}/first {number}"))
        self.files.settle()
        # The library, and nothing else of the process, whose finders may be known or not.
        system.path[:] = [each for each in system.path if each.startswith(sys.base_prefix)]
        system.path_importer_cache.clear()
        self.requests = ImportRequests(system, root)
        system.path[:] = [*system.path, str(root / "left"), str(root / "right")]
        names = (*FOLDERS, ARCHIVE, "gone", "left/ta", "right/ta", "left/tb", "left/ta/x")
        self.entries = [*(str(root / each) for each in names), HOOKED, "left", "rel", str(root)]

    def step(self, seed: object) -> Any:
        """Do something, and note all there is to see."""
        random = Random(str(seed))
        what = random.choices([*STEPS], [*STEPS.values()])[0]
        self.files.tick(random)
        if what in FILES:
            came_of_it = self.change(what, random)
        else:
            came_of_it = outcome(lambda: getattr(self.requests, what)(random), self.root)
        self.files.settle()
        return {
            "step": what,
            "outcome": came_of_it,
            "executed": list(self.system.modules[THIS_SYSTEM].executed),
            "cache": of_cache(self.system.modules, TOPS),
            "finders": of_finders(self.system.path_importer_cache, self.entries),
            "bytecode": of_bytecode(self.root),
        }

    def change(self, what: str, random: Random) -> str:
        """Change the files; what cannot be done is not done."""
        try:
            return str(getattr(self.files, what)(random))
        except (OSError, IndexError) as error:
            return type(error).__name__


@contextlib.contextmanager
def a_process_of_its_own(root: Path) -> Iterator[None]:
    """What a life changes in the process is put back."""
    before = sys.dont_write_bytecode, sys.pycache_prefix, _imp.check_hash_based_pycs
    here = Path.cwd()
    sys.dont_write_bytecode = False
    try:
        yield
    finally:
        os.chdir(here)
        sys.dont_write_bytecode, sys.pycache_prefix, _imp.check_hash_based_pycs = before
        zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]
        for folder, folders, _ in os.walk(root):
            for name in folders:
                os.chmod(os.path.join(folder, name), 0o755)  # noqa: PTH101, PTH118 - quick
        shutil.rmtree(root)


def live(name: str, root: Path, seed: int, steps: Sequence[int]) -> list[Any]:
    """The life of a system: what was to be seen after each step."""
    with SYSTEMS[name]() as system, a_process_of_its_own(root):
        os.chdir(root.parent)
        life = Life(system, root, seed)
        return [life.step(f"{seed}/{number}") for number in steps]


def first_difference(name: str, root: Path, seed: int, steps: Sequence[int]) -> Any:
    """Where two lives part: (number of the step, what the interpreter says, what thence says)."""
    theirs = live("cpython", root, seed, steps)
    ours = live(name, root, seed, steps)
    for at, (their, our) in enumerate(zip(theirs, ours, strict=True)):
        if their != our:
            return at, their, our
    return None


def shortened(name: str, root: Path, seed: int, steps: Sequence[int]) -> list[int]:
    """The steps without those that are not needed for a difference."""
    needed = list(steps)
    length = len(needed) // 2
    while length:
        at = 0
        while at < len(needed):
            fewer = needed[:at] + needed[at + length :]
            if fewer and first_difference(name, root, seed, fewer) is not None:
                needed = fewer
            else:
                at += length
        length //= 2
    return needed


def report(name: str, root: Path, seed: int, difference: Any) -> str:
    """A difference in words, with the shortest way to it."""
    steps = shortened(name, root, seed, range(STEPS_IN_A_LIFE))
    # One that does not come again is told as it was.
    at, theirs, ours = first_difference(name, root, seed, steps) or difference
    history = live("cpython", root, seed, steps[: at + 1])
    lines = [f"{name} differs from CPython: seed {seed}, steps {steps[: at + 1]}"]
    lines += [f"    {each['step']}: {each['outcome']}" for each in history]
    lines += differing("", theirs, ours)
    return "\n".join(lines)


def differing(where: str, theirs: Any, ours: Any) -> list[str]:
    """The parts of two observations that are not equal, one a line."""
    if type(theirs) is type(ours) is dict and theirs.keys() == ours.keys():
        pairs = [(f"{where}.{key}", theirs[key], ours[key]) for key in theirs]
    elif type(theirs) is type(ours) in (list, tuple) and len(theirs) == len(ours):
        pairs = [
            (f"{where}[{at}]", *pair) for at, pair in enumerate(zip(theirs, ours, strict=True))
        ]
    else:
        return [f"  {where}\n    CPython {theirs!r}\n    thence  {ours!r}"]
    return [line for pair in pairs if pair[1] != pair[2] for line in differing(*pair)]


def main() -> int:
    """Live until so many steps are done, or a difference is found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("system", choices=["private", "installed"])
    parser.add_argument("--steps", type=int, default=30 * STEPS_IN_A_LIFE)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    start_again_without()
    name = {"private": "thence"}.get(arguments.system, arguments.system)
    began, done, seed = time.perf_counter(), 0, arguments.seed
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "tree")
        while done < arguments.steps:
            difference = first_difference(name, root, seed, range(STEPS_IN_A_LIFE))
            if difference is not None:
                print(report(name, root, seed, difference))
                return 1
            done += STEPS_IN_A_LIFE
            seed += 1
    took = time.perf_counter() - began
    print(f"{arguments.system}: {done} steps in {took:.0f} s, no difference")
    return 0


if __name__ == "__main__":
    sys.exit(main())
