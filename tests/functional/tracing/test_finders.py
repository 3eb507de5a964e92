"""Whatever finders do, a recording knows who was asked, in their order, and when."""

import json

from .conftest import BEGIN, only

# What a virtual environment adds is not asked.
PLAIN = "import sys; sys.meta_path[:] = [each for each in sys.meta_path if isinstance(each, type)]"
ODD = f"""
    {PLAIN}

    class Odd:
        __hash__ = None

        def find_spec(self, name, path=None, target=None):
            if name == "raising":
                raise ValueError("not I")
            if name == "wanting":
                import colorsys
            return None

    sys.meta_path.insert(1, Odd())
"""


def names(found):
    return [each.finder.rpartition(".")[2] for each in found.finders]


def test_each_finder_is_named_also_one_that_cannot_be_hashed(tracer):
    process = tracer.record_program(f"{ODD}\n    import colorsys")

    found = only(process, "colorsys")

    assert names(found) == ["BuiltinImporter", "Odd", "FrozenImporter", "PathFinder"]
    assert [each.found for each in found.finders] == [False, False, False, True]


def test_finders_are_named_anew_when_others_are_asked(tracer):
    tracer.write("first.py", "")
    tracer.write("second.py", "")
    program = f"{ODD}\n    import first\n    del sys.meta_path[1]\n    import second"

    process = tracer.record_program(program)

    assert "Odd" in names(only(process, "first"))
    assert names(only(process, "second")) == ["BuiltinImporter", "FrozenImporter", "PathFinder"]


def test_those_before_a_finder_that_raises_have_answered(tracer):
    program = f"{ODD}\n    try:\n        import raising\n    except ValueError: pass"

    process = tracer.record_program(program)

    found = only(process, "raising")
    assert names(found) == ["BuiltinImporter"]
    assert found.error.message == "not I"


def test_an_import_within_a_search_has_a_search_of_its_own(tracer):
    """The answers of the outer one come before it and after it."""
    tracer.write("wanting.py", "")

    process = tracer.record_program(f"{ODD}\n    import wanting")

    outer, inner = only(process, "wanting"), only(process, "colorsys")
    assert inner.parent is outer
    assert (
        names(inner) == names(outer) == ["BuiltinImporter", "Odd", "FrozenImporter", "PathFinder"]
    )
    assert sum(each.took_ns for each in outer.finders) <= outer.own.finding


def test_a_search_that_is_no_import_counts_for_none(tracer):
    tracer.write("asking.py", "import importlib.util\nimportlib.util.find_spec('colorsys')")

    process = tracer.record_program(f"{PLAIN}\nimport asking")

    found = only(process, "asking")
    assert names(found) == ["BuiltinImporter", "FrozenImporter", "PathFinder"]
    assert found.entries[-1].found == str(tracer.folder / "asking.py")


def test_they_are_known_beside_another_observer(tracer):
    """Which is told of each as it is asked and answers."""
    program = f"""
        {BEGIN.replace(chr(10), "; ")}, json; {PLAIN}
        heard = []
        class Hearing(thence.Observer):
            def finder_asked(self, fullname, finder, path): heard.append("asked")
            def finder_answered(self, fullname, finder, spec): heard.append("answered")
        with thence.trace() as t:
            thence.process_system.observer = Hearing()
            import colorsys
            thence.process_system.observer = None
        (found,) = [each for each in t.recording.imports() if each.fullname == "colorsys"]
        print(json.dumps([heard, [each.finder.rpartition(".")[2] for each in found.finders]]))
    """
    tracer.write("program.py", program)

    heard, known = json.loads(tracer.plain("program.py"))

    assert heard == ["asked", "answered"] * 3
    assert known == ["BuiltinImporter", "FrozenImporter", "PathFinder"]
