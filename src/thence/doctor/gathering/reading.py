"""Plain values into the classes of ``evidence``."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from ...explaining.explanation import Owner
from ..evidence import (
    Change,
    Error,
    Failure,
    Finder,
    Frame,
    ImportFunction,
    Interpreter,
    Module,
    Thread,
)
from .remote import with_workers_lines

Facts = Mapping[str, Any]
OwnerOf = Callable[[str | None], Owner | None]
LineOf = Callable[[str, int], str]


class Reader:
    """Reads facts; knows whom a file belongs to, and what stands in its lines."""

    def __init__(self, owner_of: OwnerOf, line_of: LineOf) -> None:
        self._owner_of = owner_of
        self._line_of = line_of

    def frame(self, facts: Facts) -> Frame:
        """A frame, with its line's text and its file's owner."""
        frame = Frame(**known(Frame, facts))
        source = frame.source or self._line_of(frame.file, frame.line)
        return replace(frame, source=source, owner=self._owner_of(frame.file))

    def frames(self, rows: Iterable[Facts]) -> tuple[Frame, ...]:
        """Several, in their order."""
        return tuple(self.frame(each) for each in rows)

    def module(self, facts: Facts) -> Module:
        """A module, with its owner."""
        spec = facts.get("spec_facts") or {}
        module = Module(**known(Module, facts))
        return replace(
            module,
            origin=spec.get("origin"),
            loader=spec.get("loader"),
            locations=tuple_or_none(spec.get("locations")),
            path=tuple_or_none(facts.get("path")),
            names=frozenset(facts.get("names", ())),
            owner=self._owner_of(module.file),
        )

    def asked(self, facts: Facts, frames: tuple[Frame, ...]) -> Module:
        """The module that an attribute was asked of.

        One without a file, made by hand, is of who holds it, and not of who asks.
        """
        module = self.module(facts)
        asking = frames[-1].owner if frames else None
        for file in facts.get("held_by", ()):
            owner = self._owner_of(file)
            if owner is not None and owner != asking:
                return replace(module, file=file, owner=owner)
        return module

    def error(self, facts: Facts) -> Error:
        """An error, and those that led to it."""
        facts = with_workers_lines(facts)
        led_by = facts.get("cause") or facts.get("context")
        about = facts.get("object")
        frames = self.frames(facts.get("frames", ()))
        return replace(
            Error(**known(Error, facts)),
            bases=tuple(facts.get("bases", ())),
            object=self.asked(about, frames) if about else None,
            frames=frames,
            led_by=self.error(led_by) if led_by else None,
            class_owner=self._owner_of(facts.get("class_file")),
        )

    def change(self, facts: Facts) -> Change:
        """A change of the state."""
        return replace(
            Change(**known(Change, facts)),
            added=tuple(facts.get("added", ())),
            removed=tuple(facts.get("removed", ())),
            by=self.frames(facts.get("by", ())),
        )

    def failure(self, facts: Facts) -> Failure:
        """A failed import."""
        return replace(
            Failure(**known(Failure, facts)),
            asker=self.frame(facts["asker"]),
            frames=self.frames(facts.get("frames", ())),
        )

    def thread(self, facts: Facts) -> Thread:
        """A thread."""
        return replace(Thread(**known(Thread, facts)), frames=self.frames(facts.get("frames", ())))

    def finder(self, facts: Facts) -> Finder:
        """A meta path finder."""
        finder = Finder(**known(Finder, facts))
        return replace(finder, owner=self._owner_of(finder.file))


def interpreter(facts: Facts) -> Interpreter:
    """The interpreter."""
    found = Interpreter(**known(Interpreter, facts))
    return replace(found, command=tuple(facts.get("command", ())))


def import_function(facts: Facts | None) -> ImportFunction | None:
    """What stands for ``__import__``, if somebody has replaced it."""
    return None if facts is None else ImportFunction(**known(ImportFunction, facts))


def known(kind: Any, facts: Facts) -> dict[str, Any]:
    """Those of the facts that are fields of a class."""
    return {each.name: facts[each.name] for each in fields(kind) if each.name in facts}


def tuple_or_none(values: Iterable[str] | None) -> tuple[str, ...] | None:
    """A tuple; None stays."""
    return None if values is None else tuple(values)
