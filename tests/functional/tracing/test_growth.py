"""A recording grows by so much for each import, however many there are."""

import pytest

PROGRAM = """
    import importlib.machinery, sys, tracemalloc

    class Finder:
        @staticmethod
        def find_spec(fullname, path=None, target=None):
            if fullname.startswith("made"):
                return importlib.machinery.ModuleSpec(fullname, Loader, origin="/made/" + fullname)

    class Loader:
        @staticmethod
        def create_module(spec):
            return None

        @staticmethod
        def exec_module(module):
            pass

    sys.meta_path.insert(0, Finder)
    for number in range({count}):
        __import__("made%05d" % number)
    print(tracemalloc.get_traced_memory()[0])
"""
FEW, MANY = 1000, 4000


@pytest.fixture
def held(tracer):
    """Runs the program; returns the bytes that Python has allocated at its end."""

    def run(count, *command):
        tracer.write("program.py", PROGRAM.format(count=count))
        words = ("-X", "tracemalloc", "program.py")
        if command == ("run",):
            return int(tracer.run_untraced(*words))
        return int(tracer.run("--quiet", *command, *words).stdout)

    return run


@pytest.mark.parametrize("options", [(), ("--cached",)], ids=["plain", "cached"])
def test_the_file_grows_by_half_a_kilobyte_for_each_import(tracer, held, options):
    sizes = {}
    for count in (FEW, MANY):
        held(count, *options)
        sizes[count] = tracer.file.stat().st_size

    for_each = (sizes[MANY] - sizes[FEW]) / (MANY - FEW)

    assert for_each < 512
    assert sizes[MANY] < sizes[FEW] * MANY / FEW


def test_the_recorder_keeps_less_than_a_kilobyte_of_each_import(held):
    more = {count: held(count) - held(count, "run") for count in (FEW, MANY)}

    for_each = (more[MANY] - more[FEW]) / (MANY - FEW)

    assert for_each < 1024
