"""The functions that start processes, replaced by ones that rewrite what is started."""

import thence

from ..._engine.primitives import os
from .likeness import like
from .outside import PYTHONPATH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

    from .rewriting import Rewriting

    Function = Callable[..., Any]

FORK_EXEC = "_posixsubprocess"
FOLDER, ENVIRONMENT = 2, 3  # of its arguments behind the first two


def replace_calls(rewriting: "Rewriting") -> None:
    """Replace the system's functions, before ``os`` and ``subprocess`` take them over."""
    for name, replaced in (REPLACED | (IN_A_SHELL if rewriting.is_everywhere else {})).items():
        original = getattr(os, name, None)
        if original is not None:
            setattr(os, name, like(original, replaced(original, rewriting)))
    watch_for_fork_exec(rewriting)


def execv(original: "Function", rewriting: "Rewriting") -> "Function":
    """``execv`` for this interpreter, on thence."""
    with_environment = os.execve  # not replaced yet

    def execv(path: "Any", argv: "Any", /) -> "Any":
        new = rewriting.rewritten([path], argv)
        if new.environment is not None:
            return with_environment(path, argv, new.environment)
        return original(new.program or path, new.words or argv)

    return execv


def execve(original: "Function", rewriting: "Rewriting") -> "Function":
    """``execve`` for this interpreter, on thence."""

    def execve(path: "Any", argv: "Any", env: "Any") -> "Any":
        new = rewriting.rewritten([path], argv, None, env)
        return original(new.program or path, new.words or argv, new.environment or env)

    return execve


def posix_spawn(original: "Function", rewriting: "Rewriting") -> "Function":
    """``posix_spawn`` for this interpreter, on thence."""

    def posix_spawn(path: "Any", argv: "Any", env: "Any", /, **options: "Any") -> "Any":
        new = rewriting.rewritten([path], argv, None, env)
        facts = (new.program or path, new.words or argv, new.environment or env)
        return original(*facts, **options)

    return posix_spawn


def posix_spawnp(original: "Function", rewriting: "Rewriting") -> "Function":
    """``posix_spawnp``, which looks for the file along PATH."""

    def posix_spawnp(path: "Any", argv: "Any", env: "Any", /, **options: "Any") -> "Any":
        new = rewriting.rewritten(along_path(path), argv, None, env)
        facts = (new.program or path, new.words or argv, new.environment or env)
        return original(*facts, **options)

    return posix_spawnp


def fork_exec(original: "Function", rewriting: "Rewriting") -> "Function":
    """What ``subprocess`` and ``multiprocessing`` start everything with."""

    def fork_exec(args: "Any", executable_list: "Any", /, *others: "Any") -> "Any":
        new = rewriting.rewritten(executable_list, args, *others[FOLDER : ENVIRONMENT + 1])
        programs = executable_list if new.program is None else [encoded(new.program)]
        if new.environment is not None:
            env = [b"=".join(pair) for pair in new.environment.items()]
            others = (*others[:ENVIRONMENT], env, *others[ENVIRONMENT + 1 :])
        return original(new.words or args, programs, *others)

    return fork_exec


def system(original: "Function", rewriting: "Rewriting") -> "Function":
    """``system``, whose shell has the environment that the process itself has."""

    def system(command: "Any") -> "Any":
        before = dict(os.environ)
        own = rewriting.marks(before.get(PYTHONPATH))
        for name, value in own.items():
            os.putenv(name, value)
        try:
            return original(command)
        finally:
            for name in own:
                if name in before:
                    os.putenv(name, before[name])
                else:
                    os.unsetenv(name)

    return system


REPLACED = {
    "execv": execv,
    "execve": execve,
    "posix_spawn": posix_spawn,
    "posix_spawnp": posix_spawnp,
}
IN_A_SHELL = {"system": system}


def encoded(path: str) -> bytes:
    """A path as the system has it."""
    from os import fsencode

    return fsencode(path)


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
