"""The functions that start processes, replaced by ones that rewrite the command line."""

import thence

from ..._engine.primitives import os
from .likeness import like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

    from .rewriting import Rewriting

    Function = Callable[..., Any]

FORK_EXEC = "_posixsubprocess"


def replace_calls(rewriting: "Rewriting") -> None:
    """Replace the system's functions, before ``os`` and ``subprocess`` take them over."""
    for name, replaced in REPLACED.items():
        original = getattr(os, name, None)
        if original is not None:
            setattr(os, name, like(original, replaced(original, rewriting)))
    watch_for_fork_exec(rewriting)


def execv(original: "Function", rewriting: "Rewriting") -> "Function":
    """``execv`` for this interpreter, on thence."""

    def execv(path: "Any", argv: "Any", /) -> "Any":
        return original(path, rewriting.rewritten([path], argv))

    return execv


def execve(original: "Function", rewriting: "Rewriting") -> "Function":
    """``execve`` for this interpreter, on thence."""

    def execve(path: "Any", argv: "Any", env: "Any") -> "Any":
        return original(path, rewriting.rewritten([path], argv), env)

    return execve


def posix_spawn(original: "Function", rewriting: "Rewriting") -> "Function":
    """``posix_spawn`` for this interpreter, on thence."""

    def posix_spawn(path: "Any", argv: "Any", env: "Any", /, **options: "Any") -> "Any":
        return original(path, rewriting.rewritten([path], argv), env, **options)

    return posix_spawn


def posix_spawnp(original: "Function", rewriting: "Rewriting") -> "Function":
    """``posix_spawnp``, which looks for the file along PATH."""

    def posix_spawnp(path: "Any", argv: "Any", env: "Any", /, **options: "Any") -> "Any":
        return original(path, rewriting.rewritten(along_path(path), argv), env, **options)

    return posix_spawnp


def fork_exec(original: "Function", rewriting: "Rewriting") -> "Function":
    """What ``subprocess`` and ``multiprocessing`` start everything with."""

    def fork_exec(args: "Any", executable_list: "Any", /, *others: "Any") -> "Any":
        return original(rewriting.rewritten(executable_list, args), executable_list, *others)

    return fork_exec


REPLACED = {
    "execv": execv,
    "execve": execve,
    "posix_spawn": posix_spawn,
    "posix_spawnp": posix_spawnp,
}


def along_path(path: "Any") -> "list[Any]":
    """The files that a name may stand for."""
    from os import fsdecode, get_exec_path

    name = fsdecode(path)
    return [path] if "/" in name else [f"{folder}/{name}" for folder in get_exec_path()]


def watch_for_fork_exec(rewriting: "Rewriting") -> None:
    """Replace ``fork_exec`` in the moment when its module was loaded.

    Loading it now would show in ``sys.modules``.  ``subprocess`` keeps the function that it
    finds, so it must not come too late either.
    """
    thence.process_system.attend(Watcher(rewriting))


class Watcher(thence.Observer):
    """Hears of the one module that has ``fork_exec``."""

    def __init__(self, rewriting: "Rewriting") -> None:
        self._rewriting = rewriting

    def executed(self, fullname: str, module: "ModuleType") -> None:
        """A module was loaded."""
        if fullname != FORK_EXEC:
            return
        original = module.fork_exec
        module.fork_exec = like(original, fork_exec(original, self._rewriting))  # type: ignore[attr-defined]
        thence.process_system.dismiss(self)
