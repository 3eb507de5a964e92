"""From a spec's facts to a module, in words."""

from .._engine import paths
from .bytecode_state import BytecodeFile
from .explanation import Bytecode, Content, Module
from .facts import SpecFacts
from .file_kinds import BYTECODE, EXTENSION, SOURCE, kind_of
from .owners import Owners


def module_of(spec: SpecFacts, owners: Owners) -> Module:
    """The module that a spec describes."""
    file = spec["origin"] if spec["has_location"] else spec["frozen_file"]
    locations = spec["locations"]
    return Module(
        kind=kind_in_words(spec),
        origin=spec["origin"],
        file=file,
        loader=spec["loader"],
        cached=spec["cached"],
        locations=None if locations is None else tuple(locations),
        owner=owners.owner_of(spec["origin"] or first_of(locations), spec["frozen_file"]),
        content=None if spec["content"] is None else Content(**spec["content"]),
    )


def first_of(locations: list[str] | None) -> str | None:
    """A namespace package belongs to whom its first portion belongs to."""
    return locations[0] if locations else None


def is_namespace(spec: SpecFacts) -> bool:
    """Is it a package of portions, without code?"""
    namespace_loader = (spec["loader"] or "NamespaceLoader").endswith("NamespaceLoader")
    return spec["locations"] is not None and spec["origin"] is None and namespace_loader


def kind_in_words(spec: SpecFacts) -> str:
    """What kind of module it is."""
    if is_namespace(spec):
        return "namespace package"
    package = spec["locations"] is not None
    if spec["origin"] in ("built-in", "frozen"):
        return f"{spec['origin']} {'package' if package else 'module'}"
    kind = kind_of(spec["origin"] or "") if spec["has_location"] else None
    word = {EXTENSION: "extension ", BYTECODE: "bytecode-only "}.get(kind or "", "")
    return word + ("package" if package else "module")


def bytecode_of(module: Module | None, *, writes: bool) -> Bytecode | None:
    """The state of a module's bytecode; None for one that has none by its nature."""
    if (
        module is None
        or module.file is None
        or module.origin != module.file
        or not paths.is_file(module.file)
    ):
        return None
    kind = kind_of(module.file)
    if kind == BYTECODE:
        return BytecodeFile(module.file, None, writes=writes).state()
    if kind == SOURCE and module.cached:
        return BytecodeFile(module.cached, module.file, writes=writes).state()
    return None


def executed_by(spec: SpecFacts) -> str | None:
    """What importing the module executes: a file, or what stands for one; None: nothing."""
    if is_namespace(spec):
        return None
    return spec["frozen_file"] or spec["origin"] or spec["loader"]
