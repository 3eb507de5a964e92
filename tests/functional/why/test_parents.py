"""A submodule: its parents are looked at, and imported only when that is asked for."""

import pytest


@pytest.fixture
def package(project, trap):
    """A package whose code adds a folder to its ``__path__``."""
    more = project.folder / "more"
    project.write(
        "pack/__init__.py", f"{trap.code}print('hello')\n__path__.append({str(more)!r})\n"
    )
    project.write("pack/here.py", trap.code)
    project.write("more/late.py", trap.code)
    return project


def test_it_is_said_what_importing_the_parents_would_execute(package, trap):
    answer = package.why("pack.here")

    assert answer.status == 0
    assert f"pack would be executed: {package.folder}/pack/__init__.py" in answer.out
    assert "--import-parents" in answer.out
    assert trap.sprung() == []


def test_a_path_that_the_parents_code_changes_is_not_known(package, trap):
    answer = package.why("pack.late")

    assert answer.status == 1
    assert "code of a package may change where its submodules are" in answer.out
    assert trap.sprung() == []


def test_unless_the_parents_are_imported(package, trap):
    answer = package.why("--json", "--import-parents", "pack.late")

    assert answer.status == 0
    assert answer.document["module"]["file"] == str(package.folder / "more" / "late.py")
    assert answer.document["parents"][0]["imported"] is True
    assert answer.document["parents"][0]["executed"] == ["pack"]
    assert trap.sprung() == ["pack"]


def test_what_they_print_does_not_get_into_the_document(package):
    answer = package.why("--json", "--import-parents", "pack.here")

    assert answer.document["found"] is True
    assert answer.err == "hello\n"


@pytest.mark.parametrize("code", ["1 / 0", "import missing_thing", "raise SystemExit(3)"])
def test_an_error_in_a_parent_is_shown_with_its_traceback(project, trap, code):
    file = project.write("pack/__init__.py", f"x = 1\n{code}\n")
    project.write("pack/sub.py", trap.code)

    answer = project.why("pack.sub", "--import-parents")

    assert answer.status == 1
    assert "pack.sub cannot be imported: importing pack failed" in answer.out
    assert f'File "{file}", line 2' in answer.out
    assert "thence/" not in answer.out
    assert trap.sprung() == []


def test_a_parent_that_ends_the_process_is_reported(project):
    project.write("pack/__init__.py", "import os; os._exit(5)")

    answer = project.why("pack.sub", "--import-parents")

    assert answer.status == 1
    assert "ended with status 5 before it could answer" in answer.err


def test_a_parent_that_leaves_a_thread_behind_is_no_hindrance(project):
    project.write(
        "pack/__init__.py",
        "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()",
    )
    project.write("pack/sub.py")

    assert project.why("pack.sub", "--import-parents").status == 0


def test_a_submodule_that_its_parent_imports_is_in_the_cache(project):
    project.write("pack/__init__.py", "from . import sub")
    project.write("pack/sub.py")

    document = project.explain("pack.sub", "--import-parents")

    assert document["cache"]["by_search"] is True
    assert document["parents"][0]["executed"] == ["pack", "pack.sub"]


def test_portions_within_portions_are_found(project, trap):
    file = project.write("b/ns/deep/mod.py", trap.code)
    project.write("a/ns/deep/other.py", trap.code)

    document = project.explain("ns.deep.mod", "--path", "a", "--path", "b")

    assert document["module"]["file"] == str(file)
    assert [each["executes"] for each in document["parents"]] == [None, None]
    assert document["search"]["path"] == "ns.deep.__path__"


def test_a_missing_parent_is_named(project):
    answer = project.why("missing_parent.child")

    assert answer.status == 1
    assert answer.out.startswith("missing_parent.child is not found: there is no missing_parent\n")


def test_a_parent_that_is_no_package_is_named(project):
    answer = project.why("json.decoder.JSONDecoder")

    assert answer.status == 1
    assert "json.decoder is a module, not a package" in answer.out
    assert "from json.decoder import JSONDecoder" in answer.out


def test_a_parent_that_shadows_the_package_that_was_meant_says_so(project, trap):
    project.write("json.py", trap.code)

    answer = project.why("json.decoder")

    assert answer.status == 1
    assert "json is a module, not a package" in answer.out
    assert "shadows" in answer.out
    assert "/json/__init__.py of the standard library" in answer.out
    assert trap.sprung() == []


def test_a_name_that_the_package_defines_is_no_module(project, trap):
    project.write("pack/__init__.py", f"{trap.code}def function(): ...\n")

    assert "from pack import function" in project.why("pack.function").out
    assert trap.sprung() == []
