"""What the garbage collector knows when the program begins (launching/collecting.py)."""

import json
import sys

PROGRAM = """\
import sys
was_loaded = "gc" in sys.modules
import gc
young, middle, old = gc.get_count()
recent = [type(each).__module__ for each in gc.get_objects(generation=0)]
import json
of_thence = [each for each in recent if str(each).startswith("thence")]
print(json.dumps([was_loaded, middle, old, of_thence, gc.get_freeze_count()]))
"""
NOTHING = [False, 0, 0, [], 0]


def test_nothing_of_thence_is_counted(both):
    both.write("program.py", PROGRAM)

    out, _, _ = both.thence("program.py")

    assert json.loads(out) == NOTHING


def test_nor_anything_of_a_recorder(both):
    both.write("program.py", PROGRAM)

    words = ["trace", "--quiet", "-o", "a.rec", "program.py"]
    out, _, _ = both.finish([sys.executable, "-c", both.command, *words])

    assert json.loads(out) == NOTHING
