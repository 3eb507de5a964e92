"""Packages that others wrote, out of a folder on a server and out of its bundle."""

from __future__ import annotations

import pytest
from published import publish

from ..test_real_packages import NEEDS, WORK, files_of

LISTED, BUNDLED = False, True


@pytest.mark.parametrize(
    ("name", "is_bundled"),
    [
        ("rich", LISTED),
        ("rich", BUNDLED),
        ("jinja2", BUNDLED),
        ("requests", BUNDLED),
        ("pydantic", LISTED),
        ("sympy", BUNDLED),
    ],
)
def test_results_are_those_from_disk(site, place, name, is_bundled):
    files = {}
    for each in [name, *NEEDS.get(name, ())]:
        files.update(files_of(each))
    entry = publish(site, files, bundle=is_bundled)
    for file, data in files.items():
        place.write(f"disk/{file}", data)
    place.pin(entry, files)
    place.write("work.py", WORK[name])

    ours = place.run_with(entry, "work.py")
    theirs = place.run_on_disk("disk", "work.py")

    assert ours.returncode == theirs.returncode == 0, ours.stderr
    assert ours.stdout == theirs.stdout
    assert ours.stdout
    assert len(site.requests) == len(set(site.requests)), "something was asked for twice"
    if is_bundled:
        assert len(site.requests) == 2
