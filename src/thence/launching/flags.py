"""``sys.flags``, as a start without the detour over ``start.py`` has it."""

import sys

from .._engine.primitives import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .command_line import CommandLine

# At a prompt, sys.flags shows that the interpreter will not inspect what ends it.
INSPECT_IS_FORGOTTEN = sys.version_info >= (3, 14)


def as_the_user_gave(flags: "Any", line: "CommandLine", *, prompt: bool) -> "Any":
    """The same flags, without the -S (and at a prompt: the -i) that the launcher decided on.

    Before 3.13 nothing can make a second ``sys.flags``; the answer then is of a class that
    looks like it.
    """
    changes = {"no_site": int("S" in line.switches)}
    if prompt:
        changes["interactive"] = given = line.options.count(["-i"])
        asked = 0 if flags.ignore_environment else number(os.environ.get(b"PYTHONINSPECT"))
        changes["inspect"] = 0 if INSPECT_IS_FORGOTTEN else max(given, asked)
    if all(getattr(flags, name) == value for name, value in changes.items()):
        return flags
    if hasattr(flags, "__replace__"):
        return flags.__replace__(**changes)
    return look_alike(flags, changes)


def number(value: bytes | None) -> int:
    """What a variable such as PYTHONINSPECT counts for: any text counts for 1.

    >>> number(None), number(b""), number(b"2"), number(b"yes")
    (0, 0, 2, 1)
    """
    if not value:
        return 0
    return int(value) if value.isdigit() else 1


def look_alike(flags: "Any", changes: dict[str, int]) -> "Any":
    """A tuple with the names, the repr and the numbers of ``flags``, but for ``changes``."""
    names = type(flags).__match_args__
    values = tuple(changes.get(name, value) for name, value in zip(names, flags, strict=True))
    return tuple.__new__(look_alike_class(type(flags)), values)


def look_alike_class(kind: "Any") -> "Any":
    """A class like that of ``sys.flags``, which has no way to make an object."""
    names = kind.__match_args__

    def refuse(cls: type, *_: object, **__: object) -> None:
        raise TypeError(f"cannot create '{cls.__module__}.{cls.__name__}' instances")

    def show(self: "tuple[object, ...]") -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(names, self, strict=True))
        return f"sys.flags({shown})"

    def reduce(self: "tuple[object, ...]") -> "tuple[Any, ...]":
        return (type(self), (tuple(self), {}))

    members = {name: member(position, kind, name) for position, name in enumerate(names)}
    counts = {name: getattr(kind, name) for name in dir(kind) if name.startswith("n_")}
    constants = {"__module__": "sys", "__doc__": kind.__doc__, "__slots__": ()}
    methods = {"__new__": refuse, "__repr__": show, "__reduce__": reduce}
    return type(
        kind.__name__,
        (tuple,),
        {**constants, "__match_args__": names, **counts, **methods, **members},
    )


def member(position: int, kind: type, name: str) -> property:
    """The attribute for one place in the tuple."""
    return property(lambda self: self[position], doc=getattr(kind, name).__doc__)
