"""No module is served from the wrong cache, whatever changes between two runs."""

from __future__ import annotations

import itertools
import os
import py_compile
import sys

import pytest

TWICE = pytest.mark.parametrize("stage", ["source", "ast"])
PLAIN = "import m; print(''.join(m.x))"


@TWICE
def test_the_second_run_takes_what_the_first_kept(programs, stage):
    first = programs.with_transforms(f"'a', {stage!r}")
    changes = programs.folder / "changes.py"
    text = changes.read_text(encoding="utf-8")
    changes.write_text(text.replace("x = [*", "raise 1 #"), encoding="utf-8")

    assert (first, programs.with_transforms(f"'a', {stage!r}")) == ("a", "a")


@TWICE
def test_order_addition_and_removal_each_have_a_file(programs, stage):
    runs = [[], ["a"], ["b"], ["a", "b"], ["b", "a"], ["a", "a"]]

    for _ in range(2):
        for run in runs:
            shown = programs.with_transforms(*(f"{each!r}, {stage!r}" for each in run))
            assert shown == "".join(run)

    assert len(programs.kept()) == len(runs)


def test_two_stages_with_one_name_each_have_a_file(programs):
    for _ in range(2):
        assert programs.with_transforms("'a', 'source'") == "a"
        assert programs.with_transforms("'a', 'ast'") == "a"
        assert programs.with_transforms("'a', 'ast'", "'b', 'source'") == "ba"

    assert len(programs.kept()) == 3


def test_a_new_version_is_asked_anew(programs):
    programs.with_transforms("'a', version=1")
    changes = programs.folder / "changes.py"
    text = changes.read_text(encoding="utf-8")
    changes.write_text(text.replace("{self.name!r}]", "'new']"), encoding="utf-8")

    assert programs.with_transforms("'a', version=1") == "a"
    assert programs.with_transforms("'a', version=2") == "new"
    assert programs.with_transforms("'a', version='2'") == "new"


def test_a_process_without_the_transforms_sees_the_module_as_it_is(programs):
    without = f"from changes import *\nthence.install()\n{PLAIN}"
    for _ in range(2):
        assert programs.output(PLAIN) == ""
        assert programs.with_transforms("'a'") == "a"
        assert programs.output(without) == ""

    assert programs.kept()[0] == ""
    assert len(programs.kept()) == 2


def test_each_optimization_level_has_a_file(programs):
    programs.write("m.py", "x = ['1'] if __debug__ else ['0']\ndef f(): 'text'")
    program = """
        from changes import *
        thence.install()
        thence.process_system.transforms.append(Adding('a'))
        import m
        print(''.join(m.x), m.f.__doc__)
    """
    expected = {"-B": "1a text", "-O": "0a text", "-OO": "0a None"}
    for _ in range(2):
        for option, shown in expected.items():
            options = [] if option == "-B" else [option]
            assert programs.output(program, *options) == shown

    assert len(programs.kept()) == 3
    assert [each.partition("thence")[0] for each in programs.kept()] == [
        ".opt-1",
        ".opt-2",
        ".opt-",
    ]


def test_a_pycache_prefix_holds_marked_files_too(programs, tmp_path):
    prefix = tmp_path / "elsewhere"
    for _ in range(2):
        assert programs.with_transforms("'a'", PYTHONPYCACHEPREFIX=str(prefix)) == "a"
        assert programs.output(PLAIN, PYTHONPYCACHEPREFIX=str(prefix)) == ""

    assert not (tmp_path / "__pycache__").exists()
    assert len(programs.kept()) == 2


@pytest.mark.parametrize("mode", list(py_compile.PycInvalidationMode))
def test_bytecode_judged_by_hash_is_for_the_plain_module(programs, mode, monkeypatch):
    """An unchecked one would be trusted for ever."""
    monkeypatch.setattr(sys, "pycache_prefix", None)
    plain = py_compile.compile(str(programs.folder / "m.py"), invalidation_mode=mode)

    assert programs.with_transforms("'a'") == "a"
    assert programs.output(PLAIN) == ""
    (marked,) = (each for each in programs.folder.rglob("m.*.pyc") if str(each) != plain)

    # Whoever gives the changed module a file judged by hash keeps its kind.
    data = marked.read_bytes()
    from importlib.util import source_hash

    checked = b"\x03\0\0\0" + source_hash((programs.folder / "m.py").read_bytes())
    marked.write_bytes(data[:4] + checked + data[16:])
    assert programs.with_transforms("'a'") == "a"
    programs.write("m.py", "x = ['new']")
    assert programs.with_transforms("'a'") == "newa"
    assert marked.read_bytes()[4:8] == checked[:4]


def test_the_source_still_decides_whether_bytecode_is_stale(programs):
    assert programs.with_transforms("'a'") == "a"
    programs.write("m.py", "x = ['longer']")

    assert programs.with_transforms("'a'") == "longera"


def test_damaged_bytecode_is_made_anew(programs):
    programs.with_transforms("'a'")
    (marked,) = programs.folder.rglob("m.*.pyc")
    whole = marked.read_bytes()
    for data in (b"", whole[:10], b"\0" * len(whole)):
        marked.write_bytes(data)
        assert programs.with_transforms("'a'") == "a"
        assert marked.read_bytes() == whole


def test_compiling_ahead_is_for_the_plain_module(programs):
    """py_compile and compileall ask the loader to compile; what they write is the plain file."""
    program = """
        from changes import *
        thence.install()
        second = Adding('b', 'ast', only=('<py_compile>', 'm'))
        thence.process_system.transforms += [Adding('a'), second]
        import compileall, py_compile
        py_compile.compile('m.py', doraise=True)
        assert compileall.compile_file('m.py', quiet=1, force=True)
        import importlib.util
        assert importlib.util.cache_from_source('m.py').count('opt-') == 0
    """
    programs.output(program)

    assert programs.output(PLAIN, "-B") == ""
    assert programs.kept() == [""]


def test_where_no_bytecode_is_kept_the_module_is_changed_each_time(programs):
    assert programs.with_transforms("'a'", PYTHONDONTWRITEBYTECODE="1") == "a"
    assert programs.kept() == []
    program = """
        from changes import *
        sys.implementation.cache_tag = None
        thence.install()
        thence.process_system.transforms.append(Adding('a'))
        import m
        print(''.join(m.x), m.__spec__.cached)
    """
    assert programs.output(program) == "a None"
    assert programs.kept() == []


def test_a_predicate_that_changes_its_mind_gets_the_other_file(programs):
    program = """
        from changes import *
        import importlib, os
        thence.install()
        one = Adding('a')
        thence.process_system.transforms.append(one)
        import m
        for wanted in (True, False, True, False):
            one.only = ('m',) if wanted else ()
            importlib.reload(m)
            assert m.x == ['a'] * wanted, m.x
            assert ('opt-thence' in m.__spec__.cached) == wanted
            assert os.path.exists(m.__spec__.cached)
    """
    programs.output(program)

    assert len(programs.kept()) == 2


@pytest.mark.parametrize("answers", list(itertools.product([True, False], repeat=3)))
def test_even_one_that_changes_it_in_the_middle(programs, answers):
    """Code and file go by the same answer, the one that counts; the module tells the true file."""
    program = f"""
        from changes import *
        import os
        thence.install()
        answers = [*{answers}, *[{answers[-1]}] * 9]
        one = Adding('a')
        one.wants = lambda fullname, file: fullname == 'm' and answers.pop(0)
        thence.process_system.transforms.append(one)
        import m
        changed = m.x == ['a']
        assert ('opt-thence' in m.__spec__.cached) == changed
        assert getattr(m, '__cached__', m.__spec__.cached) == m.__spec__.cached
        assert os.path.exists(m.__spec__.cached)
    """
    programs.output(program)

    assert programs.with_transforms("'a'") == "a"
    assert programs.output(PLAIN) == ""


def test_the_list_counts_as_it_is_when_a_module_is_loaded_not_when_it_was_found(programs):
    program = """
        from changes import *
        import importlib.util, os
        thence.install()
        transforms = thence.process_system.transforms

        def load(before, after):
            transforms[:] = before
            spec = importlib.util.find_spec('m')
            spec.cached
            module = importlib.util.module_from_spec(spec)
            transforms[:] = after
            spec.loader.exec_module(module)
            transforms.clear()
            told = {spec.cached, getattr(module, '__cached__', spec.cached)}
            assert len(told) == 1 or not after, told
            assert not after or os.path.exists(spec.cached)
            return ''.join(module.x), spec.cached.count('opt-')

        assert load([], [Adding('a')]) == ('a', 1)
        assert load([Adding('a')], [Adding('b')]) == ('b', 1)
        assert load([Adding('b')], [Adding('b', only=())]) == ('', 0)
        assert load([Adding('b')], [])[0] == ''
    """
    programs.output(program)


def test_the_list_may_be_changed_at_any_time(programs):
    program = """
        from changes import *
        import importlib
        thence.install()
        transforms = thence.process_system.transforms
        import m
        assert m.x == []
        plain = m.__spec__.cached
        transforms.append(Adding('a'))
        assert m.__spec__.cached == plain  # it is loaded, and stays what it is
        importlib.reload(m)
        assert m.x == ['a']
        transforms.insert(0, Adding('b'))
        importlib.reload(m)
        assert m.x == ['b', 'a']
        transforms.clear()
        importlib.reload(m)
        assert (m.x, m.__spec__.cached) == ([], plain)
    """
    programs.output(program)


def test_uninstalled_the_interpreter_loads_modules_as_they_are(programs):
    program = """
        from changes import *
        import importlib
        handle = thence.install()
        thence.process_system.transforms.append(Adding('a'))
        import m
        changed = m.__spec__.cached
        handle.uninstall()
        assert m.__spec__.cached == changed
        importlib.reload(m)
        assert m.x == [] and 'opt-' not in m.__spec__.cached
        with thence.install():
            importlib.reload(m)
            assert (m.x, m.__spec__.cached) == (['a'], changed)
    """
    programs.output(program)


def test_systems_do_not_mix(programs):
    program = """
        from changes import *
        systems = [thence.ImportSystem(path=[sys.path[1]]) for _ in range(3)]
        systems[1].transforms.append(Adding('a'))
        systems[2].transforms.append(Adding('b', 'ast'))
        for _ in range(2):
            for system, x in zip(systems, ([], ['a'], ['b'])):
                assert system.import_module('m').x == x
                system.modules.pop('m')
        import m
        assert m.x == []
    """
    programs.output(program)

    assert len(programs.kept()) == 3


def test_a_long_name_still_fits_into_a_file_name(programs):
    name = "transform with a very long name, " * 20
    for _ in range(2):
        assert programs.with_transforms(f"'{name}1'") == f"{name}1"
        assert programs.with_transforms(f"'{name}2'") == f"{name}2"

    assert len(programs.kept()) == 2
    assert os.pathconf(programs.folder, "PC_NAME_MAX") > max(map(len, programs.kept())) + 150
