"""What rules must not say: the evidence looks like theirs, and is not."""

from __future__ import annotations

from thence.doctor.evidence import Change, Error, Evidence, Failure, Frame, Looked, Module, Package
from thence.doctor.rules import executed_again, import_hook_at_fault, misspelled, not_installed
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


def test_a_module_that_failed_before_was_taken_away_by_nobody():
    """The import system takes it out of the cache itself; the first failure is what counts."""
    frames = (
        Frame("/w/main.py", 7, "later", "__main__"),
        Frame("/w/service/__init__.py", 2, "<module>", "service"),
    )
    error = Error(type="ValueError", message="model 'user' already registered", frames=frames)
    changes = (Change("taken", "service"),)
    failures = (Failure("service", "KeyError", "'KEY'"),)

    assert list(executed_again.examine(Evidence(error=error, changes=changes)))
    seen = Evidence(error=error, changes=changes, failures=failures)
    assert list(executed_again.examine(seen)) == []


def test_what_runs_the_line_that_asks_has_not_asked_and_its_extras_are_no_mend():
    """IPython's own developers need numpy, whoever's cell imports it."""
    shell = Owner("distribution", "bundle", "1.0")
    frames = (
        Frame("/site/bundle/shell.py", 9, "run_code", "bundle.shell", owner=shell),
        Frame("Cell In[1]", 1, "<module>", "__main__", source="import numpy"),
    )
    error = Error(
        "ModuleNotFoundError", message="No module named 'numpy'", name="numpy", frames=frames
    )
    bundle = Package("bundle", "1.0", requires=('numpy ; extra == "test"',))
    seen = Evidence(error=error, packages=(bundle,), lookups={"numpy": (Looked(place="/site"),)})

    (found,) = not_installed.examine(seen)

    assert [mend for mend in found.mends if "bundle" in mend] == []


def test_a_module_that_a_distribution_has_no_more_is_not_one_that_is_a_little_like_it():
    """celery.task was dropped in 5.0; celery.states is another thing."""
    frames = (
        Frame("/w/main.py", 1, "<module>", "__main__", source="from bundle.task import task"),
    )
    error = Error(
        "ModuleNotFoundError",
        message="No module named 'bundle.task'",
        name="bundle.task",
        frames=frames,
    )
    seen = Evidence(
        error=error,
        modules={"bundle": Module("bundle", owner=HOOK)},
        near_names={"bundle.task": ("states",)},
    )

    assert list(misspelled.examine(seen)) == []
