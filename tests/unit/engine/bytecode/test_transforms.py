"""The chain of transforms between a module's source and its code."""

from __future__ import annotations

import ast
import builtins
import sys
from pathlib import Path
from types import CodeType

import pytest

import thence
from thence._engine.bytecode.transforms import chain_for

pytestmark = pytest.mark.usefixtures("writes_bytecode")


class Replacing(thence.Transform):
    """Replaces one text by another, in the stage that it is told."""

    def __init__(self, old: str, new: str, stage: str = "source", version: str | int = 1) -> None:
        self.name = f"{old} to {new}"
        self.version = version
        self.stage = stage
        self.old, self.new = old, new
        self.seen: list[object] = []

    def transform(self, thing, fullname, file):
        self.seen.append((thing, fullname, file))
        if self.stage == "source":
            return thing.replace(self.old, self.new)
        if self.stage == "ast":
            for node in ast.walk(thing):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    node.value = node.value.replace(self.old, self.new)
            return thing
        constants = (self.new if each == self.old else each for each in thing.co_consts)
        return thing.replace(co_consts=tuple(constants))


class Raising(thence.Transform):
    """Raises the error that it is given."""

    name = "raising"
    version = "2.1"

    def __init__(self, error: BaseException, stage: str = "source") -> None:
        self.error, self.stage = error, stage

    def transform(self, thing, fullname, file):
        raise self.error


class Returning(thence.Transform):
    """Returns what it is given, whatever it is asked for."""

    name = "returning"
    version = "1"

    def __init__(self, result: object, stage: str) -> None:
        self.result, self.stage = result, stage

    def transform(self, thing, fullname, file):
        return self.result


def loaded(system, name="m"):
    return system.import_module(name)


def files_in(folder: Path) -> list[str]:
    """The names of the bytecode files below a folder."""
    return sorted(each.name for each in folder.rglob("*.pyc*"))


class TestStages:
    """Source transforms, the parser, AST transforms, the compiler, code transforms."""

    @pytest.mark.parametrize("stage", ["source", "ast", "code"])
    def test_each_changes_the_module(self, system, tree, stage):
        tree({"m.py": "x = 'a'"})
        system.transforms.append(Replacing("a", "b", stage))

        assert loaded(system).x == "b"

    def test_they_are_applied_in_the_order_of_compiling_whatever_their_order(self, system, tree):
        tree({"m.py": "x = 'a'"})
        system.transforms += [
            Replacing("c", "d", "code"),
            Replacing("b", "c", "ast"),
            Replacing("a", "b", "source"),
        ]

        assert loaded(system).x == "d"

    @pytest.mark.parametrize("stage", ["source", "ast", "code"])
    def test_those_of_one_stage_are_applied_in_their_order(self, system, tree, stage):
        tree({"m.py": "x = 'a'"})
        system.transforms += [Replacing("a", "b", stage), Replacing("b", "c", stage)]

        assert loaded(system).x == "c"

    def test_each_is_given_the_modules_name_and_file(self, system, tree):
        folder = tree({"p/__init__.py": "", "p/m.py": "x = 'a'"})
        each = [Replacing("a", "b", stage) for stage in ("source", "ast", "code")]
        system.transforms += each

        loaded(system, "p.m")

        places = [seen[1:] for transform in each for seen in transform.seen[1:]]
        assert places == [("p.m", f"{folder}/p/m.py")] * 3
        kinds = [type(transform.seen[1][0]) for transform in each]
        assert kinds == [str, ast.Module, CodeType]

    @pytest.mark.parametrize(
        ("source", "text"),
        [
            (b"x = '\xc3\xa4'\r\ny = 1\r\n", "x = 'ä'\ny = 1\n"),
            (b"\xef\xbb\xbfx = 'a'", "x = 'a'"),
            (b"\xef\xbb\xbf# coding: utf-8\nx = 'a'", "# coding: utf-8\nx = 'a'"),
            (b"#!x\n# coding: latin-1\nx = '\xe4'", "#!x\n# coding: latin-1\nx = 'ä'"),
        ],
    )
    def test_source_transforms_see_text(self, system, tree, source, text):
        tree({"m.py": source})
        watching = Replacing("nothing", "nothing")
        system.transforms.append(watching)

        loaded(system)

        assert watching.seen[0][0] == text

    @pytest.mark.parametrize(
        ("source", "error"),
        [
            (b"x = '\xff'", "(?i)utf-8"),
            (b"# coding: latin1x\nx = 1", "unknown encoding"),
            (b"# coding: ascii\nx = '\xff'", "ascii"),
            (b"x = (", "never closed"),
            (b"x = 1\0", "null"),
        ],
    )
    def test_a_wrong_source_fails_as_without_transforms(self, system, tree, source, error):
        tree({"m.py": source})
        plain = thence.ImportSystem(path=system.path, shared=())
        system.transforms.append(Replacing("q", "r"))

        with pytest.raises(SyntaxError, match=error) as without:
            loaded(plain)
        with pytest.raises(SyntaxError, match=error) as caught:
            loaded(system)

        assert str(caught.value) == str(without.value)
        assert caught.value.filename == without.value.filename
        assert not hasattr(caught.value, "__notes__")

    def test_futures_of_the_source_hold(self, tree):
        folder = tree({"m.py": "from __future__ import annotations\ndef f(x: a): pass"})
        system = thence.ImportSystem(path=[folder], shared=("__future__",))
        system.transforms += [Replacing("q", "r"), Replacing("q", "r", "ast")]

        assert loaded(system).f.__annotations__ == {"x": "a"}

    def test_futures_of_the_engine_and_of_the_transform_do_not(self, system, tree):
        """This very file has one."""
        tree({"m.py": "def f(x: int): pass"})
        system.transforms += [Replacing("q", "r"), Replacing("q", "r", "ast")]

        assert loaded(system).f.__annotations__ == {"x": int}


class TestWhichModules:
    """By full name and file; by default, all that SourceFileLoader loads."""

    def test_only_what_a_transform_wants_is_changed(self, system, tree):
        folder = tree({"m.py": "x = 'a'", "n.py": "x = 'a'"})
        transform = Replacing("a", "b")
        asked = []
        transform.wants = lambda *place: asked.append(place) or place[0] == "m"
        system.transforms.append(transform)

        assert (loaded(system, "m").x, loaded(system, "n").x) == ("b", "a")
        assert set(asked) == {("m", f"{folder}/m.py"), ("n", f"{folder}/n.py")}

    def test_a_module_that_none_wants_keeps_the_plain_name(self, system, tree, tmp_path):
        tree({"m.py": ""})
        transform = Replacing("a", "b")
        transform.wants = lambda *place: False
        system.transforms.append(transform)

        module = loaded(system)

        assert files_in(tmp_path) == [f"m.{sys.implementation.cache_tag}.pyc"]
        assert module.__spec__.cached.endswith(files_in(tmp_path)[0])

    def test_a_loader_of_somebody_else_is_left_alone_unless_it_says_otherwise(self, system):
        class Loader(system.machinery.SourceLoader):
            def get_filename(self, fullname):
                return f"<{fullname}>"

            def get_data(self, path):
                return b"x = 'a'"

        class Willing(Loader):
            takes_transforms = True

        system.transforms.append(Replacing("a", "b"))

        for loader, expected in ((Loader(), "a"), (Willing(), "b")):
            names = {}
            exec(loader.get_code("m"), names)
            assert names["x"] == expected

    def test_bytecode_without_source_is_left_alone(self, system, tree, tmp_path):
        import py_compile

        folder = Path(tree({"m.py": "x = 'a'"}))
        py_compile.compile(str(folder / "m.py"), cfile=str(folder / "m.pyc"))
        (folder / "m.py").unlink()
        system.transforms += [Replacing("a", "b"), Replacing("a", "b", "code")]

        assert loaded(system).x == "a"

    def test_an_empty_list_is_tested_for_its_truth_and_nothing_else(self, system, tree):
        class Empty(list):
            asked = 0

            def __len__(self):
                Empty.asked += 1
                return 0

            def __iter__(self):
                raise AssertionError

        tree({"m.py": ""})
        empty = system._state.transforms = system.machinery.file_names.transforms = Empty()

        loaded(system)

        assert empty.asked <= 3  # naming the file, executing, getting the code


class TestTheList:
    def test_two_systems_have_two(self, system):
        other = thence.ImportSystem(shared=())

        system.transforms.append(Replacing("a", "b"))

        assert other.transforms == []
        assert thence.process_system.transforms == []

    def test_it_is_set_in_place(self, system):
        before = system.transforms

        system.transforms = [Replacing("a", "b")]
        system.transforms += (Replacing("b", "c"),)

        assert system.transforms is before
        assert [each.new for each in before] == ["b", "c"]

    def test_a_transform_shows_itself(self):
        assert repr(Replacing("a", "b", "ast")) == "<Replacing 'a to b' 1 (ast)>"

    def test_the_base_class_wants_all_and_can_nothing(self):
        assert thence.Transform().wants("m", "/m.py")
        with pytest.raises(NotImplementedError):
            thence.Transform().transform("", "m", "/m.py")

    def test_a_transform_may_change_the_list_while_it_is_asked(self):
        transforms = [Replacing("a", "b"), Replacing("b", "c")]
        transforms[0].wants = lambda *place: transforms.clear() or True

        chain = chain_for(transforms, "m", "/m.py")

        assert [each.name for each in chain.links] == ["a to b", "b to c"]


class TestErrors:
    """The kind of error stays; a note names the transform, the module and the file."""

    @pytest.mark.parametrize("stage", ["source", "ast", "code"])
    @pytest.mark.parametrize("kind", [ValueError, SyntaxError, ImportError, AttributeError])
    def test_what_a_transform_raises_is_noted(self, system, tree, tmp_path, stage, kind):
        folder = tree({"m.py": "x = 1"})
        error = kind("no")
        system.transforms += [Replacing("q", "r", stage), Raising(error, stage)]

        with pytest.raises(kind) as caught:
            loaded(system)

        assert caught.value is error
        (note,) = error.__notes__
        assert note == f"thence: transform 'raising' 2.1 failed on module 'm' ({folder}/m.py)"
        assert "m" not in system.modules
        assert files_in(tmp_path) == []
        assert isinstance(builtins.compile, type(len))

    def test_an_interruption_goes_through(self, system, tree):
        tree({"m.py": "x = 1"})
        error = KeyboardInterrupt()
        system.transforms.append(Raising(error))

        with pytest.raises(KeyboardInterrupt):
            loaded(system)

        assert not hasattr(error, "__notes__")

    @pytest.mark.parametrize(
        ("stage", "result", "kinds"),
        [
            ("source", None, "str must return it, not NoneType"),
            ("source", b"x = 1", "str must return it, not bytes"),
            ("ast", ast.Expression(ast.Constant(1)), "Module must return it, not Expression"),
            ("ast", "x = 1", "Module must return it, not str"),
            ("code", None, "code must return it, not NoneType"),
        ],
    )
    def test_another_kind_of_thing_is_refused(self, system, tree, stage, result, kinds):
        tree({"m.py": "x = 1"})
        system.transforms.append(Returning(result, stage))

        with pytest.raises(TypeError, match=kinds) as caught:
            loaded(system)

        assert "transform 'returning' 1" in caught.value.__notes__[0]

    @pytest.mark.parametrize("stage", ["source", "ast"])
    def test_what_cannot_be_compiled_after_a_change_names_who_changed_it(
        self, system, tree, stage
    ):
        folder = tree({"m.py": "x = 1"})
        broken = ast.Module([ast.Return(ast.Constant(1), lineno=1, col_offset=0)], [])
        result = {"source": "x = ", "ast": ast.fix_missing_locations(broken)}[stage]
        system.transforms.append(Returning(result, stage))

        with pytest.raises(SyntaxError) as caught:
            loaded(system)

        assert caught.value.__notes__ == [
            f"thence: module 'm' ({folder}/m.py) had been changed by: 'returning' 1"
        ]

    @pytest.mark.parametrize("name", ["", None, 3])
    def test_a_transform_without_a_name_is_refused(self, system, tree, name):
        tree({"m.py": "x = 1"})
        transform = Replacing("a", "b")
        transform.name = name
        system.transforms.append(transform)

        with pytest.raises(ValueError, match="needs a name"):
            loaded(system)

    def test_a_transform_without_a_version_is_refused(self, system, tree):
        tree({"m.py": "x = 1"})
        system.transforms.append(Replacing("a", "b", version=""))

        with pytest.raises(ValueError, match="and a version"):
            loaded(system)

    def test_a_stage_that_does_not_exist_is_refused(self, system, tree):
        tree({"m.py": "x = 1"})
        system.transforms.append(Replacing("a", "b", "tokens"))

        with pytest.raises(ValueError, match="none of 'source', 'ast', 'code'"):
            loaded(system)

    def test_a_transform_that_cannot_say_what_it_wants_is_named(self, system, tree):
        folder = tree({"m.py": "x = 1"})
        transform = Replacing("a", "b")
        transform.wants = lambda fullname, file: fullname.nonsense
        system.transforms.append(transform)

        with pytest.raises(AttributeError) as caught:
            loaded(system)

        (note,) = caught.value.__notes__
        assert "'a to b' 1" in note
        assert f"module 'm' ({folder}/m.py)" in note

    def test_after_an_error_a_module_can_be_imported(self, system, tree):
        tree({"m.py": "x = 'a'"})
        system.transforms.append(Raising(ValueError("no"), "ast"))
        with pytest.raises(ValueError, match="no"):
            loaded(system)

        system.transforms[:] = [Replacing("a", "b")]

        assert loaded(system).x == "b"


def test_a_chain_keeps_what_its_transforms_said_when_it_was_made():
    transform = Replacing("a", "b")

    chain = chain_for([transform], "m", "/m.py")
    transform.version = 2

    assert chain.mark == chain_for([Replacing("a", "b")], "m", "/m.py").mark
    assert chain.mark != chain_for([transform], "m", "/m.py").mark
