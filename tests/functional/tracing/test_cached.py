"""Statements that the module cache serves, which the interpreter answers without a call."""

import pytest

from .conftest import only

ASKED_TWICE = """
    import package.inner
    def asking():
        import package.inner as again
        from package import inner
        from package import (  # two lines
            inner as other)
    for _ in range(3):
        asking()
"""


def write_package(tracer):
    """A package with a module."""
    tracer.write("package/__init__.py", "")
    tracer.write("package/inner.py", "")


def served(process, fullname):
    """Line, function and from-list of those whom the cache served, in their order."""
    return [
        (each.asker.line, each.asker.function, each.fromlist)
        for each in process.imports()
        if each.fullname == fullname and each.outcome == "cached"
    ]


def test_each_statement_is_known_once_however_often_it_runs(tracer):
    write_package(tracer)

    process = tracer.record_program(ASKED_TWICE, "--cached")

    assert process.has_cached
    assert served(process, "package.inner") == [
        (4, "asking", ()),
        (5, "asking", ("inner",)),
        (6, "asking", ("inner",)),
    ]
    assert served(process, "package") == [(5, "asking", ("inner",)), (6, "asking", ("inner",))]


def test_they_are_not_known_unless_asked_for(tracer):
    write_package(tracer)

    process = tracer.record_program(ASKED_TWICE)

    assert not process.has_cached
    assert served(process, "package.inner") == []


def test_relative_names_are_told_as_absolute_ones(tracer):
    write_package(tracer)
    tracer.write("package/sub/__init__.py", "from .. import inner\nfrom ..inner import __name__")
    tracer.write("package/sub/deep.py", "from ..inner import __doc__\nfrom . import __path__")

    process = tracer.record_program("import package.inner, package.sub.deep", "--cached")

    assert [line for line, *_ in served(process, "package.inner")] == [1, 2, 1]
    assert served(process, "package.sub") == [(2, "<module>", ("__path__",))]


def test_a_request_is_either_served_or_made(tracer):
    tracer.write("chicken.py", "import egg")
    tracer.write("egg.py", "import chicken")
    program = """
        import chicken
        for _ in range(3):
            try:
                import absent
            except ImportError:
                pass
        import chicken
    """

    process = tracer.record_program(program, "--cached")

    asked = [
        (each.asker.line, each.outcome.value, each.is_circular)
        for each in process.imports()
        if each.fullname == "chicken"
    ]
    assert asked == [(2, "loaded", False), (1, "cached", True), (8, "cached", False)]
    outcomes = [each.outcome for each in process.imports() if each.fullname == "absent"]
    assert outcomes == ["absent"] * 3


@pytest.mark.parametrize("options", [(), ("--cached",)], ids=["plain", "cached"])
def test_a_loop_that_asks_again_tells_it_once(tracer, options):
    program = """
        import importlib, colorsys
        for _ in range(100_000):
            importlib.import_module("colorsys")
    """

    process = tracer.record_program(program, *options)

    assert [line for line, *_ in served(process, "colorsys")] == [4]
    assert tracer.file.stat().st_size < 100_000


SEEN_BY_A_PROGRAM = """
    import builtins, copy, inspect, pickle, sys, traceback, warnings

    def depth():
        frame, count = sys._getframe(), 0
        while frame := frame.f_back:
            count += 1
        return count

    sys.depth = depth
    import deep
    print(deep.depth)
    try:
        import failing
    except ValueError:
        traceback.print_exc(file=sys.stdout)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        import warning
    print(caught[0].filename, caught[0].lineno)
    function = builtins.__import__
    print(repr(function), function.__name__, function.__module__, callable(function))
    print(inspect.signature(function), function.__doc__)
    print(pickle.loads(pickle.dumps(function)) is function, copy.deepcopy(function) is function)
    print(__import__("xml.dom", fromlist=["Node"]).__name__)
    try:
        __import__(3)
    except TypeError as error:
        print(error)
"""


def test_a_program_sees_no_more_of_it_than_another_kind_of_object(tracer):
    tracer.write("deep.py", "import sys; depth = sys.depth()")
    tracer.write("failing.py", "raise ValueError('it failed')")
    tracer.write("warning.py", "import warnings; warnings.warn('here', stacklevel=2)")
    tracer.write("program.py", SEEN_BY_A_PROGRAM)

    with_it = tracer.run("--quiet", "--cached", "program.py").stdout
    without = tracer.run("--quiet", "program.py").stdout

    assert with_it == without
    assert "it failed" in with_it


def test_a_program_that_takes_its_place_is_told_of_and_keeps_it(tracer):
    tracer.write(
        "taking.py",
        """
        import builtins
        original = builtins.__import__
        def stand_in(*args, **options):
            return original(*args, **options)
        builtins.__import__ = stand_in
        """,
    )
    program = """
        import builtins, taking
        import colorsys
        print(builtins.__import__ is taking.stand_in)
    """

    process = tracer.record_program(program, "--cached")

    (change,) = only(process, "taking").changes
    assert change.subject == "builtins.__import__"
    assert (change.before, change.after) == (("builtins.__import__",), ("taking.stand_in",))
    assert only(process, "colorsys").outcome == "loaded"


def test_children_know_them_too(tracer):
    program = """
        import os, colorsys
        def asking():
            import colorsys
        asking()
        child = os.fork()
        asking()
        if child:
            os.waitpid(child, 0)
    """

    parent, child = tracer.record_program_with_children(program, "--cached")

    assert served(parent, "colorsys") == served(child, "colorsys") == [(4, "asking", ())]


def test_in_a_program_they_are_known_within_the_with_and_not_after(tracer):
    program = """
        import builtins, colorsys
        before = builtins.__import__
        with thence.trace(cached=True) as t:
            import colorsys
        import colorsys
        print(builtins.__import__ is before)
        print([(each.fullname, each.asker.line) for each in t.recording.imports()])
    """

    lines = tracer.run_tracing(program)

    assert lines == ["True", "[('colorsys', 6)]"]
