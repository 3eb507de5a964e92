"""Whose a module is, by its place and by what is installed there."""

from __future__ import annotations

import pytest

from thence.tracing.places import SpecFacts
from thence.tracing.recording import Recording
from thence.tracing.reports.installed import OwnersOnDisk
from thence.tracing.reports.owning import OwnersByPlace


def kinds(make, *roots):
    recording = make.recorded(*roots)
    owners = OwnersByPlace(recording)
    return [(owner.kind, owner.name) for owner in map(owners, recording.imports())]


def test_files_belong_to_the_library_a_distribution_or_the_program(make):
    assert kinds(
        make,
        make.imported("json", file=f"{make.LIBRARY}/json/__init__.py"),
        make.imported("yaml.reader"),
        make.imported("app", file="/app/app.py"),
    ) == [("standard library", None), ("distribution", "yaml"), ("program", None)]


def test_what_has_no_file_belongs_to_the_interpreter_or_the_library(make):
    def spec(name, origin):
        return SpecFacts(name, origin, "thence.machinery.X", False, None)

    assert kinds(
        make,
        make.imported("sys", spec=spec("sys", "built-in")),
        make.imported("zipimport", spec=spec("zipimport", "frozen")),
    ) == [("interpreter", None), ("standard library", None)]


def test_what_was_not_found_belongs_to_nobody(make):
    assert kinds(make, make.absent("speedups")) == [("nobody", None)]


def test_what_the_cache_had_belongs_to_whom_it_belonged_when_it_was_loaded(make):
    assert kinds(make, make.imported("six"), make.cached("six")) == [("distribution", "six")] * 2


def test_of_a_bare_name_the_package_is_known_at_least(make):
    roots = make.imported("json.tool", spec=None), make.imported("some.thing", spec=None)

    assert kinds(make, *roots) == [("standard library", None), ("package", "some")]


@pytest.fixture
def site(tree):
    folder = tree(
        {
            "site-packages/yaml/reader.py": "",
            "site-packages/yaml/loader.py": "",
            "site-packages/six.py": "",
            "site-packages/PyYAML-6.0.dist-info/METADATA": "Name: PyYAML\nVersion: 6.0\n",
            "site-packages/PyYAML-6.0.dist-info/RECORD": "yaml/reader.py,,\nyaml/loader.py,,\n",
            "site-packages/six-1.17.dist-info/METADATA": "Name: six\nVersion: 1.17\n",
            "site-packages/six-1.17.dist-info/RECORD": "six.py,,\n",
        }
    )
    return f"{folder}/site-packages"


def labels_on_disk(make, site, *names):
    roots = [make.imported(name, file=f"{site}/{name.replace('.', '/')}.py") for name in names]
    process = make.process_of(make.thread_of(*roots), sys_path=(site,))
    recording = Recording([process])
    owners = OwnersOnDisk(recording)
    return [owners(each).label for each in recording.imports()]


def test_installed_distributions_tell_their_own_name_and_version(make, site):
    assert labels_on_disk(make, site, "yaml.reader", "yaml.loader", "six") == [
        "PyYAML 6.0",
        "PyYAML 6.0",
        "six 1.17",
    ]


def test_files_right_at_a_path_entry_are_told_apart(make, site):
    assert labels_on_disk(make, site, "six", "stray") == ["six 1.17", "stray"]


def test_what_is_not_there_any_more_is_told_by_its_place(make):
    assert labels_on_disk(make, "/gone/site-packages", "yaml.reader") == ["yaml"]
