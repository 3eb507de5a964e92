"""Whatever happens to a published tree, its lock and the cache: only what the lock names runs."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from hashlib import sha256
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

import thence
from thence.sources import MemorySource, Sources

# More rounds: THENCE_ROUNDS=2000.
ROUNDS = int(os.environ.get("THENCE_ROUNDS", "150"))
ENTRY = "memory:published"
NAMES = ["a.py", "b.py", "pkg/__init__.py", "pkg/c.py", "pkg/d.py", "e.pyc"]
MODULES = ["a", "b", "pkg", "pkg.c", "pkg.d", "e", "extra"]
BODY = re.compile(rb"BODY = (\d+)")
SMALL = st.integers(0, 400)


class Remote(MemorySource):
    """A store elsewhere, as far as the rules are concerned."""

    is_local = False


def text_of(number: int) -> bytes:
    """A module's source, which tells which one it is."""
    return f"BODY = {number}\n# {number * 7919}\n".encode()


class World:
    """What is published, the lock, the cache, and every content that there ever was."""

    def __init__(self, folder: Path) -> None:
        self.files = {name: text_of(10 + i) for i, name in enumerate(NAMES)}
        self.lock = folder / "thence.lock"
        self.cache = folder / "cache"
        self.known = {digest(data): data for data in self.files.values()}
        rows = [
            f'"{name}" = {{ sha256 = "{digest(data)}", size = {len(data)} }}'
            for name, data in self.files.items()
        ]
        self.text = bytearray(
            "\n".join(["version = 1", f'[sources."{ENTRY}"]', *rows, ""]).encode()
        )

    def mutate(self, kind: str, first: int, second: int) -> None:
        """Change one thing."""
        getattr(self, kind)(first, second)
        self.known.update({digest(data): data for data in self.files.values()})

    def flip(self, first: int, second: int) -> None:
        name = self._name(first)
        data = bytearray(self.files[name])
        data[second % len(data)] ^= 1 + first % 255
        self.files[name] = bytes(data)

    def replace(self, first: int, second: int) -> None:
        self.files[self._name(first)] = text_of(1000 + second)

    def swap(self, first: int, second: int) -> None:
        one, other = self._name(first), self._name(second)
        self.files[one], self.files[other] = self.files[other], self.files[one]

    def truncate(self, first: int, second: int) -> None:
        name = self._name(first)
        self.files[name] = self.files[name][: 1 + second % 12]

    def extend(self, first: int, second: int) -> None:
        self.files[self._name(first)] += text_of(second)

    def remove(self, first: int, second: int) -> None:
        if len(self.files) > 1:
            del self.files[self._name(first)]

    def add(self, first: int, second: int) -> None:
        self.files["extra.py"] = text_of(second)

    def lock_flip(self, first: int, second: int) -> None:
        self.text[(first * 401 + second) % len(self.text)] ^= 1 << second % 7

    def lock_swap_hashes(self, first: int, second: int) -> None:
        lines = bytes(self.text).split(b"\n")
        rows = [i for i, line in enumerate(lines) if b"sha256" in line] or [0]
        one, other = rows[first % len(rows)], rows[second % len(rows)]
        left, _, mine = lines[one].partition(b" = ")
        right, _, theirs = lines[other].partition(b" = ")
        lines[one], lines[other] = left + b" = " + theirs, right + b" = " + mine
        self.text = bytearray(b"\n".join(lines))

    def lock_drop(self, first: int, second: int) -> None:
        lines = bytes(self.text).split(b"\n")
        del lines[first % len(lines)]
        self.text = bytearray(b"\n".join(lines) or b"\n")

    def cache_flip(self, first: int, second: int) -> None:
        if kept := self._kept():
            file = kept[first % len(kept)]
            data = bytearray(file.read_bytes() or b"x")
            data[second % len(data)] ^= 1 + first % 255
            file.write_bytes(data)

    def cache_swap(self, first: int, second: int) -> None:
        if kept := self._kept():
            one, other = kept[first % len(kept)], kept[second % len(kept)]
            left, right = one.read_bytes(), other.read_bytes()
            one.write_bytes(right)
            other.write_bytes(left)

    def cache_truncate(self, first: int, second: int) -> None:
        if kept := self._kept():
            file = kept[first % len(kept)]
            file.write_bytes(file.read_bytes()[:second])

    def _name(self, number: int) -> str:
        names = sorted(self.files)
        return names[number % len(names)]

    def _kept(self) -> list[Path]:
        return sorted(file for file in self.cache.rglob("*") if file.is_file())

    def pins(self) -> dict[str, str]:
        """File name -> sha256, of what the lock allows; nothing for what is no lock."""
        try:
            data = tomllib.loads(self.text.decode())
            return {name: row["sha256"] for name, row in data["sources"][ENTRY].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            return {}


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


KINDS = [name for name in vars(World) if name[0] != "_" and name not in ("mutate", "pins")]
MUTATIONS = st.lists(st.tuples(st.sampled_from(KINDS), SMALL, SMALL), max_size=8)


def executed(world: World) -> dict[str, int]:
    """Import everything; file name -> what its module says that it is."""
    world.lock.write_bytes(world.text)
    source = Remote(ENTRY, world.files)
    try:
        sources = Sources([source], lock=world.lock, cache=world.cache)
        system = thence.ImportSystem([ENTRY], sources=sources)
    except ImportError:  # the lock is none
        return {}
    for name in MODULES:
        try:
            system.import_module(name)
        except Exception:  # noqa: BLE001 - many of these are broken on purpose
            continue
    found = {}
    for name in MODULES:
        module = system.modules.get(name)
        if hasattr(module, "BODY"):
            found[module.__spec__.origin.removeprefix(f"{ENTRY}/")] = module.BODY
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all rounds: the cache of earlier ones is met again."""
    return tmp_path_factory.mktemp("mutated")


@settings(max_examples=ROUNDS, deadline=None)
@given(before=MUTATIONS, after=MUTATIONS)
def test_only_what_the_lock_names_is_executed(before, after, folder):
    world = World(folder)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, False
    try:
        for mutations in (before, after):
            for kind, first, second in mutations:
                world.mutate(kind, first, second)
            ran = executed(world)
            check(ran, world)
    finally:
        sys.dont_write_bytecode = writes


def check(ran: dict[str, int], world: World) -> None:
    """Each module that ran is the one whose hash the lock has for its file."""
    pins = world.pins()
    for name, body in ran.items():
        named = world.known.get(pins.get(name, ""))
        assert named is not None, f"{name} ran, and the lock has {pins.get(name)}"
        assert [int(number) for number in BODY.findall(named)[:1]] == [body], name


def test_what_nobody_changed_is_executed(folder):
    """The test above would hold if nothing ever ran."""
    assert len(executed(World(folder))) == len([n for n in NAMES if n.endswith(".py")])
