"""Under each option of the interpreter: taken over, imported, given back."""

from __future__ import annotations

import re

import pytest

OPTIONS = [
    ("-I",),
    ("-S",),
    ("-E",),
    ("-s",),
    ("-P",),
    ("-O",),
    ("-OO",),
    ("-B",),
    ("-bb",),
    ("-W", "error"),
    ("-X", "dev"),
    ("-X", "utf8"),
    ("-X", "tracemalloc"),
    ("-X", "no_debug_ranges"),
    ("-X", "frozen_modules=off"),
    ("-X", "frozen_modules=on"),
    ("-X", "faulthandler"),
    ("-I", "-S", "-OO", "-X", "frozen_modules=off"),
]
PROOF = (
    "sys.path.insert(0, '.')\nimport round_trip\nround_trip.prove('wanted.inner', 'colorsys')\n"
)

IMPORT_TIME = re.compile(r"import time:\s+\d+ \|\s+\d+ \| *(\S+)")
ROUND = """
sys.path.insert(0, '.')
import round_trip
taken = round_trip.Taken()
import wanted.inner
print(taken.give_back())
import colorsys
"""


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
class TestOptions:
    """Whatever the interpreter was told."""

    def test_taken_over_and_given_back(self, starting, options):
        ended = starting.python(*options, starting.program(PROOF))

        assert (ended.stdout, ended.stderr) == ("restored\n", "")

    def test_started_on_thence(self, starting, options):
        report = (
            "print(__debug__, __doc__, sys.flags, wanted.__spec__, wanted.inner.__spec__.cached)"
        )
        program = starting.program(f"sys.path.insert(0, '.')\nimport wanted.inner\n{report}\n")

        assert starting.same(*options, program)


@pytest.mark.parametrize("option", ["-v", "-vv"])
def test_verbose_imports_are_told_of_before_and_after(starting, option):
    program = starting.program(ROUND)

    ended = starting.python(option, program)

    assert ended.stdout == "restored\n"
    told = [line for line in ended.stderr.splitlines() if line.startswith("import '")]
    names = [line.split("'")[1] for line in told]
    assert names.index("wanted") < names.index("wanted.inner") < names.index("colorsys")


def test_import_times_are_told_before_and_after(starting):
    program = starting.program(ROUND)

    ended = starting.python("-X", "importtime", program)

    assert ended.stdout == "restored\n"
    ours = ("wanted", "wanted.inner", "colorsys")
    timed = [name for name in IMPORT_TIME.findall(ended.stderr) if name in ours]
    assert timed == ["wanted", "wanted.inner", "colorsys"]


@pytest.mark.parametrize("options", [("-c",), ("-I", "-c"), ("-S", "-c")], ids=" ".join)
def test_a_command(starting, options):
    header = f"import sys; sys.path[:0] = ['.', *{starting.places!r}]\n"

    ended = starting.python(*options, header + PROOF)

    assert (ended.stdout, ended.stderr) == ("restored\n", "")


def test_a_program_from_standard_input(starting):
    header = f"import sys; sys.path[:0] = {starting.places!r}\n"

    ended = starting.python("-", stdin=header + PROOF)

    assert (ended.stdout, ended.stderr) == ("restored\n", "")


def test_importlib_may_come_later(starting):
    """A bare interpreter has imported none of importlib; who does so later gets the own one."""
    program = starting.program(
        """
        assert 'importlib' not in sys.modules
        import thence
        installation = thence.install()
        sys.path.insert(0, '.')
        import wanted.inner
        installation.uninstall()
        import importlib.machinery, importlib.util
        import _frozen_importlib, _frozen_importlib_external
        own = (_frozen_importlib.ModuleSpec, _frozen_importlib_external.SourceFileLoader)
        assert (importlib.machinery.ModuleSpec, importlib.machinery.SourceFileLoader) == own
        assert (type(wanted.inner.__spec__), type(wanted.inner.__loader__)) == own
        print(own[0].__mro__, importlib.util.find_spec('colorsys').loader.__class__ is own[1])
        """
    )

    ended = starting.python("-I", "-S", program)

    assert ended.stdout == "(<class '_frozen_importlib.ModuleSpec'>, <class 'object'>) True\n"
    assert not ended.stderr
