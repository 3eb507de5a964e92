"""In a child of fork, whoever of the two is on thence."""

from __future__ import annotations

import sys

import pytest

pytestmark = pytest.mark.skipif(not hasattr(sys, "getdlopenflags"), reason="there is no fork")

WAIT = """
def ended(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

def leave():
    sys.stdout.flush()
    os._exit(0)
"""


def outputs(starting, text):
    ended = starting.python(starting.program("import os\nimport round_trip\n" + WAIT + text))
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout.splitlines()


def test_a_child_alone_is_taken_over(starting):
    lines = outputs(
        starting,
        """
child = os.fork()
if child == 0:
    round_trip.prove('wanted.inner')
    leave()
print(ended(child), round_trip.in_force(), 'wanted' in sys.modules)
""",
    )

    assert lines == ["restored", "0 False False"]


def test_a_child_gives_back_what_its_parent_took(starting):
    lines = outputs(
        starting,
        """
taken = round_trip.Taken()
child = os.fork()
if child == 0:
    print(taken.load('wanted.inner').give_back())
    leave()
print(ended(child), round_trip.in_force())
print(taken.load('wanted.inner').give_back())
""",
    )

    assert lines == ["restored", "0 True", "restored"]


def test_a_grandchild_takes_over_again(starting):
    lines = outputs(
        starting,
        """
taken = round_trip.Taken()
child = os.fork()
if child == 0:
    print(taken.give_back())
    sys.stdout.flush()
    grandchild = os.fork()
    if grandchild == 0:
        round_trip.prove('wanted.inner')
        leave()
    assert ended(grandchild) == 0
    leave()
print(ended(child), taken.give_back())
""",
    )

    assert lines == ["restored", "restored", "0 restored"]


def test_a_child_that_is_made_within_an_import_takes_over(starting):
    """The lock of the module that forks is held by the interpreter's own system."""
    starting.write("forking.py", "import os\nchild = os.fork()\n")

    lines = outputs(
        starting,
        """
import forking
if forking.child == 0:
    round_trip.prove('wanted.inner')
    leave()
print(ended(forking.child))
""",
    )

    assert lines == ["restored", "0"]


def test_a_child_takes_over_within_an_import(starting):
    starting.write(
        "forking.py",
        """
        import os, round_trip
        child = os.fork()
        if child == 0:
            taken = round_trip.Taken()
            import wanted.inner
        """,
    )

    lines = outputs(
        starting,
        """
import forking
if forking.child == 0:
    import colorsys
    assert round_trip.by_thence(colorsys) and round_trip.by_thence(forking.wanted)
    print(forking.taken.give_back())
    leave()
print(ended(forking.child))
""",
    )

    assert lines == ["restored", "0"]
