"""What 3.14 and 3.15 brought, in programs on thence."""

import re
import sys

import pytest

since_3_14 = pytest.mark.skipif(sys.version_info < (3, 14), reason="came with Python 3.14")
since_3_15 = pytest.mark.skipif(sys.version_info < (3, 15), reason="came with Python 3.15")

TIMES = re.compile(r"^import time: +(cached|\d+) +\| +(?:cached|\d+) +\| *(\S+)$", re.MULTILINE)

LAZY = """\
import sys, types
lazy import box.leaf
lazy from box import other as o, missing
lazy import json.tool as t
print(sorted(n for n in sys.modules if n.startswith(("box", "json"))))
print(sorted(k for k, v in globals().items() if isinstance(v, types.LazyImportType)))
print(sorted(n for n in sys.lazy_modules if n.startswith(("box", "json"))))
print(box.leaf.name, o.name, t.__spec__.name)
print(sorted(n for n in sys.modules if n.startswith(("box", "json"))))
print(sorted(n for n in sys.lazy_modules if n.startswith(("box", "json"))))
try:
    missing
except ImportError as error:
    print(type(error), error, error.__cause__)
print(sys.get_lazy_imports(), sys.get_lazy_imports_filter())
missing
"""


@pytest.fixture
def box(both):
    """A package, and a module that uses itself while it is resolved."""
    for name in ("leaf", "other"):
        both.write(f"box/{name}.py", "name = __name__")
    both.write("box/__init__.py", "")
    both.write("circle.py", "import __main__\n__main__.use()\n")
    return both


@since_3_15
class TestLazyImports:
    @pytest.mark.parametrize(
        "options", [[], ["-X", "lazy_imports=all"], ["-X", "lazy_imports=normal"], ["-I"], ["-S"]]
    )
    def test_statements(self, box, options):
        box.write("program.py", LAZY)

        out, err, status = box.same(*options, "program.py")

        assert status == 1
        assert "json" in out or "-I" in options
        assert "lazy import of 'box.missing'" in err or "-I" in options

    @pytest.mark.parametrize("words", [["-m", "program"], ["-c", LAZY], ["-"]], ids=str)
    def test_ways_of_starting(self, box, words):
        box.write("program.py", LAZY)

        assert "box.leaf" in box.same(*words, stdin=LAZY.encode())[0]

    def test_variable(self, box):
        text = "import box.leaf, sys\nprint('box' in sys.modules, sys.get_lazy_imports())"
        box.write("program.py", text)

        out, _err, _status = box.same("program.py", env={"PYTHON_LAZY_IMPORTS": "all"})

        assert out == "False all\n"

    def test_mode_and_filter_of_the_program(self, box):
        text = "import sys\nsys.set_lazy_imports('all')\n"
        text += "sys.set_lazy_imports_filter(lambda *facts: print(facts) or 'leaf' in facts[1])\n"
        text += "import box.leaf\nimport circle\nprint('box' in sys.modules)\n"
        box.write("program.py", text.replace("import circle", "import box.other"))

        box.same("program.py")

    def test_circle(self, box):
        box.write("program.py", "lazy import circle\ndef use():\n    return circle\nuse()\n")

        _out, err, status = box.same("program.py")

        assert err.endswith("(most likely due to a circular import)\n")
        assert status == 1

    def test_children(self, box):
        box.write("program.py", LAZY)
        box.write(
            "parent.py",
            "import subprocess, sys\n"
            "line = [sys.executable, 'program.py']\n"
            "print(subprocess.run(line, capture_output=True, text=True))",
        )

        box.same("parent.py")


@since_3_15
def test_what_finders_discover(box):
    box.write(
        "program.py",
        "import sys, importlib.machinery as m, importlib.util as u\n"
        "print([s.name for s in m.PathFinder.discover(u.find_spec('box'))])\n"
        "sys.path[:] = ['.']\nprint(sorted(s.name for s in m.PathFinder.discover()))\n"
        "import loose.part; print(type(loose.__path__) is m.NamespacePath, loose.__path__)\n",
    )
    box.write("loose/part.py", "")

    assert "box.leaf" in box.same("program.py")[0]


THREADS = """\
import sys, threading
import gate

sys.setswitchinterval(1000)
results = []

def tried(name):
    try:
        results.append((name, __import__(name).mod.answer))
    except Exception as error:
        results.append((name, error))

def late():
    gate.go_on.set()
    tried("nest.mod")

first = threading.Thread(target=tried, args=("nest",))
first.start()
gate.begun.wait()
second = threading.Thread(target=late)
second.start()
first.join()
second.join()
print(sorted(results))
"""


@since_3_15
def test_a_thread_takes_the_locks_of_parents_first(box):
    """One makes a package that needs its submodule; the other asked for that one meanwhile."""
    box.write("gate.py", "import threading\nbegun, go_on = threading.Event(), threading.Event()")
    box.write(
        "nest/__init__.py", "import gate\ngate.begun.set()\ngate.go_on.wait()\nimport nest.mod"
    )
    box.write("nest/mod.py", "answer = 42")
    box.write("program.py", THREADS)

    assert box.same("program.py")[0] == "[('nest', 42), ('nest.mod', 42)]\n"


@since_3_14
def test_import_times_of_cached_modules(box):
    """What is asked for again is listed, too: importtime=2."""
    program = "import sys\nsys.stderr.write('BEGIN\\n')\nimport box.leaf\nimport box.leaf\n"
    box.write("program.py", program)

    listed = [
        TIMES.findall(start("-X", "importtime=2", "program.py")[1].partition("BEGIN\n")[2])
        for start in (box.plain, box.thence)
    ]

    ours, theirs = [
        [(time == "cached", name) for time, name in times if name.startswith("box")]
        for times in listed
    ]
    assert (
        ours
        == theirs
        == [(False, "box"), (False, "box.leaf"), (True, "box"), (True, "box.leaf"), (True, "box")]
    )
