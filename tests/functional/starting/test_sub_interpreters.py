"""In interpreters within a process: each has an import system, and can have thence."""

from __future__ import annotations

import sys

import pytest

# Name of the interpreter's module -> how to make one, run text in it, and end it.
if sys.version_info >= (3, 13):
    HEADER = """
import _interpreters
def within(text, own_lock):
    one = _interpreters.create('isolated' if own_lock else 'legacy')
    failed = _interpreters.exec(one, text)
    _interpreters.destroy(one)
    assert failed is None, failed.formatted
"""
else:
    HEADER = """
import _xxsubinterpreters
def within(text, own_lock):
    one = _xxsubinterpreters.create(isolated=own_lock)
    _xxsubinterpreters.run_string(one, text)
    _xxsubinterpreters.destroy(one)
"""

PROVE = "sys.path[:0] = places\nimport round_trip\nround_trip.prove('wanted.inner', 'colorsys')\n"


@pytest.fixture
def outputs(starting):
    """Runs a program with ``within`` and the text PROVE, and returns its lines."""

    def run(text):
        places = [str(starting.folder), *starting.places]
        proof = f"import sys\nplaces = {places!r}\n{PROVE}"
        program = starting.program(f"PROVE = {proof!r}\n{HEADER}\n{text}")
        ended = starting.python(program)
        assert (ended.returncode, ended.stderr) == (0, "")
        return ended.stdout.splitlines()

    return run


@pytest.mark.parametrize("own_lock", [False, True], ids=["shared lock", "own lock"])
class TestSubInterpreters:
    """Each is an import system of its own; with a lock of its own since 3.12."""

    def test_one_is_taken_over_and_given_back(self, outputs, own_lock):
        assert outputs(f"within(PROVE, {own_lock})") == ["restored"]

    def test_several_one_after_the_other(self, outputs, own_lock):
        assert outputs(f"for _ in range(5): within(PROVE, {own_lock})") == ["restored"] * 5

    def test_the_main_one_is_left_alone(self, outputs, own_lock):
        lines = outputs(
            f"within(PROVE, {own_lock})\nimport round_trip\nprint(round_trip.in_force())\n"
            "exec(PROVE)\n"
        )

        assert lines == ["restored", "False", "restored"]

    def test_one_within_a_main_one_on_thence(self, outputs, own_lock):
        lines = outputs(
            "import round_trip\ntaken = round_trip.Taken()\n"
            f"within(PROVE, {own_lock})\nimport wanted\nprint(taken.give_back())\n"
        )

        assert lines == ["restored", "restored"]

    def test_one_may_end_on_thence(self, outputs, own_lock):
        text = "PROVE.replace('round_trip.prove', 'round_trip.Taken().load') + 'print(True)'"

        assert outputs(f"within({text}, {own_lock})\nprint('ended')") == ["True", "ended"]

    def test_two_at_once_in_threads(self, outputs, own_lock):
        lines = outputs(
            f"""
import threading
threads = [threading.Thread(target=within, args=(PROVE, {own_lock})) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
        )

        assert lines == ["restored"] * 4


def test_a_program_on_thence_makes_them(outputs, starting):
    """``thence run`` is for the main interpreter; the others have their own system."""
    places = list(starting.places)
    text = (
        f"import sys\nsys.path[:0] = {places!r}\nimport round_trip\nprint(round_trip.in_force())"
    )
    program = starting.program(f"{HEADER}\nwithin({text!r}, False)\n{text}\n")

    ended = starting.run(program)

    assert (ended.stdout.splitlines(), ended.stderr) == (["False", "True"], "")
