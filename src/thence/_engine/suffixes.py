"""Which endings of a file name belong to which kind of module."""

import sys

from .primitives import imp

BYTECODE_SUFFIX = ".pyc"
SOURCE_SUFFIX = ".py"


class Suffixes:
    """The endings that one import system knows, by kind, in the order of preference.

    Lists, because programs add their own (``importlib.machinery.SOURCE_SUFFIXES``).
    """

    __slots__ = ("bytecode", "extension", "source")

    def __init__(
        self,
        source: list[str] | None = None,
        bytecode: list[str] | None = None,
        extension: list[str] | None = None,
    ) -> None:
        self.source = default_source_suffixes() if source is None else source
        self.bytecode = [BYTECODE_SUFFIX] if bytecode is None else bytecode
        self.extension = list(imp.extension_suffixes()) if extension is None else extension


def default_source_suffixes() -> list[str]:
    """Windows also runs scripts without a console."""
    return [SOURCE_SUFFIX, ".pyw"] if sys.platform == "win32" else [SOURCE_SUFFIX]
