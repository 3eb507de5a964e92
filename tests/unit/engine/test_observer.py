"""Observers: silent by default, several as one, and never in the way."""

from __future__ import annotations

import sys

import pytest

from thence._engine.observer import HEARD, STEPS, Guarded, Observer, Several

FACTS = {
    "requested": ("a",),
    "request_ended": ("a",),
    "cache_hit": ("a", None),
    "finder_asked": ("a", None, None),
    "finder_answered": ("a", None, None),
    "entry_consulted": ("a", "entry", None),
    "entry_answered": ("a", "entry", None),
    "hook_asked": ("entry", None, None),
    "spec_chosen": ("a", None),
    "reading": ("a", "file"),
    "unmarshalling": ("a", "file"),
    "compiling": ("a", "file"),
    "code_ready": ("a", None),
    "bytecode_accepted": ("a", "file"),
    "bytecode_refused": ("a", "file", "why"),
    "bytecode_written": ("a", "file"),
    "content_read": ("file", None, 1, "cache", 1),
    "executing": ("a", None),
    "executed": ("a", None),
    "bound": (None, "a", None),
    "failed": ("a", ImportError()),
}


def noting(notes):
    """An observer that notes what it hears."""

    def note(decision):
        return lambda self, *facts: notes.append((decision, *facts))

    return type("Noting", (Observer,), {name: note(name) for name in HEARD})()


class Timed(Observer):
    """Has a clock, and notes what it is told at the end."""

    _is_safe = True

    def __init__(self):
        self.notes: list[object] = []
        self._clock = lambda: 7

    def _searched(self, *facts):
        self.notes.append(("_searched", *facts))

    def _bytecode_used(self, *facts):
        self.notes.append(("_bytecode_used", *facts))

    def _reading_began(self, *facts):
        self.notes.append(("_reading_began", *facts))

    def reading(self, fullname, file):
        self.notes.append(("reading", fullname, file))


class Raising(Observer):
    """Raises at each request."""

    def requested(self, fullname):
        raise LookupError(fullname)


def test_every_decision_is_known():
    assert set(HEARD) == set(FACTS)


@pytest.mark.parametrize("decision", HEARD)
def test_an_observer_does_nothing_by_default(decision):
    assert getattr(Observer(), decision)(*FACTS[decision]) is None


@pytest.mark.parametrize("decision", HEARD)
def test_several_pass_each_decision_on(decision):
    one: list[object] = []
    two: list[object] = []
    several = Several(noting(one), noting(two))

    getattr(several, decision)(*FACTS[decision])

    assert one == two == [(decision, *FACTS[decision])]


@pytest.mark.parametrize("decision", HEARD)
def test_a_guarded_observer_hears_each_decision(decision):
    notes: list[object] = []
    guarded = Guarded(noting(notes), lambda who: None)

    getattr(guarded, decision)(*FACTS[decision])

    assert notes == [(decision, *FACTS[decision])]


@pytest.fixture
def reported(monkeypatch):
    """The messages of the errors that sys.unraisablehook was told of."""
    messages = []
    monkeypatch.setattr(sys, "unraisablehook", lambda facts: messages.append(str(facts.exc_value)))
    return messages


def test_the_first_error_puts_a_guarded_observer_aside(reported):
    aside: list[object] = []
    guarded = Guarded(Raising(), aside.append)

    guarded.requested("one")
    guarded.requested("two")

    assert aside == [guarded]
    assert reported == ["one"]


def test_of_several_only_the_one_that_raises_is_dropped(reported):
    notes: list[object] = []
    several = Several(Raising(), noting(notes))

    several.requested("one")
    several.requested("two")

    assert notes == [("requested", "one"), ("requested", "two")]
    assert len(several.observers) == 1
    assert reported == ["one"]


def test_what_lacks_a_method_does_not_hear_of_it():
    heard = []

    class Listening:
        def bound(self, parent, child, module):
            heard.append(child)

    several = Several(Listening())  # type: ignore[arg-type]

    several.requested("a")
    several.bound(None, "child", None)  # type: ignore[arg-type]

    assert heard == ["child"]


def test_the_interpreters_own_hook_is_told_of_an_error(monkeypatch, capsys):
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    guarded = Guarded(Raising(), lambda who: None)

    guarded.requested("one")

    told = capsys.readouterr().err
    assert "LookupError: one" in told
    assert "is put aside" in told


class ChoosingSpecs(Observer):
    """Hears of specs only."""

    def __init__(self):
        self.specs: list[object] = []

    def spec_chosen(self, fullname, spec):
        self.specs.append((fullname, spec))


def test_an_observer_with_a_clock_keeps_it_beside_one_that_hears_of_no_steps():
    timed, other = Timed(), ChoosingSpecs()

    several = Several(timed, other)
    several._searched("a", [], [], None, True)
    several._searched("b", [], [], None, False)
    several._bytecode_used("a", "file", 1, 2)
    several._reading_began("a", "file", 1)

    assert several._clock is timed._clock
    assert timed.notes == [
        ("_searched", "a", [], [], None, True),
        ("_searched", "b", [], [], None, False),
        ("_bytecode_used", "a", "file", 1, 2),
        ("_reading_began", "a", "file", 1),
    ]
    assert other.specs == [("a", None)]  # the search for b did not come to its end


@pytest.mark.parametrize("step", STEPS)
def test_an_observer_with_a_clock_is_told_of_each_step_beside_one_that_hears_of(step):
    def hear(self, *facts): ...

    several = Several(Timed(), type("Hearing", (Observer,), {step: hear})())

    assert several._clock is None


class Entries(Observer):
    """Hears who answered for entries; and of a step, so that nobody keeps a clock beside it."""

    _is_safe = True

    def __init__(self):
        self.answers: list[object] = []

    def finder_asked(self, *facts): ...

    def _entry_answered(self, *facts):
        self.answers.append(facts)


@pytest.mark.parametrize("other", [Timed, Entries, ChoosingSpecs])
def test_who_answered_for_an_entry_is_told_to_all_that_ask(other):
    first, finder = Entries(), object()

    Several(first, other())._entry_answered("a", "/entry", None, finder)

    assert first.answers == [("a", "/entry", None, finder)]


def test_an_observer_of_others_hears_of_entries_beside_one_that_asks_who_answered():
    told: list[object] = []
    hearing = type(
        "Hearing", (Observer,), {"entry_answered": lambda _, *facts: told.append(facts)}
    )

    Several(Entries(), hearing())._entry_answered("a", "/entry", None, object())

    assert told == [("a", "/entry", None)]
