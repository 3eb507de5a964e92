"""Finders, loaders and path hooks that raise, answer rubbish, call themselves, or import."""

from __future__ import annotations

import sys
import types
from typing import Any

import pytest

ERRORS = [
    ImportError("no", name="n", path="p"),
    ModuleNotFoundError("no"),
    ValueError("no"),
    KeyError("no"),
    AttributeError("no"),
    RecursionError("no"),
    OSError(28, "No space left on device"),
    SystemExit(3),
    KeyboardInterrupt(),
]
RUBBISH = [1, "spec", b"", (), object, types.SimpleNamespace(), NotImplemented, True, False, 0]
PLACES = ["meta_path", "path_hooks"]


class Answering:
    """A meta path finder, and a path hook, that hands on whatever a function says."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        return self.answer(fullname) if fullname in {"wanted", "other"} else None

    def __call__(self, entry: str) -> Any:
        return self.answer(entry)


def with_hook(where: str, hook: Any) -> Any:
    """A request that puts a hook in front, asks it twice, and goes on without it."""

    def request(system: Any, root: Any) -> Any:
        hooks = getattr(system, where)
        hooks.insert(0, hook)
        system.path_importer_cache.pop(str(root), None)
        system.path[:] = [str(root)]
        try:
            return system.import_module("wanted")
        finally:
            hooks.remove(hook)

    return request


def again(system: Any, root: Any) -> Any:
    """After the trouble."""
    return system.import_module("wanted")


def raising(error: BaseException) -> Any:
    def answer(_: Any) -> Any:
        raise type(error)(*error.args)

    return Answering(answer)


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("error", ERRORS, ids=lambda each: type(each).__name__)
def test_a_hook_that_raises_ends_the_search_or_not(same, where, error):
    same({"wanted.py": "x = 1"}, with_hook(where, raising(error)), again)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("answer", RUBBISH, ids=repr)
def test_an_answer_that_is_none_fails_alike(same, where, answer):
    same({"wanted.py": "x = 1"}, with_hook(where, Answering(lambda _: answer)), again)


@pytest.mark.parametrize("where", PLACES)
def test_a_hook_that_never_comes_to_an_end(same, where, monkeypatch):
    """It asks for what it is asked for."""
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)

    def request(system: Any, root: Any) -> str:
        hook = Answering(lambda _: system.import_module("wanted"))
        try:
            with_hook(where, hook)(system, root)
        except RecursionError as error:
            return type(error).__name__  # how deep it was differs
        return "an answer"

    seen = same({"wanted.py": "x = 1"}, request, again)

    assert seen[0][0][0] == "'RecursionError'"


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("name", ["other", "wanted.inner"])
def test_a_hook_may_import(same, where, name):
    def request(system: Any, root: Any) -> Any:
        busy: list[str] = []

        def answer(asked: str) -> Any:
            if not busy:
                busy.append(asked)
                system.import_module(name)
            if where == "path_hooks":
                raise ImportError(asked)

        return with_hook(where, Answering(answer))(system, root)

    same({"wanted/__init__.py": "x = 1", "wanted/inner.py": "", "other.py": ""}, request, again)


class NoModule:
    """What a loader may make in place of a module."""

    def __repr__(self) -> str:
        return "<no module>"


class Loader:
    """A loader whose two methods do what they were told."""

    def __init__(self, create: Any, execute: Any) -> None:
        self.create_module, self.exec_module = create, execute


def nothing(_: Any) -> None:
    return None


def fails(_: Any) -> None:
    raise ValueError("no")


def forgets(system: Any) -> Any:
    return lambda module: system.modules.pop("wanted", None)


@pytest.mark.parametrize(
    ("create", "execute"),
    [
        (fails, nothing),
        (nothing, fails),
        (lambda spec: 1, nothing),
        (lambda spec: "module", fails),
        (lambda spec: NoModule(), nothing),
        (lambda spec: spec, nothing),
        (None, nothing),
        (nothing, None),
        (nothing, 1),
    ],
)
def test_a_loader_that_makes_rubbish(same, create, execute):
    def request(system: Any, root: Any) -> Any:
        spec = system.machinery.ModuleSpec("wanted", Loader(create, execute))
        return with_hook("meta_path", Answering(lambda _: spec))(system, root)

    same({"wanted.py": "x = 1"}, request, again)


def test_a_loader_that_takes_its_module_out_of_the_cache(same):
    def request(system: Any, root: Any) -> Any:
        spec = system.machinery.ModuleSpec("wanted", Loader(nothing, forgets(system)))
        return with_hook("meta_path", Answering(lambda _: spec))(system, root)

    same({"wanted.py": "x = 1"}, request, again)


@pytest.mark.parametrize("entry_finder", [1, object(), types.SimpleNamespace(find_spec=1)])
@pytest.mark.filterwarnings("ignore")
def test_a_path_entry_finder_that_is_none(same, entry_finder):
    def request(system: Any, root: Any) -> Any:
        system.path_importer_cache[str(root)] = entry_finder
        return system.import_module("wanted")

    same({"wanted.py": "x = 1"}, request)


@pytest.mark.parametrize("where", ["meta_path", "path_hooks", "path"])
@pytest.mark.filterwarnings("ignore")
def test_what_is_empty_finds_nothing(same, where):
    def request(system: Any, root: Any) -> Any:
        kept, listed = list(getattr(system, where)), getattr(system, where)
        system.path[:] = [str(root)]
        listed.clear()
        system.path_importer_cache.clear()
        try:
            return system.import_module("wanted")
        finally:
            listed[:] = kept

    same({"wanted.py": "x = 1"}, request, again)
