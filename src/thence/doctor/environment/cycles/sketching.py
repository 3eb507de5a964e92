"""Which modules of a package may be in a circle, by the look of their lines.

Parsing a package takes a hundred times as long as looking for its import statements. What is
found here is too much rather than too little: a line in a text counts, too.
"""

import re
from collections.abc import Iterator, Mapping

from .graph import circular, reachable, reversed_edges

GAP = r"(?:[ \t\f]|\\\n)"
REST = r"(?:[^\n\\;#]|\\\n)*"  # of a statement
IN_PARENTHESES = r"\((?:[^)#]|#[^\n]*)*\)"
STATEMENT = re.compile(
    rf"(?:^|[;:]){GAP}*"
    rf"(?:from{GAP}*(?P<base>[\w.](?:[\w.]|{GAP})*?){GAP}*\bimport{GAP}*"
    rf"(?P<names>{IN_PARENTHESES}|{REST})|import{GAP}+(?P<modules>{REST}))",
    re.MULTILINE,
)
# What stands below these does not happen at import, or not always: statements.py reads none of it.
BLOCK = re.compile(
    r"^(?:async[ \t]+def|def|class|if|for|while|match)\b[^\n]*\n(?:(?:[ \t][^\n]*)?\n)*",
    re.MULTILINE,
)
WORD = re.compile(r"\w+")


Texts = Mapping[str, tuple[str, bool]]


def worth_reading(texts: Texts) -> set[str]:
    """The modules on circles, the packages above them, and what leads from these to those.

    ``texts``: of each module its source, and whether it is a package.
    """
    loaded: dict[str, set[str]] = {}
    asked: dict[str, set[str]] = {}
    for name in texts:
        found = [(module, takes) for module, takes in asked_for(name, texts) if module != name]
        loaded[name] = {module for module, _ in found}
        # A package above was begun before: that it is loaded again does nothing.
        asked[name] = {m for m, takes in found if takes or not name.startswith(f"{m}.")}
    on_circles = circular(asked)
    above = {each for name in on_circles for each in prefixes(name) if each in texts}
    between = reachable(above, loaded) & reachable(on_circles, reversed_edges(loaded))
    return on_circles | above | between


def asked_for(name: str, texts: Texts) -> Iterator[tuple[str, bool]]:
    """The modules that a module has loaded, and whether it may take a name from each."""
    text, is_package = texts[name]
    package = name if is_package else name.rpartition(".")[0]
    for found in STATEMENT.finditer(BLOCK.sub("", text)):
        if found["modules"] is not None:
            for part in found["modules"].split(","):
                yield from ((each, True) for each in prefixes(first_word(part)) if each in texts)
        else:
            yield from taken_from(absolute(found["base"], package), found["names"], texts)


def taken_from(base: str, names: str, texts: Texts) -> Iterator[tuple[str, bool]]:
    """Those of ``from BASE import NAMES``."""
    words = WORD.findall(names)
    submodules = {each for word in words if (each := f"{base}.{word}") in texts}
    yield from ((each, True) for each in submodules)
    yield from ((each, False) for each in prefixes(base) if each in texts)
    if base in texts and len(submodules) < len(words):
        yield base, True


def absolute(written: str, package: str) -> str:
    """The name of a module that may be written with dots before it.

    >>> absolute("..b", "pkg.sub"), absolute(". c", "pkg"), absolute("os", "pkg")
    ('pkg.b', 'pkg.c', 'os')
    """
    joined = "".join(written.replace("\\", "").split())
    rest = joined.lstrip(".")
    level = len(joined) - len(rest)
    if not level:
        return rest
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - level + 1], *([rest] if rest else [])])


def prefixes(name: str) -> Iterator[str]:
    """A name, and those of the packages above it.

    >>> list(prefixes("a.b.c"))
    ['a', 'a.b', 'a.b.c']
    """
    parts = name.split(".")
    return (".".join(parts[:count]) for count in range(1, len(parts) + 1))


def first_word(text: str) -> str:
    """Of ``module as name`` the module."""
    return next(iter(text.replace("\\", " ").split()), "")
