"""Which endings of a file's name make which kind of module, in the order of preference."""

from dataclasses import dataclass

from .. import machinery

EXTENSION = "extension"
SOURCE = "source"
BYTECODE = "bytecode"
PACKAGE = "package"
PORTION = "portion"
MODULE_KINDS = frozenset({PACKAGE, EXTENSION, SOURCE, BYTECODE})


@dataclass(frozen=True, slots=True)
class FileKind:
    """One ending, and what it makes of a file."""

    suffix: str
    kind: str


def file_kinds() -> tuple[FileKind, ...]:
    """This interpreter's: extensions, source, bytecode."""
    groups = [
        (EXTENSION, machinery.EXTENSION_SUFFIXES),
        (SOURCE, machinery.SOURCE_SUFFIXES),
        (BYTECODE, machinery.BYTECODE_SUFFIXES),
    ]
    return tuple(FileKind(suffix, kind) for kind, group in groups for suffix in group)


def kind_of(file: str) -> str | None:
    """The kind of module that a file is by its name.

    >>> kind_of("a/foo.py"), kind_of("a/foo.txt")
    ('source', None)
    """
    return next((each.kind for each in file_kinds() if file.endswith(each.suffix)), None)
