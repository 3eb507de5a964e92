"""What one import system knows of the names of files: suffixes, and where bytecode is kept."""

from ..file_names import BYTECODE_SUFFIX, default_source_suffixes
from ..primitives import imp
from .location import cache_from_source
from .marks import with_mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from .transforms import Chain, Transform


class FileNames:
    """The suffixes of each kind of file, in the order of preference, and the bytecode's place.

    Lists, because programs add their own (``importlib.machinery.SOURCE_SUFFIXES``).
    """

    def __init__(
        self,
        source: list[str] | None = None,
        bytecode: list[str] | None = None,
        extension: list[str] | None = None,
    ) -> None:
        self.source = default_source_suffixes() if source is None else source
        self.bytecode = [BYTECODE_SUFFIX] if bytecode is None else bytecode
        self.extension = list(imp.extension_suffixes()) if extension is None else extension
        # What changes modules before they are executed; each names itself in the bytecode's name.
        self.transforms: list[Transform] = []
        # Says which of them want a module.  Who hands out the list sets it to
        # ``transforms.chain_for``, so that nothing of these is loaded for who has none.
        self.chain_for: Callable[[Iterable[Any], str, str], Chain | None] = no_chain

    def cache_from_source(self) -> "Callable[[str], str]":
        """The function that tells where the bytecode of a source file is kept."""
        return cache_from_source

    def cache_of(self, source_path: str, mark: str = "") -> str | None:
        """Where a source file's bytecode is kept; None where the interpreter keeps none.

        ``mark`` is that of the transforms that the module goes through.
        """
        try:
            cached = self.cache_from_source()(source_path)
        except NotImplementedError:
            return None
        return with_mark(cached, mark) if mark else cached

    def cached_file_of(self, file: str, mark: str = "") -> str | None:
        """What ``__cached__`` is for a module in this file: None where nothing is cached."""
        if file.endswith(tuple(self.source)):
            return self.cache_of(file, mark)
        return file if file.endswith(tuple(self.bytecode)) else None


def no_chain(transforms: "Iterable[Any]", fullname: str, file: str) -> None:  # noqa: ARG001
    """No transform wants any module: nobody has asked for the list yet."""
    return
