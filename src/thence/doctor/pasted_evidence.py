"""Evidence from a pasted text alone: nothing of this machine's files goes into it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..explaining.explanation import Owner
from .evidence import Evidence, Looked, Module
from .gathering.reading import Reader, interpreter
from .known.renamed import DISTRIBUTIONS
from .pasted_shadows import both, shadows
from .questions import missed_names

INSTALLED = re.compile(r"/(?:site|dist)-packages/(?P<name>[\w.-]+?)(?:\.py|\.\w+\.so|/|$)")
LIBRARY = re.compile(
    r"/lib(?:64)?/python3?\.?\d*/(?!.*(?:site|dist)-packages)|/Python3\d+/[Ll]ib/(?!site)"
)
# Since 3.13: (consider renaming '/w/app.py' if it has the same name as a library ...)
ASKED_FILE = re.compile(
    r"from (?:partially initialized module )?'(?P<module>[\w.]+)'.*"
    r"\((?:consider renaming '(?P<renamed>[^']+)'[^()]*|(?P<file>\S[^()]*))\)"
)


def evidence_of(facts: Mapping[str, Any]) -> Evidence:
    """What the text says, and whose the files in it are by their paths."""
    reader = Reader(owner_by_path, lambda *_: "")
    row = facts["errors"][0]
    error = reader.error(row)
    modules = {name: reader.module(each) for name, each in facts["modules"].items()}
    for each in error.chain:
        if found := ASKED_FILE.search(each.message):
            name, file = found["module"], found["renamed"] or found["file"]
            # Only a module that is half made is told to be renamed.
            half_made = "partially initialized" in each.message or bool(found["renamed"])
            path = (file.rpartition("/")[0],) if file.endswith("/__init__.py") else None
            modules[name] = Module(
                name,
                "module",
                file=file,
                being_made=half_made,
                path=path,
                owner=owner_by_path(file),
            )
    known = library_names(facts["interpreter"]["version"])
    lookups: dict[str, tuple[Looked, ...]] = dict.fromkeys(facts["entries"], ())
    definers: dict[str, tuple[str, ...]] = {}
    for name, file, is_named in shadows(error, known):
        modules[name] = Module(name, "module", file=file)
        lookups[name] = both(name, file)
        if is_named:
            asked = [each.name for each in missed_names(Evidence(error=error))]
            definers.update(dict.fromkeys(asked, (lookups[name][1].things[0].file,)))
    return Evidence(
        error=error,
        interpreter=interpreter(facts["interpreter"]),
        main=reader.module(facts["main"]) if facts.get("main") else None,
        modules=modules,
        lookups=lookups,
        definers=definers,
        near_names={name: names for name in lookups if (names := but_for_case(name, known))},
        library_names=known,
        watched=False,
    )


def owner_by_path(file: str | None) -> Owner | None:
    """Whom a file belongs to, as far as its path tells; versions are not known.

    >>> owner_by_path("/v/lib/python3.9/site-packages/attr/_make.py")
    Owner(kind='distribution', name='attrs', version=None, editable=False)
    """
    if not file:
        return None
    plain = file.replace("\\", "/")
    if found := INSTALLED.search(plain):
        name = found["name"]
        return Owner("distribution", DISTRIBUTIONS.get(name, name))
    if LIBRARY.search(plain) or plain.startswith("<frozen"):
        return Owner("standard library")
    return None


def but_for_case(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The modules whose names differ from one in the case of letters only.

    >>> but_for_case("Fractions", ["fractions", "json"])
    ('fractions',)
    """
    return tuple(each for each in known if each != name and each.lower() == name.lower())


def library_names(version: str) -> frozenset[str]:
    """The library's modules: those of this Python, which are nearly those of the other."""
    import sys

    from ..explaining.known_names import removed_in

    del version  # modules that left the library are known apart
    return frozenset(name for name in sys.stdlib_module_names if not removed_in(name))
