"""A chain of transforms between a module's source and its code.

In the order of ``source_to_code``: source transforms, the parser, syntax tree (AST) transforms,
the compiler, code transforms; those of one stage in the order of the list.
"""

from ..errors import nameless_transform, transform_of_no_stage, tree_out_of_reach, wrong_kind
from ..protocol_marks import _call_with_frames_removed
from .compiling import compiled, decode_for_transforms, encoded_source, parsed_source
from .format import CODE_TYPE
from .interception import Interception
from .marks import STAGE_LETTERS, mark_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import CodeType
    from typing import Any

NOTE = "thence: "


class Transform:
    """Changes modules on the way from their source to their code.  Subclass, and override.

    ``name`` and ``version`` (str or int) stand in the names of the bytecode files: let the
    version grow whenever the outcome for some module changes.  ``stage`` says what is changed:
    ``"source"`` (str), ``"ast"`` (an ``ast.Module``) or ``"code"`` (a code object).

    All of them may be attributes of the class, of the instance, or properties.
    """

    name: str = ""
    version: "str | int" = ""
    stage: str = "source"

    def wants(self, fullname: str, file: str) -> bool:  # noqa: ARG002 - for those who override
        """Is this module to be changed?  Here: each one.

        Asked whenever the module's bytecode file is to be named, and once for good when it is
        loaded.  What it raises ends the import.
        """
        return True

    def transform(self, thing: "Any", fullname: str, file: str) -> "Any":
        """Return what is to take the place of a module's source, tree or code.

        A tree may be changed in place.  Line numbers should stay those of ``file``.  What it
        raises ends the import, with a note that names the transform, the module and the file.
        """
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r} {self.version} ({self.stage})>"


class Link:
    """One transform as it was when a module's chain was put together."""

    __slots__ = ("name", "stage", "transform", "version")

    def __init__(self, transform: "Any") -> None:
        self.transform = transform
        self.name, self.version = transform.name, str(transform.version)
        self.stage = transform.stage
        if not isinstance(self.name, str) or not self.name or not self.version:
            raise nameless_transform(transform)
        if self.stage not in STAGE_LETTERS:
            raise transform_of_no_stage(transform, tuple(STAGE_LETTERS))

    def __str__(self) -> str:
        return f"{self.name!r} {self.version}"


class Chain:
    """The transforms that want one module, in order.

    ``mark`` names them in the name of its bytecode file.
    """

    __slots__ = ("file", "fullname", "links", "mark")

    def __init__(self, links: list[Link], fullname: str, file: str) -> None:
        self.links = links
        self.fullname = fullname
        self.file = file
        self.mark = mark_of((each.name, each.version, each.stage) for each in links)

    def code_by(
        self, source_to_code: "Callable[[Any], CodeType]", source: "Any", is_own: bool
    ) -> "CodeType":
        """The module's code, changed; ``source`` is what its loader read (bytes, or text).

        ``source_to_code`` is the loader's, ``is_own`` that it is the engine's.  Raises what the
        transforms raise, and what compiling raises, with a note each.
        """
        changed = self._through_source(source)
        try:
            code = self._compiled(source_to_code, changed, is_own)
        except Exception as error:
            if self._has("ast") or changed is not source:
                add_once(error, f"{self._place()} had been changed by: {self._names()}")
            raise
        return self._through("code", code, CODE_TYPE)  # type: ignore[no-any-return]

    def _through_source(self, source: "Any") -> "Any":
        """The source after the source transforms; the same object when they changed nothing."""
        if not self._has("source"):
            return source
        text = source if isinstance(source, str) else self._decoded(source)
        changed = self._through("source", text, str)
        if changed == text:
            return source
        return changed if isinstance(source, str) else encoded_source(changed)

    def _decoded(self, source: "Any") -> str:
        """The text; where the encoding is wrong, the compiler's own error is raised."""
        try:
            return decode_for_transforms(source)
        except (SyntaxError, UnicodeDecodeError):
            compiled(source, self.file, self.fullname)
            raise

    def _compiled(
        self, source_to_code: "Callable[[Any], CodeType]", source: "Any", is_own: bool
    ) -> "CodeType":
        """Parse and compile by the loader, with the tree transforms in between."""
        if not self._has("ast"):
            return source_to_code(source)
        if is_own:
            tree = parsed_source(source, self.file, self.fullname)
            return source_to_code(self._through_tree(tree))
        with Interception(self.file, self._through_tree) as interception:
            code = source_to_code(source)
        if not interception.reached:
            raise tree_out_of_reach(self.fullname, self.file)
        return code

    def _through_tree(self, tree: "Any") -> "Any":
        return self._through("ast", tree, type(tree))

    def _through(self, stage: str, thing: "Any", kind: type) -> "Any":
        """What the transforms of one stage make of a thing of this kind."""
        for link in self.links:
            if link.stage == stage:
                thing = self._applied(link, thing, kind)
        return thing

    def _applied(self, link: Link, thing: "Any", kind: type) -> "Any":
        try:
            result = _call_with_frames_removed(
                link.transform.transform, thing, self.fullname, self.file
            )
            if not isinstance(result, kind):
                raise wrong_kind(kind, result)
        except Exception as error:
            add_once(error, f"transform {link} failed on {self._place()}")
            raise
        return result

    def _has(self, stage: str) -> bool:
        return any(each.stage == stage for each in self.links)

    def _names(self) -> str:
        return ", ".join(map(str, self.links))

    def _place(self) -> str:
        return f"module {self.fullname!r} ({self.file})"


def chain_for(transforms: "Iterable[Any]", fullname: str, file: str) -> Chain | None:
    """The transforms of a list that want a module; None when none does.

    Raises what their ``wants`` raises, ValueError for one without a name, version or stage.
    """
    links = []
    for transform in tuple(transforms):  # one that imports may well change the list
        try:
            if _call_with_frames_removed(transform.wants, fullname, file):
                links.append(Link(transform))
        except Exception as error:
            add_once(error, f"transform {transform!r} was asked for module {fullname!r} ({file})")
            raise
    return Chain(links, fullname, file) if links else None


def add_once(error: BaseException, text: str) -> None:
    """Add a note to an error that has none of ours yet."""
    if not any(str(note).startswith(NOTE) for note in getattr(error, "__notes__", ())):
        error.add_note(NOTE + text)
