"""Ways to say what was found.  Each takes diagnoses and options, and returns a text."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from ..diagnosis import Diagnosis

FORMATS = {"text": "in_words", "json": "as_json", "sarif": "as_sarif", "github": "as_github"}

View = Callable[[list[Diagnosis], Mapping[str, Any]], str]


def view_named(name: str) -> View:
    """The view for a format; the others are not loaded."""
    view: View = import_module(f"{__name__}.{FORMATS[name]}").view
    return view
