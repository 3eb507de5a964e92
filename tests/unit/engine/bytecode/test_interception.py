"""Reaching the tree where a loader of somebody else compiles."""

from __future__ import annotations

import ast
import builtins
import threading
from pathlib import Path

import pytest

import thence
from thence._engine.bytecode.interception import Interception, StandIn

COMPILE = builtins.compile
FUTURE = "from __future__ import annotations\n"


class Renaming(thence.Transform):
    """Gives a module another ``x``."""

    name = "renaming"
    version = 1
    stage = "ast"

    def transform(self, thing, fullname, file):
        return renamed(thing)


def renamed(tree):
    tree.body.append(ast.parse("x += 1").body[0])
    return tree


def executed(code):
    names = {}
    exec(code, names)
    return names


@pytest.fixture(autouse=True)
def compile_is_itself_again():
    yield
    assert builtins.compile is COMPILE


# Each is a loader's source_to_code.


def by_compile(self, data, path, *more, _optimize=-1):
    return compile(data, path, "exec", dont_inherit=True, optimize=_optimize)


def by_ast_parse(self, data, path, *more):
    tree = ast.parse(data, path)
    tree.body.append(ast.parse("y = x").body[0])
    return compile(tree, path, "exec")


def by_bytes(self, data, path, *more):
    return compile(data.decode(), path.encode(), "exec")


def by_path(self, data, path, *more):
    return compile(bytearray(data), Path(path), mode="exec")


def by_names(self, data, path, *more):
    return compile(source=data, filename=path, mode="exec", flags=0, dont_inherit=True)


def by_a_hidden_parser(self, data, path, *more):
    return compile(COMPILE(data, path, "exec", ast.PyCF_ONLY_AST), path, "exec")


def by_the_engine(self, data, path, *more):
    return super(type(self), self).source_to_code(b"x = 1\n" + data, path, *more)


def by_something_else_first(self, data, path, *more):
    assert eval(compile("1 + 1", path, "eval")) == 2
    assert executed(compile("x = 1", f"{path}.not", "exec"))["x"] == 1
    return compile(data, path, "exec")


WAYS = [
    by_compile,
    by_ast_parse,
    by_bytes,
    by_path,
    by_names,
    by_a_hidden_parser,
    by_the_engine,
    by_something_else_first,
]


@pytest.fixture
def code_by(system, tree):
    """The code that a loader with a source_to_code of its own gets."""

    def code_by(source_to_code, text="x = 1"):
        folder = tree({"m.py": text})
        loader_class = type(
            "Loader", (system.machinery.SourceFileLoader,), {"source_to_code": source_to_code}
        )
        return loader_class("m", f"{folder}/m.py").get_code("m")

    return code_by


@pytest.mark.parametrize("way", WAYS)
def test_the_tree_is_reached_once_however_the_loader_compiles(system, code_by, way):
    system.transforms.append(Renaming())

    assert executed(code_by(way))["x"] == 2


def test_the_loader_goes_on_with_the_tree_that_transforms_made(system, code_by):
    system.transforms.append(Renaming())

    assert executed(code_by(by_ast_parse))["y"] == 2


def test_source_and_code_transforms_are_there_as_well(system, code_by):
    class Source(Renaming):
        stage = "source"

        def transform(self, thing, fullname, file):
            return f"# coding: latin-1\n{thing}000; z = 'ä'"

    class Code(Renaming):
        stage = "code"

        def transform(self, thing, fullname, file):
            return thing.replace(
                co_consts=tuple(5000 if c == 1000 else c for c in thing.co_consts)
            )

    system.transforms += [Code(), Renaming(), Source()]

    names = executed(code_by(by_ast_parse))

    assert (names["x"], names["z"]) == (5001, "ä")


def test_a_loader_that_hides_how_it_compiles_is_an_error(system, code_by):
    system.transforms.append(Renaming())

    with pytest.raises(RuntimeError, match=r"the loader of 'm' compiles '.*m\.py' where no AST"):
        code_by(lambda self, data, path, *more: COMPILE(data, path, "exec"))


def test_what_the_loader_raises_goes_through_with_a_note(system, code_by):
    def failing(self, data, path, *more):
        raise ValueError("mine")

    system.transforms.append(Renaming())

    with pytest.raises(ValueError, match="mine") as caught:
        code_by(failing)

    assert "had been changed by: 'renaming' 1" in caught.value.__notes__[0]


def test_without_tree_transforms_compile_is_not_touched(system, code_by):
    seen = []

    def watching(self, data, path, *more):
        seen.append(compile)
        return compile(data, path, "exec")

    class Source(Renaming):
        stage = "source"

        def transform(self, thing, fullname, file):
            return thing

    system.transforms.append(Source())

    code_by(watching)

    assert seen == [COMPILE]


def test_a_transform_may_compile_the_file_itself(system, code_by):
    class Compiling(Renaming):
        def transform(self, thing, fullname, file):
            return ast.parse("x = 7", file)

    system.transforms.append(Compiling())

    assert executed(code_by(by_compile))["x"] == 7


def test_futures_are_inherited_as_compile_inherits_them():
    """This very file has one; what it executes here has none."""
    text = "def f(x: int): pass"
    with Interception("/m.py", renamed):
        inherited = compile(text, "/other.py", "exec")
        refused = compile(text, "/other.py", "exec", dont_inherit=True)
        names = {}
        exec(
            COMPILE("code = compile(text, '/o.py', 'exec')", "", "exec", 0, True),
            {"text": text},
            names,
        )

    assert executed(inherited)["f"].__annotations__ == {"x": "int"}
    assert executed(refused)["f"].__annotations__ == {"x": int}
    assert executed(names["code"])["f"].__annotations__ == {"x": int}


@pytest.mark.parametrize("filename", [b"/m.py", Path("/m.py"), "/m.py"])
def test_a_file_is_known_in_every_form_of_its_name(filename):
    with Interception("/m.py", renamed) as interception:
        code = compile("x = 1", filename, "exec")

    assert interception.reached
    assert executed(code)["x"] == 2


def test_what_is_no_file_name_is_compiles_affair():
    with Interception("/m.py", renamed), pytest.raises(TypeError, match="expected str"):
        compile("x = 1", 3, "exec")


def test_one_file_within_another():
    with Interception("/a.py", renamed) as outer:
        with Interception("/b.py", renamed) as inner:
            compile("x = 1", "/b.py", "exec")
            assert not outer.reached
        compile("x = 1", "/a.py", "exec")

    assert inner.reached
    assert outer.reached


def test_the_same_file_within_itself():
    with Interception("/a.py", renamed) as outer:
        with Interception("/a.py", renamed) as inner:
            compile("x = 1", "/a.py", "exec")
        assert (outer.reached, inner.reached) == (False, True)
        compile("x = 1", "/a.py", "exec")

    assert outer.reached


def test_another_thread_does_not_notice():
    with Interception("/m.py", renamed) as interception:
        found = []
        thread = threading.Thread(target=lambda: found.append(compile("x = 1", "/m.py", "exec")))
        thread.start()
        thread.join()

    assert executed(found[0])["x"] == 1
    assert not interception.reached


def test_threads_that_overlap_leave_nothing_behind():
    """The first to come is the first to go."""
    inside, outside = threading.Event(), threading.Event()

    def second():
        with Interception("/b.py", renamed):
            inside.set()
            outside.wait()
            codes.append(compile("x = 1", "/b.py", "exec"))

    codes = []
    with Interception("/a.py", renamed):
        thread = threading.Thread(target=second)
        thread.start()
        inside.wait()
    still_there = builtins.compile
    outside.set()
    thread.join()

    assert type(still_there) is StandIn
    assert executed(codes[0])["x"] == 2


def test_who_kept_the_stand_in_can_still_compile():
    with Interception("/m.py", renamed):
        kept = compile

    assert executed(kept("x = 1", "/m.py", "exec"))["x"] == 1


def test_what_somebody_else_put_there_meanwhile_stays(monkeypatch):
    def somebodys(*args, **kwargs):
        return COMPILE(*args, **kwargs)

    monkeypatch.setattr(builtins, "compile", COMPILE)  # put back at the end
    with Interception("/m.py", renamed):
        builtins.compile = somebodys

    assert builtins.compile is somebodys
    builtins.compile = COMPILE
