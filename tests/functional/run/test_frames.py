"""Where the frames of a program lie (launching/first_frame.py)."""

import sys

import pytest

CALLS = 200
# The most pages that so many calls touch for the first time, of all depths that they are made at.
PROGRAM = f"""\
import resource
def touched():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
def leaf(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9, j=10):
    return a, b, c, d, e, f, g, h, i, j
def at_depth(depth):
    if depth:
        return at_depth(depth - 1)
    before = touched()
    for _ in range({CALLS}):
        leaf()
    return touched() - before
print(max(at_depth(depth) for depth in range(300)))
"""
WAYS = {
    "script": ["program.py"],
    "module": ["-m", "program"],
    "command": ["-c", PROGRAM],
    "folder": ["folder"],
    "standard input": ["-"],
}


@pytest.mark.parametrize("way", WAYS)
def test_a_call_maps_no_memory_at_whatever_depth(both, way):
    both.write("program.py", PROGRAM)
    both.write("folder/__main__.py", PROGRAM)
    stdin = PROGRAM.encode() if way == "standard input" else b""

    out, _, _ = both.thence(*WAYS[way], stdin=stdin)

    assert int(out) < CALLS / 10


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="the interpreter keeps a piece since 3.14")
def test_of_pythons_own_some_map_some_each_time(both):
    both.write("program.py", PROGRAM)

    out, _, _ = both.plain("program.py")

    assert int(out) >= CALLS
