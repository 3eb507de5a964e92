"""What is installed, by its own word."""

import json
from pathlib import Path

import pytest

from thence.explaining.distributions import Distributions, is_source_in
from thence.explaining.owners import Owners


@pytest.fixture
def site(tmp_path):
    """Writes what pip leaves of a distribution."""

    def install(name, files, metadata="", **others):
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n{metadata}\n")
        (info / "RECORD").write_text("".join(f"{file},sha256=x,1\n" for file in files))
        for other, text in others.items():
            (info / other.replace("_json", ".json").replace("_txt", ".txt")).write_text(text)
        return str(tmp_path)

    return install


def test_a_file_belongs_to_who_recorded_it(site):
    site("one", ["shared/a.py"])
    path = site("two", ["shared/b.py"])

    found = Distributions([path])

    owner = found.owner_of(f"{path}/shared/b.py")
    assert owner is not None
    assert owner.name == "two"
    assert found.owner_of(f"{path}/shared/c.py") is None


def test_a_name_within_a_recorded_name_is_another_file(site):
    path = site("one", ["pack/shared/a.py"])

    assert Distributions([path]).owner_of(f"{path}/shared/a.py") is None


def test_an_editable_one_owns_its_sources(site):
    url = json.dumps({"url": "file:///src/my%20one", "dir_info": {"editable": True}})
    path = site("one", [], direct_url_json=url)

    found = Distributions([path])

    owner = found.owner_of("/src/my one/mod.py")
    assert owner is not None
    assert owner.sources == "/src/my one"
    assert found.owner_of("/src/other/mod.py") is None


def test_import_names_come_from_the_record(site):
    path = site("One", ["pack/__init__.py", "mod.py", "One-1.0.dist-info/RECORD", "../bin/x"])

    (one,) = Distributions([path]).all

    assert one.import_names == {"pack", "mod"}


def test_or_from_what_setuptools_declared(site):
    path = site("one", [], top_level_txt="declared\n")

    (one,) = Distributions([path]).all

    assert one.import_names == {"declared"}


@pytest.mark.parametrize(
    ("line", "extras"),
    [
        ("Requires-Dist: wanted", {""}),
        ("Requires-Dist: Wanted>=2", {""}),
        ("Requires-Dist: wanted; extra == 'x'", {"x"}),
        ('Requires-Dist: wanted[y]>1; python_version < "3" and extra == "x"', {"x"}),
        ("Requires-Dist: wanted; python_version < '3'", {"?"}),
        ("Requires-Dist: unwanted", set()),
    ],
)
def test_requirements_and_their_extras(site, line, extras):
    path = site("one", [], metadata=f"{line}\n")

    (one,) = Distributions([path]).all

    assert one.extras_that_require("wanted") == extras


def test_what_is_installed_within_the_library_is_not_the_librarys():
    owners = Owners([], "/lib/python3")

    assert owners.in_library("/lib/python3/json/__init__.py")
    assert not owners.in_library("/lib/python3/site-packages/pack.py")
    assert not owners.in_library("/lib/python3.99/json.py")


def test_an_environment_inside_an_editable_project_is_not_the_projects():
    assert is_source_in("/project", "/project/src/thing.py")
    assert not is_source_in("/project", "/project/.venv/lib/python3/site-packages/other.py")
    assert not is_source_in("/project", "/elsewhere/thing.py")


def test_what_cannot_be_read_has_no_name(site):
    path = Path(site("one", []))
    (path / "one-1.0.dist-info/METADATA").write_bytes("Name: one\nAuthor: Zoé\n".encode("latin-1"))

    assert Distributions([str(path)]).all == []


def test_the_description_names_nothing(site):
    path = site("one", [], metadata="\nName: another\nVersion: 2.0\n")

    (one,) = Distributions([path]).all

    assert (one.name, one.version) == ("one", "1.0")
