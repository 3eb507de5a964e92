"""What an observer hears of real imports."""

from __future__ import annotations

import sys

import pytest

import thence
from thence import Observer, Several

DECISIONS = [name for name in vars(Observer) if not name.startswith("_")]


def noting_observer(notes, only=None):
    """An observer that notes (decision, facts)."""

    def noting(decision):
        return lambda self, *facts: notes.append((decision, *facts))

    wanted = DECISIONS if only is None else only
    return type("Noting", (Observer,), {name: noting(name) for name in wanted})()


@pytest.fixture
def notes():
    return []


def test_the_order_of_decisions_for_a_package_and_its_submodule(system_of, notes):
    system = system_of({"package/__init__.py": "", "package/inner.py": ""})
    system.observer = noting_observer(notes)

    system.import_module("package.inner")

    decisions = [note[0] for note in notes]
    search = [
        "finder_asked",
        "finder_answered",
        "finder_asked",
        "finder_answered",
        "finder_asked",
        "hook_asked",
        "hook_asked",
        "entry_consulted",
        "entry_answered",
        "finder_answered",
        "spec_chosen",
    ]
    kept = [] if sys.dont_write_bytecode else ["bytecode_written"]
    code = ["reading", "bytecode_refused", "compiling", *kept, "code_ready"]
    load = [*search, "executing", *code, "executed"]
    asked, ended = "requested", "request_ended"
    assert decisions == [asked, asked, *load, ended, *load, "bound", ended]
    assert [note[1] for note in notes[:2]] == ["package.inner", "package"]


def test_facts_of_a_search(system_of, notes):
    system = system_of({"plain.py": ""})
    (entry,) = system.path
    system.observer = noting_observer(notes)

    module = system.import_module("plain")

    spec = module.__spec__
    finders = system.meta_path
    entry_finder = system.path_importer_cache[entry]
    zip_hook, file_hook = system.path_hooks
    steps = ("bytecode", "reading", "compiling", "code")
    found = [note for note in notes if not note[0].startswith(steps)]
    assert found == [
        ("requested", "plain"),
        ("finder_asked", "plain", finders[0], None),
        ("finder_answered", "plain", finders[0], None),
        ("finder_asked", "plain", finders[1], None),
        ("finder_answered", "plain", finders[1], None),
        ("finder_asked", "plain", finders[2], None),
        ("hook_asked", entry, zip_hook, None),
        ("hook_asked", entry, file_hook, entry_finder),
        ("entry_consulted", "plain", entry, entry_finder),
        ("entry_answered", "plain", entry, spec),
        ("finder_answered", "plain", finders[2], spec),
        ("spec_chosen", "plain", spec),
        ("executing", "plain", module),
        ("executed", "plain", module),
        ("request_ended", "plain"),
    ]


def test_a_submodule_is_searched_on_its_parents_path_and_bound(system_of, notes):
    system = system_of({"package/__init__.py": "", "package/inner.py": ""})
    package = system.import_module("package")
    system.observer = noting_observer(notes, ["finder_asked", "bound"])

    inner = system.import_module("package.inner")

    assert notes[0] == ("finder_asked", "package.inner", system.meta_path[0], package.__path__)
    assert notes[-1] == ("bound", package, "inner", inner)


def test_a_module_in_the_cache_is_a_cache_hit(system_of, notes):
    system = system_of({"plain.py": ""})
    module = system.import_module("plain")
    system.observer = noting_observer(notes)

    system.import_module("plain")

    assert notes == [("cache_hit", "plain", module)]


def test_none_in_the_cache_is_a_cache_hit(system_of, notes):
    system = system_of({})
    system.modules["forbidden"] = None
    system.observer = noting_observer(notes)

    with pytest.raises(ModuleNotFoundError):
        system.import_module("forbidden")

    assert notes == [("cache_hit", "forbidden", None)]


def test_a_module_that_is_nowhere_fails(system_of, notes):
    system = system_of({})
    system.observer = noting_observer(notes, ["spec_chosen", "failed"])

    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("absent")

    assert notes == [("spec_chosen", "absent", None), ("failed", "absent", caught.value)]


def test_a_module_that_raises_was_executing_and_failed(system_of, notes):
    system = system_of({"user.py": "import failing", "failing.py": "1 / 0"})
    system.observer = noting_observer(notes, ["executing", "executed", "failed", "bound"])

    with pytest.raises(ZeroDivisionError) as caught:
        system.import_module("user")

    decisions = [(note[0], getattr(note[1], "__name__", note[1])) for note in notes]
    assert decisions == [
        ("executing", "user"),
        ("executing", "failing"),
        ("failed", "failing"),
        ("failed", "user"),
    ]
    assert notes[-1][2] is caught.value


def test_an_entry_that_no_hook_takes_is_consulted_in_vain(system_of, notes, tmp_path):
    system = system_of({"plain.py": ""})
    system.path.insert(0, str(tmp_path / "absent"))
    system.observer = noting_observer(notes, ["hook_asked", "entry_consulted", "entry_answered"])

    system.import_module("plain")

    assert notes[:3] == [
        ("hook_asked", system.path[0], system.path_hooks[0], None),
        ("hook_asked", system.path[0], system.path_hooks[1], None),
        ("entry_consulted", "plain", system.path[0], None),
    ]
    assert "entry_answered" not in [note[0] for note in notes[:4]]


def test_a_portion_is_an_answer_without_a_loader(system_of, notes):
    system = system_of({"space/one.py": ""})
    system.observer = noting_observer(notes, ["entry_answered"])

    system.import_module("space")

    ((_, fullname, entry, spec),) = notes
    assert (fullname, entry, spec.loader) == ("space", system.path[0], None)


def test_bytecode_is_absent_then_written_then_accepted(system_of, notes, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    system = system_of({"plain.py": "answer = 42"})
    again = thence.ImportSystem(path=system.path)
    heard = ["bytecode_refused", "bytecode_written", "bytecode_accepted"]
    system.observer = again.observer = noting_observer(notes, heard)

    cached = system.import_module("plain").__spec__.cached
    again.import_module("plain")

    assert notes == [
        ("bytecode_refused", "plain", cached, "absent"),
        ("bytecode_written", "plain", cached),
        ("bytecode_accepted", "plain", cached),
    ]


def test_bytecode_that_cannot_be_kept_was_not_written(system_of, notes, tree, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    system = system_of({"plain.py": "answer = 42", "__pycache__": "a file in the folder's place"})
    system.observer = noting_observer(notes, ["code_ready", "bytecode_written"])

    system.import_module("plain")

    assert [note[0] for note in notes] == ["code_ready"]


def test_stale_bytecode_is_refused_with_the_reason(system_of, notes, tree, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    system = system_of({"plain.py": "answer = 42"})
    module = system.import_module("plain")
    tree({"plain.py": "answer = 43, 44"})
    system.observer = noting_observer(notes, ["bytecode_refused"])

    system.reload(module)

    ((_, fullname, file, reason),) = notes
    assert (fullname, file) == ("plain", module.__spec__.cached)
    assert reason == "bytecode is stale for 'plain'"


def test_no_listener_is_called_when_there_is_none(system_of, notes):
    system = system_of({"plain.py": "", "other.py": ""})
    system.observer = noting_observer(notes)
    system.import_module("plain")
    heard = len(notes)

    system.observer = None
    system.import_module("other")

    assert heard
    assert len(notes) == heard
    assert system.observer is None


@pytest.fixture
def unraisable(monkeypatch):
    """What was reported by sys.unraisablehook."""
    reported: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", reported.append)
    return reported


@pytest.mark.parametrize(
    "decision",
    [
        "requested",
        "finder_asked",
        "finder_answered",
        "entry_consulted",
        "entry_answered",
        "hook_asked",
        "spec_chosen",
        "bytecode_refused",
        "executing",
        "executed",
        "bound",
    ],
)
def test_an_observer_that_raises_is_put_aside_and_the_import_goes_on(
    system_of, unraisable, decision
):
    calls = []

    def raising(self, *facts):
        calls.append(facts)
        raise LookupError(decision)

    system = system_of({"package/__init__.py": "", "package/inner.py": "answer = 42"})
    system.observer = type("Raising", (Observer,), {decision: raising})()

    inner = system.import_module("package.inner")

    assert inner.answer == 42
    assert len(calls) == 1
    assert system.observer is None
    (facts,) = unraisable
    assert facts.exc_type is LookupError
    assert str(facts.exc_value) == decision
    # The object is the function that raised; since 3.15 it is named in the message instead.
    assert "Raising is put aside" in f"{facts.object} {facts.err_msg}"


@pytest.mark.parametrize("decision", ["cache_hit", "failed"])
def test_an_observer_that_raises_at_the_end_changes_nothing(system_of, unraisable, decision):
    def raising(self, *facts):
        raise LookupError(decision)

    system = system_of({})
    system.modules["forbidden"] = None
    system.observer = type("Raising", (Observer,), {decision: raising})()

    for name in ("forbidden", "absent"):
        with pytest.raises(ModuleNotFoundError) as caught:
            system.import_module(name)
        assert caught.value.name == name

    assert len(unraisable) == 1


def test_an_observer_that_interrupts_is_obeyed(system_of, unraisable):
    """KeyboardInterrupt is no error of the observer's."""

    def raising(self, *facts):
        raise KeyboardInterrupt

    system = system_of({"plain.py": ""})
    system.observer = type("Raising", (Observer,), {"requested": raising})()

    with pytest.raises(KeyboardInterrupt):
        system.import_module("plain")

    assert not unraisable


def test_a_new_observer_is_heard_after_one_was_put_aside(system_of, unraisable, notes):
    def raising(self, *facts):
        raise LookupError

    system = system_of({"one.py": "", "two.py": ""})
    system.observer = type("Raising", (Observer,), {"requested": raising})()
    system.import_module("one")

    system.observer = noting_observer(notes, ["requested"])
    system.import_module("two")

    assert notes == [("requested", "two")]


def test_an_object_with_some_of_the_methods_will_do(system_of, notes):
    class Listening:
        def requested(self, fullname):
            notes.append(fullname)

    system = system_of({"plain.py": ""})
    system.observer = Listening()

    system.import_module("plain")

    assert notes == ["plain"]


def test_several_hear_the_same(system_of):
    one: list[object] = []
    two: list[object] = []
    system = system_of({"plain.py": ""})
    system.observer = Several(noting_observer(one), noting_observer(two))

    system.import_module("plain")

    assert one == two
    assert one[0] == ("requested", "plain")


def test_of_several_the_one_that_raises_is_dropped(system_of, notes, unraisable):
    def raising(self, *facts):
        raise LookupError

    system = system_of({"plain.py": ""})
    several = Several(
        type("Raising", (Observer,), {"requested": raising})(),
        noting_observer(notes, ["requested", "executed"]),
    )
    system.observer = several

    module = system.import_module("plain")

    assert notes == [("requested", "plain"), ("executed", "plain", module)]
    assert system.observer is several


def test_the_processs_system_tells_its_observer_while_installed(
    system_of, tree, notes, monkeypatch
):
    monkeypatch.syspath_prepend(tree({"wanted_by_this_test.py": ""}))
    with thence.install():
        thence.process_system.observer = noting_observer(notes, ["requested", "executed"])
        try:
            __import__("wanted_by_this_test")
        finally:
            thence.process_system.observer = None
            module = sys.modules.pop("wanted_by_this_test")
            sys.path_importer_cache.pop(sys.path[0])

    assert notes == [
        ("requested", "wanted_by_this_test"),
        ("executed", "wanted_by_this_test", module),
    ]
