"""Installed late, in a program with hundreds of modules loaded."""

from __future__ import annotations

PROGRAM = """
import pkgutil, warnings
import importlib.util
sys.path.insert(0, '.')
warnings.simplefilter('ignore')

# Those that do something when they are imported, or want a display.
ODD = {'antigravity', 'this', 'idlelib', 'turtledemo', 'turtle', 'tkinter', 'lib2to3', 'test'}
LEFT = {'colorsys', 'chunk', 'sndhdr', 'imghdr'}

def load_much():
    for name in sorted(sys.stdlib_module_names - ODD - LEFT):
        try:
            package = __import__(name)
        except ImportError:
            continue
        for each in pkgutil.iter_modules(getattr(package, '__path__', ()), name + '.'):
            if not each.name.endswith(('__main__', '_test')):
                try:
                    __import__(each.name)
                except ImportError:
                    continue

load_much()
del load_much
assert len(sys.modules) > 400, len(sys.modules)
import round_trip
"""


def test_restored_after_hundreds_of_modules(starting):
    program = starting.program(PROGRAM + "round_trip.prove('wanted.inner', 'colorsys')\n")

    ended = starting.python(program)

    assert (ended.stdout, ended.stderr) == ("restored\n", "")


def test_modules_that_were_there_can_be_reloaded_and_found(starting):
    program = starting.program(
        PROGRAM
        + """
import importlib, json.decoder, thence
with thence.install():
    again = importlib.reload(json.decoder)
    assert again is sys.modules['json.decoder']
    found = importlib.util.find_spec('json.encoder')
    assert found.loader is json.encoder.__loader__
    assert round_trip.by_thence(json) and round_trip.by_thence(again)
    missing = [
        name for name, module in sys.modules.items()
        if getattr(module, '__spec__', None) and not round_trip.by_thence(module)
    ]
print(missing)
"""
    )

    ended = starting.python(program)

    assert (ended.stdout, ended.stderr) == ("[]\n", "")
