"""Locks of modules that are being imported when thence comes or goes: whose they are, who waits.

No test waits for a time to pass.  Threads are switched only when one blocks, so that a thread
which has announced its request is inside it when another goes on.
"""

from __future__ import annotations

import pytest

REGISTRY = """
import gc
import sys

import thence

registry = sys.modules["_frozen_importlib"]._module_locks

def left_behind():
    gc.collect()
    return list(registry)
"""

GATES = """
import importlib
import sys
import threading

sys.setswitchinterval(1000)

class Half(threading.Thread):
    "Imports a module that imports the other; tells when it has begun, and when it asks."

    def __init__(self, name):
        super().__init__(daemon=True)
        self.module = name
        self.begun, self.may_ask, self.asks = (threading.Event() for _ in range(3))
        self.found = None

    def run(self):
        try:
            self.found = hasattr(importlib.import_module(self.module), "complete")
        except BaseException as error:
            self.found = repr(error)

    def ask(self):
        "Called by the module, before it imports the other."
        self.begun.set()
        self.may_ask.wait()
        self.asks.set()

    def begin(self):
        self.start()
        self.begun.wait()

    def go_on(self):
        self.may_ask.set()
        self.asks.wait()

left, right = Half("left"), Half("right")

def end():
    for each in (left, right):
        each.join(20)
        print("stuck" if each.is_alive() else each.found)
"""

# In order: two threads begin one module each, the first asks for the other's, then the second.
STEPS = ("gates.left.begin()", "gates.right.begin()", "gates.left.go_on()", "gates.right.go_on()")
COMES, GOES = "there = thence.install()", "there.uninstall()"
NEVER = len(STEPS)


def written_steps(comes: int, goes: int) -> str:
    """The steps, with thence coming and going before the steps of these numbers."""
    lines = []
    for number, step in enumerate(STEPS):
        lines += [COMES] * (number == comes) + [GOES] * (number == goes) + [step]
    return "\n".join(lines)


@pytest.fixture
def halves(programs):
    """Two modules that import each other, in a thread each."""
    programs.write("gates.py", GATES)
    for name, other in (("left", "right"), ("right", "left")):
        text = f"import gates\ngates.{name}.ask()\nimport {other}\ncomplete = True\n"
        programs.write(f"{name}.py", text)


@pytest.mark.usefixtures("halves")
@pytest.mark.parametrize(
    ("comes", "goes"),
    [(comes, goes) for comes in range(NEVER) for goes in range(comes, NEVER + 1)],
)
def test_a_circle_of_two_threads_ends_whoever_made_the_locks(programs, comes, goes):
    """As it ends where nobody comes or goes: who closes it sees the other module half made."""
    steps = written_steps(comes, goes)

    output = programs.output(f"import gates, thence\n{REGISTRY}\n{steps}\ngates.end()\n")

    assert output == "True\nTrue\n"


class TestRegistry:
    """Locks are known by weak references; none is left when the last lock is gone."""

    def test_of_a_module_in_which_thence_is_installed(self, programs):
        programs.write("comes.py", "import thence\nthere = thence.install()\n")

        output = programs.output(
            f"{REGISTRY}\nimport comes\nprint(left_behind())\n"
            "comes.there.uninstall()\nprint(left_behind())\n"
        )

        assert output == "[]\n[]\n"

    def test_of_a_module_in_which_thence_is_uninstalled(self, programs):
        programs.write("goes.py", "import __main__\n__main__.there.uninstall()\n")

        output = programs.output(
            f"{REGISTRY}\nthere = thence.install()\nimport goes\nprint(left_behind())\n"
        )

        assert output == "[]\n"

    def test_of_a_module_in_which_thence_comes_and_goes(self, programs):
        programs.write("both.py", "import thence\nthence.install().uninstall()\n")

        output = programs.output(f"{REGISTRY}\nimport both\nprint(left_behind())\n")

        assert output == "[]\n"

    def test_it_is_the_interpreters_own_all_the_time(self, programs):
        output = programs.output(
            f"""{REGISTRY}
def is_in_force():
    return sys.modules["_frozen_importlib"]._module_locks is registry

with thence.install():
    print(is_in_force())
print(is_in_force())
"""
        )

        assert output == "True\nTrue\n"

    @pytest.mark.usefixtures("halves")
    def test_nobody_is_said_to_wait_at_the_end(self, programs):
        steps = written_steps(2, 3)

        output = programs.output(
            f"import gates, thence\n{REGISTRY}\n{steps}\ngates.end()\n"
            "core = sys.modules['_frozen_importlib']\n"
            "waits = core._blocking_on, thence.process_system._state.locks.waiting\n"
            "print([thread for thread in (gates.left.ident, gates.right.ident)\n"
            "       for each in waits if each.get(thread, ())])\n"
        )

        assert output == "True\nTrue\n[]\n"
