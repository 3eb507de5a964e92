"""What a program does with an import system, at random: requests, and changes of its state."""

from __future__ import annotations

import _imp
import os
import sys
import types
from pathlib import Path
from random import Random
from typing import Any

from changing_files import ARCHIVE, FOLDERS, NAMES, TOPS
from handmade import EntryFinder, MetaFinder, sets

STATEMENTS = (
    "import {0}",
    "import {0} as it",
    "from {0} import *",
    "from {0} import value",
    "from {0} import x",
    "from {0} import x as it, y",
    "from {0} import nothing_of_the_kind",
)
HOOKED = "hooked"  # a path entry that the hooks of this file take


class Odd:
    """No string, and yet in a path or a cache."""

    def __repr__(self) -> str:
        return "<odd>"


class Failing:
    """A meta path finder, and a path hook, that raises."""

    def __init__(self, error: BaseException | type[BaseException]) -> None:
        self.error = error

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        if fullname in TOPS:
            raise self.error
        return None

    def __call__(self, entry: str) -> Any:
        raise self.error


class Rubbish:
    """A meta path finder, and a path hook, whose answers are none."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        return self.answer if fullname == "tb" else None

    def __call__(self, entry: str) -> Any:
        if entry != HOOKED:
            raise ImportError(entry)
        return self.answer


class ImportRequests:
    """Requests to one system, whose tree lies at ``root``."""

    def __init__(self, system: Any, root: Path) -> None:
        self.system = system
        self.root = root
        self.added: list[tuple[list[Any], Any]] = []
        self.base_path = list(system.path)

    def in_cache(self, random: Random) -> str:
        """The name of a module that is in the cache, mostly."""
        known = [each for each in NAMES if each in self.system.modules]
        return random.choice(known if known and random.random() < 0.9 else NAMES)

    # ------------------------------------------------------------ requests

    def import_it(self, random: Random) -> Any:
        return self.system.import_module(random.choice(NAMES))

    def import_relative(self, random: Random) -> Any:
        name = random.choice([".x", "..ta", ".", "..", ".x.deep", ""])
        return self.system.import_module(name, random.choice([*NAMES, None, ""]))

    def dunder_import(self, random: Random) -> Any:
        names = random.choice([(), ("x",), ("x", "y"), ("*",), ("value",), (1,), None])
        package = random.choice(NAMES)
        globals_ = random.choice([{"__package__": package}, {"__name__": package}, {}])
        level = random.choice([0, 0, 0, 1, 2, -1])
        return self.system.dunder_import(random.choice(NAMES), globals_, None, names, level)

    def execute(self, random: Random) -> Any:
        source = random.choice(STATEMENTS).format(random.choice(NAMES))
        names = self.system.run(source)
        return sorted(each for each in names if each != "__builtins__")

    def find_spec(self, random: Random) -> Any:
        return self.system.find_spec(random.choice(NAMES))

    def reload(self, random: Random) -> Any:
        return self.system.reload(self.system.modules[self.in_cache(random)])

    def ask_the_loader(self, random: Random) -> Any:
        name = self.in_cache(random)
        loader = self.system.modules[name].__loader__
        question = random.choice(["get_source", "get_code", "is_package", "get_filename"])
        answer = getattr(loader, question)(name)
        return answer.co_filename if isinstance(answer, types.CodeType) else answer

    def make_from_spec(self, random: Random) -> Any:
        name = random.choice(NAMES)
        module = self.system.module_from_spec(self.system.find_spec(name))
        module.__spec__.loader.exec_module(module)
        return module.value

    # ------------------------------------------------------------ the cache and the path

    def take_from_the_cache(self, random: Random) -> Any:
        return self.system.modules.pop(self.in_cache(random), None)

    def forbid(self, random: Random) -> None:
        self.system.modules[random.choice(NAMES)] = None

    def put_something_into_the_cache(self, random: Random) -> None:
        name = random.choice(NAMES)
        self.system.modules[name] = random.choice([Odd(), types.ModuleType(name), 1])

    def invalidate_caches(self, random: Random) -> None:
        self.system.invalidate_caches()

    def change_the_path(self, random: Random) -> Any:
        ours = [str(self.root / each) for each in (*FOLDERS, ARCHIVE, "gone", "left/ta.py")]
        others = ["", ".", "left", "rel", "./right", HOOKED, b"left", None, Odd(), self.root]
        chosen = random.sample(ours, 3) + random.sample(others, 2)
        random.shuffle(chosen)
        # The library first: what the interpreter needs of it now and then is not searched here.
        self.system.path[:] = [*self.base_path, *chosen]
        return chosen

    def forget_finders(self, random: Random) -> None:
        cache = self.system.path_importer_cache
        entry = str(self.root / random.choice(FOLDERS))
        if random.random() < 0.5:
            cache[entry] = None
        else:
            cache.pop(entry, None)

    # ------------------------------------------------------------ hooks

    def add_finder(self, random: Random) -> None:
        error = random.choice([ImportError("no"), ValueError("no"), KeyError, SystemExit(2)])
        made_by_hand = {"ta": sets(value=1), "ta.x": sets(value=2), "ta.y": None}
        finder: Any = random.choice(
            [
                MetaFinder(self.system, made_by_hand),
                Failing(error),
                Rubbish(random.choice([1, "spec", Odd()])),
                Odd(),
            ]
        )
        self._add(self.system.meta_path, finder, random)

    def add_hook(self, random: Random) -> None:
        entry_finder = EntryFinder(self.system, HOOKED, {"ta": sets(value=3), "tb": None})
        hook: Any = random.choice(
            [
                Rubbish(entry_finder),
                Rubbish(Odd()),
                Rubbish(None),
                Failing(random.choice([ImportError("no"), ValueError("no")])),
            ]
        )
        self._add(self.system.path_hooks, hook, random)
        for entry in (HOOKED, *(str(self.root / each) for each in FOLDERS)):
            self.system.path_importer_cache.pop(entry, None)

    def _add(self, where: list[Any], what: Any, random: Random) -> None:
        where.insert(random.choice([0, len(where)]), what)
        self.added.append((where, what))

    def remove_hook(self, random: Random) -> None:
        while self.added:
            where, what = self.added.pop()
            where.remove(what)

    # ------------------------------------------------------------ the process

    def change_directory(self, random: Random) -> str:
        place = self.root / random.choice(["", "left", "right", "left/ta"])
        os.chdir(place)
        return str(place)

    def lose_the_directory(self, random: Random) -> None:
        place = self.root / "lost"
        place.mkdir()
        os.chdir(place)
        place.rmdir()

    def switch_bytecode(self, random: Random) -> None:
        sys.dont_write_bytecode = not sys.dont_write_bytecode

    def move_bytecode(self, random: Random) -> None:
        sys.pycache_prefix = random.choice([None, None, str(self.root / "prefix"), "prefix"])

    def check_hashes(self, random: Random) -> None:
        _imp.check_hash_based_pycs = random.choice(["default", "always", "never"])
