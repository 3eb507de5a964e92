"""Bytecode that is used in place of its source, and the names in both."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType

from ..._engine.bytecode import format
from ...util import cache_from_source
from ..evidence import Bytecode, Module
from .near_by import defined_in


def bytecode_of(modules: Iterable[Module]) -> Iterator[Bytecode]:
    """The bytecode files of some modules, as far as they hold code for this Python."""
    for module in modules:
        if module.file and module.file.endswith(".py"):
            file = cache_from_source(module.file)
            names = names_in(file)
            if names is not None:
                yield Bytecode(module.name, file, module.file, names, defined_in(module.file))


def damaged_bytecode(sources: Iterable[tuple[str, str]]) -> Iterator[Bytecode]:
    """The bytecode of some modules, (name, source) each, that Python takes and cannot read."""
    for name, source in sources:
        file = cache_from_source(source)
        try:
            data = Path(file).read_bytes()
        except OSError:
            continue
        if data[:4] == format.MAGIC_NUMBER and names_in(file) is None:
            yield Bytecode(name, file, source, damaged=True)


def names_in(file: str) -> frozenset[str] | None:
    """The names that a bytecode file's code mentions at top level; None where there is none."""
    try:
        data = Path(file).read_bytes()
        if data[:4] != format.MAGIC_NUMBER:
            return None
        code = format.code_in(memoryview(data)[format.HEADER_SIZE :])
    except Exception:  # noqa: BLE001 - whatever marshal says of damaged data
        return None
    return frozenset(code.co_names) if isinstance(code, CodeType) else None
