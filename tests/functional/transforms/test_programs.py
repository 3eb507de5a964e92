"""A program whose modules are transformed is otherwise the program that it was."""

from __future__ import annotations

import re

import pytest

# Transforms that change nothing, of each stage, for every module there is.
IDLE = """
    import sys
    sys.path.insert(0, {sources!r})
    import thence
    thence.install()

    class Idle(thence.Transform):
        version = 1

        def __init__(self, stage):
            self.name = self.stage = stage

        def transform(self, thing, fullname, file):
            return thing + "\\n" if self.stage == "source" else thing

    thence.process_system.transforms += map(Idle, ("source", "ast", "code"))
"""


@pytest.fixture
def idle():
    """The start of a program with such transforms, before anything else is loaded."""
    from .conftest import SOURCES

    return IDLE.format(sources=str(SOURCES))


def test_the_library_goes_through_transforms_of_every_stage(programs, idle):
    """From the very first module on: none of what the engine itself needs was loaded before."""
    programs.write("latin.py", "")
    (programs.folder / "latin.py").write_bytes(b"# coding: latin-1\nx = '\xe4'\n")
    program = (
        idle
        + """
    sys.path.insert(0, sys.argv[0].rpartition('/')[0])
    import latin
    assert latin.x == chr(228)
    import tokenize, unittest, asyncio, decimal, json, email.message, xml.dom.minidom
    changed = [name for name, module in sys.modules.items()
               if 'opt-thence' in (getattr(getattr(module, '__spec__', None), 'cached', '') or '')]
    assert {'latin', 'tokenize', 're', 'asyncio.events', 'json.decoder'} <= set(changed), changed
    assert json.loads('[1]') == [1]
    """
    )
    prefix = f"pycache_prefix={programs.folder}/kept"  # not among the interpreter's own files
    for _ in range(2):
        programs.output(program, "-S", "-I", "-X", prefix)


def test_the_source_that_is_shown_is_the_one_in_the_file(programs):
    text = "x = []\n\n\ndef f():\n    return 1  # a comment\n"
    programs.write("m.py", text)
    program = """
        import inspect, linecache
        shown = inspect.getsource(m.f), m.__loader__.get_source('m'), inspect.getsource(m)
        print(shown == ("def f():\\n    return 1  # a comment\\n", TEXT, TEXT))
    """.replace("TEXT", repr(text))

    assert programs.with_transforms("'a'", then=program) == "a\nTrue"


@pytest.mark.parametrize("stage", ["source", "ast"])
def test_tracebacks_have_the_lines_of_the_file(programs, stage):
    programs.write("m.py", "x = []\n\n\ndef f():\n    raise ValueError(1)  # here\n")
    program = f"""
        from changes import *
        thence.install()
        thence.process_system.transforms.append(Adding('a', {stage!r}))
        import m
        m.f()
    """

    for _ in range(2):
        ended = programs.start(program)

        assert 'm.py", line 5, in f\n    raise ValueError(1)  # here\n' in ended.stderr


@pytest.mark.parametrize("stage", ["source", "ast", "code"])
def test_a_transform_that_raises_shows_its_own_frames_and_what_it_was_at(programs, stage):
    program = f"""
        from changes import *
        thence.install()
        class Failing(Adding):
            def transform(self, thing, fullname, file):
                raise ValueError('no')  # here
        thence.process_system.transforms.append(Failing('a', {stage!r}))
        import m
    """
    ended = programs.start(program)
    place = re.escape(str(programs.folder))

    assert re.fullmatch(
        rf"""Traceback \(most recent call last\):
  File "{place}/program.py", line 8, in <module>
    import m
  File "{place}/program.py", line 6, in transform
    raise ValueError\('no'\)  # here
(    [ ^~]*\n)?ValueError: no
thence: transform 'a' 1 failed on module 'm' \({place}/m.py\)
""",
        ended.stderr,
    ), ended.stderr
    assert programs.kept() == []


def test_wrong_syntax_of_a_changed_source_is_a_syntax_error(programs):
    program = """
        from changes import *
        thence.install()
        class Breaking(Adding):
            def transform(self, thing, fullname, file):
                return thing + ' ('
        thence.process_system.transforms.append(Breaking('a'))
        import m
    """
    ended = programs.start(program)

    assert "SyntaxError: '(' was never closed" in ended.stderr
    assert ended.stderr.endswith("m.py) had been changed by: 'a' 1\n")


def test_a_missing_module_that_a_transform_needs_is_an_error_of_its_own(programs):
    program = """
        from changes import *
        thence.install()
        class Needing(Adding):
            def transform(self, thing, fullname, file):
                import nowhere
        thence.process_system.transforms.append(Needing('a'))
        try:
            import m
        except ModuleNotFoundError as error:
            print(error.name, error.__notes__[0].partition('(')[0])
        print('m' in sys.modules)
    """

    printed = "nowhere thence: transform 'a' 1 failed on module 'm' \nFalse"
    assert programs.output(program) == printed


def test_what_a_transform_imports_may_be_transformed_too(programs):
    programs.write("helper.py", "x = []")
    program = """
        from changes import *
        thence.install()
        class Needing(Adding):
            def transform(self, thing, fullname, file):
                if fullname == 'm':
                    import helper
                    assert helper.x == ['a']
                return super().transform(thing, fullname, file)
        thence.process_system.transforms.append(Needing('a', only=('m', 'helper')))
        import m
        print(m.x)
    """

    assert programs.output(program) == "['a']"


@pytest.mark.parametrize("option", [("-v",), ("-X", "importtime"), ("-X", "dev"), ("-W", "error")])
def test_the_interpreters_options_work(programs, option):
    program = """
        from changes import *
        thence.install()
        thence.process_system.transforms += [Adding('a'), Adding('b', 'ast')]
        import m
        print(''.join(m.x))
    """
    for _ in range(2):
        ended = programs.start(program, *option)

        assert (ended.returncode, ended.stdout) == (0, "ab\n"), ended.stderr
        if option[0] == "-v":
            assert "opt-thence" in ended.stderr
            assert "import 'm' #" in ended.stderr


def test_a_module_run_by_its_name_is_transformed(programs):
    programs.write("m.py", "x = []\nif __name__ == '__main__': print('main')\nelse: print('no')")
    program = """
        from changes import *
        thence.install()
        import runpy
        thence.process_system.transforms.append(Adding('a'))
        print(runpy.run_module('m', run_name='__main__')['x'])
        print(runpy.run_path('m.py')['x'])
    """

    # A path is no module: nothing loads it.
    assert programs.output(program) == "main\n['a']\nno\n[]"


def test_a_lazy_module_is_transformed_and_tells_its_file(programs):
    program = """
        from changes import *
        import importlib.util, os
        thence.install()
        thence.process_system.transforms.append(Adding('a'))
        spec = importlib.util.find_spec('m')
        spec.loader = importlib.util.LazyLoader(spec.loader)
        module = importlib.util.module_from_spec(spec)
        sys.modules['m'] = module
        spec.loader.exec_module(module)
        assert module.x == ['a']
        assert 'opt-thence' in module.__spec__.cached
        assert os.path.exists(module.__spec__.cached)
    """
    programs.output(program)


def test_who_asks_the_loader_for_code_later_gets_what_holds_then(programs):
    program = """
        from changes import *
        thence.install()
        import m
        cached = m.__spec__.cached
        thence.process_system.transforms.append(Adding('a'))
        names = {}
        exec(m.__loader__.get_code('m'), names)
        assert names['x'] == ['a']
        assert (m.x, m.__spec__.cached) == ([], cached)
        assert thence.process_system._state.caches_in_use == {}
    """
    programs.output(program)


def test_a_specs_file_is_told_before_the_module_is_loaded(programs):
    program = """
        from changes import *
        import importlib.util
        thence.install()
        thence.process_system.transforms.append(Adding('a'))
        spec = importlib.util.find_spec('m')
        before = spec.cached
        assert spec == importlib.util.find_spec('m')
        import m
        assert m.__spec__.cached == before
        assert importlib.util.source_from_cache(before) == m.__file__
    """
    programs.output(program)


def test_an_observer_hears_of_the_true_file(programs):
    program = """
        from changes import *
        class Files(thence.Observer):
            def bytecode_written(self, fullname, file):
                print('written', 'opt-thence' in file)
            def bytecode_accepted(self, fullname, file):
                print('accepted', 'opt-thence' in file)
        system = thence.ImportSystem(path=[sys.path[1]], observer=Files())
        system.transforms.append(Adding('a'))
        m = system.import_module('m')
        system.reload(m)
    """

    assert programs.output(program) == "written True\naccepted True"


def test_fork_has_the_list_too(programs):
    program = """
        from changes import *
        import os
        thence.install()
        thence.process_system.transforms.append(Adding('a'))
        child = os.fork()
        if not child:
            import m
            os._exit(m.x != ['a'])
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    """
    programs.output(program)


def test_threads_that_import_at_the_same_time(programs):
    """Own and foreign ways of compiling at once, each file's tree reached once."""
    for number in range(60):
        programs.write(f"many/m{number}.py", f"x = [{number}]")
    program = """
        from changes import *
        import builtins, importlib.machinery, threading
        compile_itself = builtins.compile
        thence.install()
        sys.setswitchinterval(1e-6)

        class Foreign(importlib.machinery.SourceFileLoader):
            def source_to_code(self, data, path, *more, _optimize=-1):
                tree = ast.parse(data, path)
                tree.body += ast.parse("x = [*x, 'foreign']").body
                return compile(tree, path, 'exec')

        class Finder(importlib.machinery.PathFinder):
            @classmethod
            def find_spec(cls, fullname, path=None, target=None):
                spec = super().find_spec(fullname, path, target)
                if fullname.startswith('many.') and int(fullname[6:]) % 2:
                    spec.loader = Foreign(spec.loader.name, spec.loader.path)
                return spec

        sys.meta_path.insert(0, Finder)
        names = [f'many.m{number}' for number in range(60)]
        thence.process_system.transforms += [
            Adding('tree', 'ast', only=names), Adding('source', only=names)]
        start = threading.Barrier(16)
        errors = []

        def work(shift):
            start.wait()
            try:
                for name in names[shift:] + names[:shift]:
                    importlib.import_module(name)
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=work, args=(3 * n,)) for n in range(16)]
        for each in threads: each.start()
        for each in threads: each.join()
        assert not errors, errors
        for number, name in enumerate(names):
            expected = [number, 'source', 'tree'] + ['foreign'] * (number % 2)
            assert sys.modules[name].x == expected, (name, sys.modules[name].x)
        assert builtins.compile is compile_itself
        assert thence.process_system._state.caches_in_use == {}
    """
    for _ in range(2):
        programs.output(program)
