"""The distributions of an environment, and what is wrong with their files."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from ...explaining.distributions import Installed as Known
from ...explaining.distributions import folded
from ...explaining.file_kinds import file_kinds
from ..gathering.editable import finder_targets, gone, link_target
from .processors import processor_of_another
from .surroundings import Installed, Overwritten

TAGGED = re.compile(r"^(?P<stem>[^,]*?)\.(?:cpython-|cp)\d+[^,/]*\.(?:so|pyd)$")
EXTENSIONS = (".so", ".pyd")
TESTS = frozenset({"test", "tests"})


def distributions(path: list[str]) -> Iterator[Installed]:
    """Each of them, also those that another of the name hides."""
    finders = {root: finder_targets(root) for root in dict.fromkeys(path)}
    for found in metadata.distributions(path=list(finders)):
        known = Known(found)
        if known.name:
            yield describe(known, finders.get(known.root.rstrip("/"), {}))


def describe(known: Known, finders: dict[str, list[str]]) -> Installed:
    """One distribution; metadata that cannot be read say nothing."""
    try:
        sources, imports, record = known.sources, known.import_names, known.record
    except (OSError, ValueError):
        sources, imports, record = None, frozenset(), ""
    root = known.root.rstrip("/")
    files = [line.partition(",")[0].strip('"') for line in record.splitlines()]
    return Installed(
        name=known.name,
        version=known.version,
        root=root,
        imports=imports,
        tops=dict(tops(record)),
        foreign=tuple(foreign(files)),
        machine=of_another_machine(root, files),
        absent=tuple(absent(root, record)),
        sources=sources,
        gone=gone([*editable_places(known, sources), *finder_places(known, finders)]),
    )


def tops(record: str) -> Iterator[tuple[str, str]]:
    """The modules at top level, and what makes a folder a package, with their hashes."""
    for line in record.splitlines():
        file, _, rest = line.partition(",")
        if file.count("/") <= 1 and (file.endswith("/__init__.py") or is_module(file)):
            yield file, rest.partition(",")[0]


def is_module(file: str) -> bool:
    """Is it one at top level?"""
    return "/" not in file and file.endswith((".py", *EXTENSIONS))


def foreign(files: list[str]) -> Iterator[str]:
    """Extension modules of which there is no build for this Python."""
    there = {file for file in files if file.endswith(EXTENSIONS)}
    suffixes = tuple(each.suffix for each in file_kinds()) if there else ()
    for file in sorted(there):
        found = TAGGED.match(file)
        if found and not any(f"{found['stem']}{suffix}" in files for suffix in suffixes):
            yield file


def of_another_machine(root: str, files: list[str]) -> tuple[str, str]:
    """The first extension module, if it was built for another processor than this Python."""
    suffixes = tuple(each.suffix for each in file_kinds() if each.kind == "extension")
    for file in files:
        if file.endswith(suffixes) and TAGGED.match(file):
            other = processor_of_another(f"{root}/{file}")
            return (file, other) if other else ("", "")
    return "", ""


def absent(root: str, record: str) -> Iterator[str]:
    """Modules that are recorded and not there, or are empty now; those at top level first."""
    rows = (line.rpartition(",") for line in record.splitlines())
    named = ((front.partition(",")[0].strip('"'), size) for front, _, size in rows)
    modules = [(file, size) for file, size in named if is_expected(file)]
    for file, size in sorted(modules, key=lambda row: row[0].count("/")):
        if not holds(f"{root}/{file}", int(size) if size.isdecimal() else 0):
            yield file


def is_expected(file: str) -> bool:
    """Is it a module that an import may need?  Images that are kept small have no tests."""
    inside = not file.startswith(("../", "/"))
    return inside and file.endswith((".py", ".so")) and not TESTS.intersection(file.split("/"))


def holds(file: str, size: int) -> bool:
    """Is a file there, and not empty, if once it was not?  What cannot be looked at is there."""
    try:
        return Path(file).stat().st_size > 0 or size == 0
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def editable_places(known: Known, sources: str | None) -> Iterator[str]:
    """Where an editable installation leads to, as its metadata or its ``.egg-link`` say."""
    if sources:
        yield sources
    link = link_target(Path(known.root, f"{known.name}.egg-link"))
    if link:
        yield link


def finder_places(known: Known, finders: dict[str, list[str]]) -> Iterator[str]:
    """Where the finder of a distribution leads to."""
    stem = f"__editable___{folded(known.name).replace('-', '_')}_".lower()
    for file, places in finders.items():
        if Path(file).name.lower().startswith(stem) and known.version.replace(".", "_") in file:
            yield from places


def overwritten(installed: Iterable[Installed]) -> Iterator[Overwritten]:
    """Files that several distributions installed into one folder, with other contents."""
    owners: dict[str, list[Installed]] = {}
    for each in installed:
        for file in each.tops:
            owners.setdefault(f"{each.root}/{file}", []).append(each)
    for file, several in sorted(owners.items()):
        hashes = {each.tops[file.removeprefix(f"{each.root}/")] for each in several}
        names = {folded(each.name) for each in several}
        if len(names) > 1 and len(hashes) > 1 and "" not in hashes:
            yield described(file, several)


def described(file: str, owners: list[Installed]) -> Overwritten:
    """Whose file is there now, by its hash."""
    there = hash_of(file)
    rows = sorted(
        (f"{e.name} {e.version}", e.tops[file.removeprefix(f"{e.root}/")]) for e in owners
    )
    winner = next((name for name, recorded in rows if recorded == there), "")
    return Overwritten(file, tuple(name for name, _ in rows), winner)


def hash_of(file: str) -> str:
    """As RECORD writes it: ``sha256=`` and base64 that is safe in URLs, without padding."""
    try:
        digest = hashlib.sha256(Path(file).read_bytes()).digest()
    except OSError:
        return ""
    return f"sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"
