"""What rules must not say: the evidence looks like theirs, and is not."""

from __future__ import annotations

from thence.doctor.evidence import Error, Evidence, Frame
from thence.doctor.rules import import_hook_at_fault
from thence.explaining.explanation import Owner

HOOK = Owner("distribution", "bundle", "1.0")


def test_a_loader_that_loads_modules_of_its_own_distribution_is_no_hook_at_fault():
    """Setuptools brings others' modules along, and a loader for them."""
    frames = (
        Frame("/w/main.py", 1, "<module>", "main"),
        Frame("/site/bundle/extern.py", 40, "exec_module", "bundle.extern", owner=HOOK),
        Frame("/site/bundle/_vendor/part.py", 3, "<module>", "bundle._vendor.part", owner=HOOK),
    )
    error = Error(type="AttributeError", message="no such thing", frames=frames)

    assert list(import_hook_at_fault.examine(Evidence(error=error))) == []
