"""The story of a module tells what the code of others changed of it."""

from thence.tracing.reports.later import changed_later, later_part

from .conftest import only


def later_of(tracer, *options):
    """What is told of a module that two others and the program itself change."""
    tracer.write("victim.py", "__package__ = 'own'")
    tracer.write("culprit.py", "import sys; sys.modules['victim'].__spec__ = None")
    tracer.write("taking.py", "import sys; sys.modules['victim'] = sys")
    program = """
        import victim, culprit
        victim.__loader__ = None
        import taking
    """
    tracer.write("program.py", program)
    recording = tracer.record(*options, "program.py")
    node = only(recording.processes[0], "victim")
    return later_part(changed_later(recording), node)


def test_by_whom_when_watched(tracer):
    ((label, lines),) = later_of(tracer, "--watch")

    assert label == "changed later"
    assert [line.partition(":")[0] for line in lines] == [
        "victim.__loader__",
        "victim.__spec__",
        "sys.modules['victim']",
    ]
    assert [line.rpartition(", ")[2] for line in lines] == [
        "or after the last",
        "by culprit",
        "by taking",
    ]


def test_that_it_was_when_not(tracer):
    ((_, lines),) = later_of(tracer)

    assert [line.partition(":")[0] for line in lines] == ["sys.modules['victim']"]


def test_its_own_changes_are_no_others(tracer):
    tracer.write("own.py", "del __spec__")
    tracer.write("program.py", "import own")

    recording = tracer.record("program.py")

    assert changed_later(recording) == {}
