"""Tracebacks without the frames of the engine."""

from __future__ import annotations

import traceback

import pytest

from thence._engine.protocol_marks import _call_with_frames_removed
from thence._engine.spec import absolute_location
from thence._engine.tracebacks import cut_engine_frames


def names_in(error):
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)]


def raised_through_the_engine(kind):
    """An error raised by a function that the engine called."""

    def failing():
        raise kind("no")

    with pytest.raises(kind) as caught:
        _call_with_frames_removed(failing)
    return caught.value


@pytest.mark.parametrize("kind", [ImportError, LookupError])
def test_frames_of_the_engine_between_others_are_cut(kind):
    error = raised_through_the_engine(kind)
    assert "_call_with_frames_removed" in names_in(error)

    same = cut_engine_frames(error)

    assert same is error
    assert names_in(error) == ["raised_through_the_engine", "failing"]


def test_an_error_of_the_engine_itself_shows_where_it_happened():
    with pytest.raises(TypeError) as caught:
        absolute_location(3)

    cut_engine_frames(caught.value)

    assert names_in(caught.value)[-1] == "absolute_location"


def test_an_import_error_of_the_engine_does_not_show_the_engine(system):
    with pytest.raises(ImportError) as caught:
        system._state.meta_path[0].create_module(system.machinery.ModuleSpec("absent", None))

    cut_engine_frames(caught.value)

    assert names_in(caught.value) == [
        "test_an_import_error_of_the_engine_does_not_show_the_engine"
    ]


def test_an_error_that_was_never_raised_has_no_traceback():
    error = ImportError("no")

    assert cut_engine_frames(error).__traceback__ is None
