"""What a program could find of thence, and does not; and the little that it does."""

import json

import pytest

WAYS = [
    ["program.py"],
    ["-m", "program"],
    ["-c", "import program"],
    ["folder"],
    ["-S", "program.py"],
]
MODULES = "import sys; found = sorted(sys.modules); import json; print(json.dumps(found))"
STATE = """\
import builtins, gc, os, signal, sys, threading, warnings
print(sys.meta_path and [getattr(f, "__name__", f) for f in sys.meta_path])
print([getattr(hook, "__qualname__", hook) for hook in sys.path_hooks])
print(threading.active_count())
print([(s, signal.getsignal(s)) for s in sorted(signal.valid_signals())])
print(sys.gettrace(), sys.getprofile(), sys.getrecursionlimit())
print(gc.isenabled(), gc.get_threshold())
print(sys.excepthook is sys.__excepthook__, sys.displayhook is sys.__displayhook__)
print(sorted(vars(builtins)), builtins.__import__)
print(sorted(vars(sys)))
print(sorted(name for name in vars(os)))
print(warnings.filters)
print(sorted(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else "")
print(os.getppid() != 1, os.getcwd(), os.environ)
print(sys.flags == tuple(sys.flags), sys.flags[:3], hash(sys.flags) == hash(tuple(sys.flags)))
print(sys.flags.n_fields, sys.flags.__match_args__)
print(type(sys.flags).__name__, type(sys.flags).__doc__)
import subprocess
print(subprocess._args_from_interpreter_flags())
try:
    type(sys.flags)()
except TypeError as error:
    print(error)
import inspect, pickle
for name in ("execv", "execve", "posix_spawn", "posix_spawnp"):
    function = getattr(os, name)
    print(function.__module__, function.__qualname__)
    print(pickle.loads(pickle.dumps(function)) is function)
    print(function.__doc__)
"""


@pytest.mark.parametrize("words", WAYS, ids=str)
def test_only_modules_of_thence_are_added(both, words):
    both.write("program.py", MODULES)
    both.write("folder/__main__.py", MODULES)

    expected = json.loads(both.plain(*words)[0])
    found = json.loads(both.thence(*words)[0])

    assert [name for name in found if name.partition(".")[0] != "thence"] == expected
    assert {name.partition(".")[0] for name in found} - {*expected} == {"thence"}


@pytest.mark.parametrize("words", [[], ["-O", "-Xdev"], ["-I"], ["-Werror", "-Xutf8"]], ids=str)
def test_state_of_the_process(both, words):
    both.write("program.py", STATE)

    both.same(*words, "program.py")


def test_who_is_in_force(both):
    """The one way to see it, and one that nobody uses by accident."""
    both.write(
        "program.py",
        "import sys; print(sys.modules['_frozen_importlib']._find_and_load.__module__)",
    )

    out, _err, _status = both.thence("program.py")

    assert out.startswith("thence.")


def test_one_frame_lies_below_the_program(both):
    """It has the namespace of __main__: who looks for the outermost frame finds the program's."""
    both.write(
        "program.py",
        "import sys\nframe = sys._getframe()\nwhile frame:\n"
        "    print(frame.f_code.co_name, frame.f_globals is globals()); frame = frame.f_back",
    )

    assert both.plain("program.py")[0] == "<module> True\n"
    assert both.thence("program.py")[0] == "<module> True\n" * 2


def test_hooks_of_a_plan_are_called_in_their_moments(both):
    both.write(
        "listening.py",
        "import sys\n"
        "def note(moment):\n"
        "    print(moment, 'site' in sys.modules, sys.path[0] == 'early', sys.argv)\n",
    )
    both.write("program.py", "import sys; print('program'); sys.exit(3)")
    start = f"""
import sys
sys.path.insert(0, {both.sources!r})
from thence.launching.launcher import launch
from thence.launching.plan import Hook, Plan
hooks = [Hook(moment, "listening", "note", f"{{moment}}=x") for moment in sys.argv[1:4]]
launch(sys.argv[4:], Plan(hooks=hooks))
"""

    out, err, status = both.plain(
        "-c",
        start,
        "installed",
        "ready",
        "ended",
        "program.py",
        "a",
        env={"PYTHONPATH": str(both.folder)},
    )

    assert [line.split()[:2] for line in out.splitlines()] == [
        ["installed=x", "False"],
        ["ready=x", "True"],
        ["program"],
        ["ended=x", "True"],
    ]
    assert (err, status) == ("", 3)
