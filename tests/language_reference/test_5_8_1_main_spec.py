"""Language reference 5.8.1, __main__.__spec__."""

from __future__ import annotations

import pytest
from main_programs import WAYS, facts_of, write_programs
from path_support import in_a_process

pytestmark = in_a_process

# The name, origin, kind of loader and parent of __main__.__spec__.
SPECS = {
    "-m module": ["tell", "{root}/tell.py", "SourceFileLoader", ""],
    "-m submodule": ["box.inner", "{root}/box/inner.py", "SourceFileLoader", "box"],
    "-m package": ["box.__main__", "{root}/box/__main__.py", "SourceFileLoader", "box"],
    "directory": ["__main__", "{root}/app/__main__.py", "SourceFileLoader", ""],
    "zip": ["__main__", "{root}/app.zip/__main__.py", "zipimporter", ""],
}


@pytest.mark.parametrize("way", SPECS)
@pytest.mark.clause("5.8.1/1", "5.8.1/2", "5.8.1/3", "5.8.1/4")
def test_a_main_that_was_found_has_its_spec(process, tree, way):
    """5.8.1/1-4: -m, a directory and a zip archive give __main__ the spec of its module."""
    root = write_programs(tree)

    name, origin, loader, parent = SPECS[way]
    expected = [name, origin.format(root=root), loader, parent]
    assert facts_of(process, way, root)["spec"] == expected


@pytest.mark.parametrize("way", [way for way in WAYS if way not in SPECS])
@pytest.mark.clause("5.8.1/5", "5.8.1/6", "5.8.1/7", "5.8.1/8", "5.8.1/9")
def test_a_main_that_was_not_found_has_none(process, tree, way):
    """5.8.1/5-9: the prompt, -c, the standard input and a file have no spec."""
    assert facts_of(process, way, write_programs(tree))["spec"] is None


@pytest.mark.clause("5.8.1/10")
def test_an_importable_file_has_none_either(process, tree):
    """5.8.1/10: a script has no spec, even if its own name would find it."""
    script = """
        import importlib.util
        print(__spec__, importlib.util.find_spec("script").origin == __file__)
    """

    done = process.start("script.py", cwd=tree({"script.py": script}))

    assert done.stdout.split() == ["None", "True"]


@pytest.mark.parametrize("start", [["-m", "twice"], ["twice.py"]], ids=" ".join)
@pytest.mark.clause("5.8.1/11")
def test_main_and_the_module_of_its_file_are_two(process, tree, start):
    """5.8.1/11: importing __main__'s file by its name makes a second module."""
    source = """
        import sys
        print("executed as", __name__)
        if __name__ == "__main__":
            import twice
            print(twice is sys.modules["__main__"])
    """

    done = process.start(*start, cwd=tree({"twice.py": source}))

    assert done.stdout.splitlines() == ["executed as __main__", "executed as twice", "False"]


@pytest.mark.clause("5.8.1/12")
def test_a_guarded_block_runs_in_main_only(process, tree):
    """5.8.1/12: ``if __name__ == "__main__"`` is true in __main__ and false in an import."""
    guarded = """
        if __name__ == "__main__":
            print("guarded block ran")
    """
    root = tree({"guarded.py": guarded, "importing.py": "import guarded"})

    started = process.start("-m", "guarded", cwd=root)
    imported = process.start("-m", "importing", cwd=root)

    assert (started.stdout, imported.stdout) == ("guarded block ran\n", "")
