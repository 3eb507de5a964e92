"""Module specs, against the interpreter's own class."""

from __future__ import annotations

import importlib.machinery

from hypothesis import given
from hypothesis import strategies as st

import thence

SYSTEM = thence.ImportSystem(path=[])

loaders = st.sampled_from([None, "a loader", object])
names = st.sampled_from(["a", "a.b", "a.b.c", ""])
origins = st.sampled_from([None, "/a/b.py", "/a/b.pyc", "/a/b.so", "built-in", ""])

facts = st.fixed_dictionaries(
    {"name": names, "loader": loaders},
    optional={
        "origin": origins,
        "loader_state": st.integers(0, 1),
        "is_package": st.sampled_from([None, False, True]),
    },
)
later = st.dictionaries(
    st.sampled_from(["has_location", "cached", "submodule_search_locations", "origin", "name"]),
    st.sampled_from([None, True, False, "/x.pyc", [], ["/x"]]),
    max_size=3,
)


def made(spec_class, facts, later):
    spec = spec_class(
        facts["name"],
        facts["loader"],
        **{name: value for name, value in facts.items() if name not in {"name", "loader"}},
    )
    for name, value in later.items():
        setattr(spec, name, value)
    return spec


def outcome(function, spec):
    """What comes of a call: its result, or the type of its error."""
    try:
        return function(spec)
    except Exception as error:  # noqa: BLE001 : whatever it is, both have to do the same
        return type(error)


QUESTIONS = {
    "repr": repr,
    "parent": lambda spec: spec.parent,
    "cached": lambda spec: spec.cached,
    "has_location": lambda spec: spec.has_location,
    "origin": lambda spec: spec.origin,
    "loader_state": lambda spec: spec.loader_state,
    "places": lambda spec: spec.submodule_search_locations,
}


@given(facts, later)
def test_a_spec_says_what_the_interpreters_says(facts, later):
    theirs = made(importlib.machinery.ModuleSpec, facts, later)

    ours = made(SYSTEM.machinery.ModuleSpec, facts, later)

    for name, question in QUESTIONS.items():
        assert outcome(question, ours) == outcome(question, theirs), name


@given(facts, later, facts, later)
def test_two_specs_are_equal_when_the_interpreters_are(one, one_later, other, other_later):
    def equal(spec_class):
        return outcome(
            lambda spec: spec == made(spec_class, other, other_later),
            made(spec_class, one, one_later),
        )

    assert equal(SYSTEM.machinery.ModuleSpec) == equal(importlib.machinery.ModuleSpec)


@given(facts, st.booleans())
def test_a_spec_equals_one_made_alike(facts, has_location):
    later = {"has_location": has_location}
    one, other = (made(SYSTEM.machinery.ModuleSpec, facts, later) for _ in range(2))

    assert one == other


@given(facts)
def test_a_spec_equals_the_interpreters(facts):
    ours = made(SYSTEM.machinery.ModuleSpec, facts, {})
    theirs = made(importlib.machinery.ModuleSpec, facts, {})

    assert ours == theirs
    assert theirs == ours
