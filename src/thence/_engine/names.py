"""Dotted names: pure functions (5.2, 5.7)."""

from .errors import beyond_top_level


def parent_of(fullname: str) -> str:
    """The package that a module belongs to; empty at top level.

    >>> parent_of("foo.bar.baz"), parent_of("foo")
    ('foo.bar', '')
    """
    return fullname.rpartition(".")[0]


def packages_above(fullname: str) -> list[str]:
    """The packages that a module lies in, outermost first.

    >>> packages_above("foo.bar.baz")
    ['foo', 'foo.bar']
    """
    parts = fullname.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts))]


def last_part_of(fullname: str) -> str:
    """A module's name within its package.

    >>> last_part_of("foo.bar.baz")
    'baz'
    """
    return fullname.rpartition(".")[2]


def absolute_name(name: str, package: str, level: int) -> str:
    """Make a relative name absolute.

    ``level`` counts leading dots: 1 is ``package`` itself, 2 its parent.
    ``name`` may be empty (``from . import x``); ``package`` may not.

    Raises ImportError when the dots lead above the top-level package.
    Source: language reference 5.7.

    >>> absolute_name("moduleY", "package.subpackage2", 2)
    'package.moduleY'
    """
    ancestors = package.rsplit(".", level - 1)
    if len(ancestors) < level:
        raise beyond_top_level()
    base = ancestors[0]
    return f"{base}.{name}" if name else base


def leading_dots(name: str) -> int:
    """How many dots a name begins with.

    >>> leading_dots("..moduleA")
    2
    """
    return len(name) - len(name.lstrip("."))
