"""Language reference 5.8, Special considerations for __main__."""

from __future__ import annotations

import pytest
from main_programs import WAYS, facts_of, write_programs
from path_support import in_a_process

in_every_way = pytest.mark.parametrize("way", WAYS)

# __file__, __package__, the kind of __loader__. "{root}" is the directory of the programs.
ATTRIBUTES = {
    "script": ("{root}/tell.py", None, "SourceFileLoader"),
    "bytecode": ("{root}/tell.pyc", None, "SourcelessFileLoader"),
    "-m module": ("{root}/tell.py", "", "SourceFileLoader"),
    "-m submodule": ("{root}/box/inner.py", "box", "SourceFileLoader"),
    "-m package": ("{root}/box/__main__.py", "box", "SourceFileLoader"),
    "directory": ("{root}/app/__main__.py", "", "SourceFileLoader"),
    "zip": ("{root}/app.zip/__main__.py", "", "zipimporter"),
    "-c": (None, None, "BuiltinImporter"),
    "stdin": ("<stdin>", None, "BuiltinImporter"),
    "stdin, without arguments": ("<stdin>", None, "BuiltinImporter"),
    "interactive": (None, None, "BuiltinImporter"),
}

# sys.argv[0] and sys.path[0].
PLACES = {
    "script": ("tell.py", "{root}"),
    "bytecode": ("tell.pyc", "{root}"),
    "-m module": ("{root}/tell.py", "{root}"),
    "-m submodule": ("{root}/box/inner.py", "{root}"),
    "-m package": ("{root}/box/__main__.py", "{root}"),
    "directory": ("app", "{root}/app"),
    "zip": ("app.zip", "{root}/app.zip"),
    "-c": ("-c", ""),
    "stdin": ("-", ""),
    "stdin, without arguments": ("", ""),
    "interactive": ("", ""),
}


@in_a_process
@in_every_way
@pytest.mark.clause("5.8/1", "5.8/2")
def test_main_is_there_from_the_start_and_not_built_in(process, tree, way):
    """5.8/1, 5.8/2: the program runs in the module __main__, which is no built-in module."""
    facts = facts_of(process, way, write_programs(tree))

    assert facts["name"] == "__main__"
    assert facts["same"]
    assert not facts["builtin"]


@in_a_process
@in_every_way
@pytest.mark.clause("5.8/3")
def test_mains_attributes_depend_on_the_way_of_starting(process, tree, way):
    """5.8/3: the file, package and loader of __main__, for each way of starting."""
    root = write_programs(tree)

    facts = facts_of(process, way, root)

    file, package, loader = ATTRIBUTES[way]
    assert facts["file"] == (file and file.format(root=root))
    assert (facts["package"], facts["loader"]) == (package, loader)


@in_a_process
@in_every_way
@pytest.mark.clause("5.8/4")
def test_the_first_argument_and_entry_depend_on_the_way_of_starting(process, tree, way):
    """5.8/4: sys.argv[0] and sys.path[0], for each way of starting."""
    root = write_programs(tree)

    facts = facts_of(process, way, root)

    program, entry = (place.format(root=root) for place in PLACES[way])
    assert facts["argv"] == [program]
    assert facts["path"][0] == entry


@in_a_process
@pytest.mark.parametrize("way", ["script", "-c", "stdin"])
@pytest.mark.parametrize(("options", "environment"), [(["-P"], {}), ([], {"PYTHONSAFEPATH": "1"})])
@pytest.mark.clause("5.8/5")
def test_a_safe_path_has_no_entry_of_the_program(process, tree, way, options, environment):
    """5.8/5: with -P or PYTHONSAFEPATH the path starts with the interpreter's own entries."""
    root = write_programs(tree)

    facts = facts_of(process, way, root, *options, **environment)

    assert not {"", str(root)} & set(facts["path"])
