"""From a frame to the statement that it is at."""

import builtins
import sys
import textwrap

import pytest

from thence.tracing.askers import Askers

MANY_NAMES = "\n".join(f"name_{number} = 'constant {number}'" for number in range(300))
STATEMENTS = {
    "import a": (),
    "import a.b as c": (),
    "from a import b": ("b",),
    "from a import b, c as d": ("b", "c"),
    "from . import b": ("b",),
    "from a import *": ("*",),
    # So many names and constants that the instructions need to be extended.
    f"{MANY_NAMES}\nfrom a import b": ("b",),
    f"{MANY_NAMES}\nimport a": (),
    "__import__('a')": None,
    "__import__('a', fromlist=['b'])": None,
}


@pytest.fixture
def asked(monkeypatch):
    """Runs source, and returns the row of its frame at the request."""

    def run(source, name="asking"):
        rows = []

        class FoundError(Exception):
            pass

        def stand_in(*_, **__):
            askers = Askers()
            rows.append(askers.row(askers.frame(sys._getframe(1))))
            raise FoundError

        namespace = {"__name__": name, "__builtins__": {**vars(builtins), "__import__": stand_in}}
        with pytest.raises(FoundError):
            exec(compile(source, "/asking.py", "exec"), namespace)
        return rows[-1]

    return run


@pytest.mark.parametrize("source", STATEMENTS, ids=lambda text: text[-30:])
def test_the_from_list_of_a_statement(asked, source):
    assert asked(source)[4] == STATEMENTS[source]


@pytest.mark.parametrize("source", STATEMENTS, ids=lambda text: text[-30:])
@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there since 3.12")
def test_the_same_where_a_tool_watches_each_instruction(asked, source):
    monitoring = sys.monitoring
    number = next(each for each in range(6) if monitoring.get_tool(each) is None)
    monitoring.use_tool_id(number, "test")
    events = monitoring.events.LINE | monitoring.events.INSTRUCTION
    for event in (monitoring.events.LINE, monitoring.events.INSTRUCTION):
        monitoring.register_callback(number, event, lambda *_: None)
    monitoring.set_events(number, events)

    try:
        row = asked(source)
    finally:
        monitoring.set_events(number, 0)
        monitoring.free_tool_id(number)

    assert row[4] == STATEMENTS[source]


@pytest.mark.parametrize("source", STATEMENTS, ids=lambda text: text[-30:])
def test_the_same_where_it_ran_before(asked, source):
    """Instructions have changed their form by then."""
    function = f"def ask():\n{textwrap.indent(source, '    ')}\n"
    if "*" in source:
        pytest.skip("import * is for modules")

    row = asked(
        f"{function}for _ in range(20):\n    try: ask()\n    except Exception: pass\nask()"
    )

    assert row[4] == STATEMENTS[source]


def test_file_line_function_and_module(asked):
    row = asked("def f():\n    import a\nf()")

    assert row[:4] == ("/asking.py", 2, "f", "asking")


def test_a_module_without_a_name_has_none(asked):
    assert asked("import a", name=None)[3] is None


def test_frames_of_the_import_system_are_passed():
    namespace = {}
    source = "def call(function):\n    return function()"
    exec(compile(source, "<frozen importlib._bootstrap>", "exec"), namespace)

    def request():
        return Askers().frame(sys._getframe(1))

    assert namespace["call"](request).f_code.co_filename == __file__


def test_where_nobody_asks_there_is_no_place():
    assert Askers().row(None) == (None, None, None, None, None)
