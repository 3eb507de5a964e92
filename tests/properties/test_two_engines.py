"""thence and the interpreter go through the same life of a tree of files, step by step.

The tree has two path entries.  Files come, change and go; modules are imported, reloaded, taken
out of the cache, forbidden.  After each step both say the same of the step, and their caches hold
the same modules.

Times of files are set by hand: whether a directory's listing is out of date does not depend on
how fast the test runs.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from import_systems import NOTE, cpython, private

ADDRESS = re.compile(r"<\S*\.(\w+) object at 0x[0-9a-f]+>")
EPOCH = 1_600_000_000

TOP = ("ta", "tb")
NAMES = (*TOP, "ta.x", "ta.y", "tb.x", "ta.x.deep")
entries = st.sampled_from(["left", "right"])
names = st.sampled_from(NAMES)

# What a module may do when it is executed.
BODIES = {
    "plain": "",
    "fails": "1 / 0",
    "imports": "import {other}",
    "imports as": "import {other} as other",
    "imports from": "from {parent} import {last}",
    "imports attribute": "from {other} import value as theirs",
    "relative": "from . import x",
    "relative above": "from .. import x",
    "star": "from {other} import *",
    "leaves the cache": "import this_system; del this_system.modules[__name__]",
    "replaces itself": (
        "import this_system\n"
        "other = this_system.modules[__name__] = type(this_system)('other')\n"
        "other.value = 'of the other'"
    ),
    "forbids itself": "import this_system; this_system.modules[__name__] = None",
    "wrong": "def (",
    "catches": "try:\n    import {other}\nexcept ImportError as error:\n    caught = str(error)",
    "spec": "seen = __spec__.name, __name__, __package__, globals().get('__path__') is not None",
}
bodies = st.sampled_from(sorted(BODIES))


def without_addresses(text):
    return ADDRESS.sub(r"<\1>", str(text))


def tried(question, *arguments):
    """The answer, or what was raised: a namespace package's path asks for its parent."""
    try:
        return question(*arguments)
    except Exception as error:  # noqa: BLE001 : whatever it is, both have to raise it
        return type(error).__name__, str(error)


def shown(thing):
    """A repr without addresses."""
    return without_addresses(tried(repr, thing))


def public(names):
    """The names that a module gave itself, and what they stand for."""
    return {
        name: getattr(value, "__name__", shown(value))
        for name, value in names.items()
        if not name.startswith("__") and name != "this_system"
    }


def said_of(module):
    """What there is to compare of what a cache holds."""
    if not hasattr(module, "__dict__"):
        return module
    names = vars(module)
    spec = names.get("__spec__")
    return {
        "repr": shown(module),
        "spec": shown(spec),
        "cached": getattr(spec, "cached", None),
        "has_location": getattr(spec, "has_location", None),
        "initializing": getattr(spec, "_initializing", None),
        "loader": type(names.get("__loader__")).__name__,
        "path": tried(list, names["__path__"]) if "__path__" in names else None,
        **{
            name: names.get(name)
            for name in ("__name__", "__package__", "__file__", "__cached__", "__doc__")
        },
        "names": public(names),
    }


class TwoEngines(RuleBasedStateMachine):
    """The same steps on both."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.clock = EPOCH
        self.versions = 0
        self.ends = contextlib.ExitStack()
        self.ends.callback(shutil.rmtree, self.root)
        # The private one is left last: it asserts that the process is as it was.
        self.ours = self.ends.enter_context(private())
        self.theirs = self.ends.enter_context(cpython())

    def teardown(self) -> None:
        self.ends.close()

    @initialize()
    def two_entries(self) -> None:
        for entry in ("left", "right"):
            (self.root / entry).mkdir()
            self.set_time(self.root / entry)
        path = [str(self.root / "left"), str(self.root / "right")]
        self.ours.path[:] = path
        self.theirs.path[:0] = path

    # ------------------------------------------------------------ files

    def set_time(self, place: Path) -> None:
        self.clock += 10
        os.utime(place, (self.clock, self.clock))

    @contextlib.contextmanager
    def changing(self, place: Path, seen: bool) -> Any:
        """Directories between the entry and a place keep their times, unless it is seen."""
        above = [
            each
            for each in place.parents
            if each.is_relative_to(self.root / "left") or each.is_relative_to(self.root / "right")
        ]
        times = {each: each.stat().st_mtime for each in above if each.exists()}
        yield
        for each in above:
            if not each.exists():
                continue
            if seen or each not in times:
                self.set_time(each)
            else:
                os.utime(each, (times[each], times[each]))

    def place(self, entry: str, name: str) -> Path:
        return self.root / entry / name.replace(".", "/")

    @rule(
        entry=entries,
        name=names,
        body=bodies,
        other=names,
        package=st.booleans(),
        seen=st.integers(0, 3).map(bool),
    )
    def write(self, entry, name, body, other, package, seen):
        """A module or a regular package comes to be, or changes."""
        place = self.place(entry, name)
        file = place / "__init__.py" if package else place.with_suffix(".py")
        parent, _, last = other.rpartition(".")
        self.versions += 1
        text = BODIES[body].format(other=other, parent=parent or "ta", last=last)
        with self.changing(file, seen):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{NOTE}value = {self.versions}\n{text}\nend = True\n")
            self.set_time(file)

    @rule(entry=entries, name=names, seen=st.integers(0, 3).map(bool))
    def make_portion(self, entry, name, seen):
        """A directory comes to be: a namespace portion, unless it has an __init__."""
        place = self.place(entry, name)
        with self.changing(place, seen):
            place.mkdir(parents=True, exist_ok=True)

    @rule(entry=entries, name=names, package=st.booleans(), seen=st.integers(0, 3).map(bool))
    def delete(self, entry, name, package, seen):
        """A file, or a whole directory, goes."""
        place = self.place(entry, name)
        with self.changing(place, seen):
            if package:
                shutil.rmtree(place, ignore_errors=True)
            else:
                place.with_suffix(".py").unlink(missing_ok=True)

    # ------------------------------------------------------------ requests

    def both(self, request: Any) -> None:
        """Make a request of both systems, and compare what comes of it."""
        assert self.outcome(request, self.ours) == self.outcome(request, self.theirs)

    def outcome(self, request: Any, system: Any) -> Any:
        try:
            return said_of(request(system))
        except Exception as error:  # noqa: BLE001 : whatever it is, both have to raise it
            return (
                type(error).__name__,
                without_addresses(str(error)),
                getattr(error, "name", None),
                getattr(error, "path", None),
            )

    @rule(name=names)
    def import_it(self, name):
        self.both(lambda system: system.import_module(name))

    @rule(name=names)
    def ask_for_the_spec(self, name):
        self.both(lambda system: system.find_spec(name))

    @rule(name=names)
    def reload_it(self, name):
        self.both(lambda system: system.reload(system.modules[name]))

    @rule(
        name=names,
        statement=st.sampled_from(
            [
                "import {0}",
                "import {0} as it",
                "from {0} import *",
                "from {0} import value",
                "from {0} import x",
                "from {0} import x as it, y",
            ]
        ),
    )
    def execute_a_statement(self, name, statement):
        source = statement.format(name)

        def request(system):
            return public(system.run(source))

        self.both(request)

    @rule(name=names)
    def take_from_the_cache(self, name):
        self.both(lambda system: system.modules.pop(name, None))

    @rule(name=names)
    def forbid(self, name):
        self.both(lambda system: system.modules.update({name: None}))

    @rule()
    def invalidate_caches(self):
        self.both(lambda system: system.invalidate_caches())

    @rule()
    def turn_the_path_around(self):
        left, right = self.ours.path
        self.ours.path[:] = self.theirs.path[:2] = [right, left]

    # ------------------------------------------------------------ what always holds

    @invariant()
    def the_caches_hold_the_same(self):
        def cache(system):
            return {
                name: said_of(system.modules[name]) for name in NAMES if name in system.modules
            }

        assert cache(self.ours) == cache(self.theirs)

    @invariant()
    def the_same_modules_were_executed_in_the_same_order(self):
        ours, theirs = (each.modules["this_system"].executed for each in (self.ours, self.theirs))
        assert ours == theirs


TwoEngines.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestTwoEngines = TwoEngines.TestCase
