"""Which modules lie in a folder of a source, for ``pkgutil.iter_modules``."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .._engine.state import ImportState
    from .contents import Contents


def modules_in(
    contents: "Contents", folder: str, prefix: str, state: "ImportState"
) -> "Iterator[tuple[str, bool]]":
    """(prefixed name, is a package) of each module, by name; each once.

    Raises SourceError and OSError when the files cannot be listed.
    """
    file_names = state.spec_class.file_names
    suffixes = (*file_names.extension, *file_names.source, *file_names.bytecode)
    found: dict[str, bool] = {}
    for name in sorted(parts_below(contents, folder)):
        tail, slash, rest = name.partition("/")
        if slash:
            stem = module_in(rest, suffixes)
            if stem == "__init__" and "." not in tail:
                found[tail] = True
        elif (stem := module_in(tail, suffixes)) is not None and stem != "__init__":
            found.setdefault(stem, False)
    for name, is_package in sorted(found.items()):
        yield prefix + name, is_package


def parts_below(contents: "Contents", folder: str) -> "Iterator[str]":
    """The names of all files in a folder, relative to it."""
    start = f"{folder}/" if folder else ""
    for name in contents.names():
        if name.startswith(start):
            yield name[len(start) :]


def module_in(file: str, suffixes: tuple[str, ...]) -> str | None:
    """The name of the module that a file holds; None for any other file.

    >>> module_in("mod.cpython-313-x86_64-linux-gnu.so", (".cpython-313-x86_64-linux-gnu.so",))
    'mod'
    """
    for suffix in suffixes:
        stem = file.removesuffix(suffix)
        if stem != file and "." not in stem and "/" not in stem:
            return stem
    return None
