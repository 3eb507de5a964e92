"""A name that is not found: what came near, and what to do."""

import sys

import pytest


def installed(project, name, version, files, *, metadata="", direct_url=None):
    """Write what pip leaves of a distribution, into the folder ``site``."""
    info = f"site/{name}-{version}.dist-info"
    header = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}\n"
    project.write(f"{info}/METADATA", header)
    project.write(f"{info}/RECORD", "".join(f"{file},,\n" for file in files))
    if direct_url:
        project.write(f"{info}/direct_url.json", direct_url)
    for file in files:
        project.write(f"site/{file}", "raise SystemExit('executed')")


def test_a_similar_name_is_proposed(project):
    answer = project.why("pytset")

    assert answer.status == 1
    assert "did you mean pytest?" in answer.out


def test_one_of_the_project_too(project):
    project.write("settings.py")

    assert "did you mean settings?" in project.why("setings").out


def test_a_submodule_with_a_similar_name_is_proposed_in_full(project):
    assert "did you mean json.decoder?" in project.why("json.decodr").out


def test_a_distribution_that_is_imported_by_another_name(project):
    installed(project, "Example-Dist", "1.2", ["exd/__init__.py"])

    answer = project.why("example_dist", "--path", "site")

    assert "did you mean exd? Example-Dist 1.2 is imported by that name" in answer.out


def test_an_extra_that_would_bring_it(project):
    metadata = "Provides-Extra: fast\nRequires-Dist: speedup>=1; extra == 'fast'\n"
    installed(project, "slow", "1.0", ["slow.py"], metadata=metadata)

    answer = project.why("speedup", "--path", "site")

    assert "slow 1.0 requires it for its extra fast" in answer.out
    assert "-m pip install 'slow[fast]'" in answer.out


def test_a_requirement_that_is_not_installed(project):
    installed(project, "slow", "1.0", ["slow.py"], metadata="Requires-Dist: speedup>=1\n")

    answer = project.why("speedup", "--path", "site")

    assert "slow 1.0 requires it: " in answer.out
    assert "-m pip install speedup" in answer.out


def test_nothing_is_invented(project):
    document = project.explain("no_such_module_anywhere")

    assert document["advice"] == []
    assert document["near_misses"] == []


def test_an_extension_of_a_known_distribution_for_another_python(project):
    installed(project, "fast", "2.0", ["fast.cpython-27-riscos.so"])

    answer = project.why("fast", "--path", "site")

    assert "install fast 2.0 for this Python" in answer.out
    assert "--force-reinstall fast" in answer.out


def test_a_module_in_a_folder_that_is_not_on_the_path(project):
    project.write("src/app/__init__.py")

    answer = project.why("app")

    assert "app lies in src, which is not on sys.path" in answer.out
    assert "thence why --path src app" in answer.out


def test_a_module_in_another_environment(project):
    project.write("other/lib/python3.11/site-packages/app.py")

    answer = project.why("app", env={"VIRTUAL_ENV": str(project.folder / "other")})

    assert f"app is installed in {project.folder}/other" in answer.out


@pytest.mark.skipif(sys.version_info < (3, 12), reason="it is still there")
def test_a_module_that_the_library_has_lost(project):
    answer = project.why("asyncore")

    assert "asyncore was in the standard library until Python 3.12 removed it" in answer.out


def test_a_module_of_another_system(project):
    assert "winreg is in the standard library on Windows only" in project.why("winreg").out


def test_where_it_was_looked_for(project):
    answer = project.why("no_such_module_anywhere")

    assert f"1 {project.folder}  the working directory" in answer.out
    assert "looked for in each: no_such_module_anywhere/, " in answer.out


def test_an_editable_installation_owns_its_sources(project):
    url = f'{{"url": "file://{project.folder}/checkout", "dir_info": {{"editable": true}}}}'
    installed(project, "linked", "1.0", [], direct_url=url)
    project.write("checkout/linked.py")

    document = project.explain("linked", "--path", "site", "--path", "checkout")

    assert document["module"]["owner"] == {
        "kind": "distribution",
        "name": "linked",
        "version": "1.0",
        "editable": True,
    }
