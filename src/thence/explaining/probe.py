"""Asks a fresh interpreter where a name would come from.

``answer`` is called by ``launching`` in that interpreter, when all is ready for a program.  It
leaves the process as a program would find it: not even the standard library is loaded.
"""

import sys

from .._engine.primitives import io, marshal, os
from .describing import describe_cached
from .parents import Walk
from .plain import label, plain_path
from .request import Request
from .searching import Search

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .facts import Facts

OWN = "thence"
ORDINARY = (".FileFinder", ".zipimporter")


def answer(word: str) -> None:
    """Write the facts, marshalled, to the descriptor that the request names."""
    request = Request.from_word(word)
    put_in_front(request)
    forget_ordinary_finders()
    own = take_own_modules_away(request.name)
    try:
        facts = facts_of(request)
    finally:
        sys.modules.update(own)
    with io.open(request.descriptor, "wb") as stream:
        stream.write(marshal.dumps(dict(facts)))


def put_in_front(request: Request) -> None:
    """Give ``sys.path`` the entries that the request names."""
    if request.first is not None:
        if not sys.flags.safe_path:
            del sys.path[0]
        sys.path.insert(0, request.first)
    sys.path[:0] = request.in_front


def forget_ordinary_finders() -> None:
    """Let the path hooks be asked anew, and be heard of: site's imports have filled the cache.

    Finders that somebody has put there by hand stay.
    """
    for entry, finder in list(sys.path_importer_cache.items()):
        if finder is None or label(finder).endswith(ORDINARY):
            del sys.path_importer_cache[entry]


def take_own_modules_away(name: str) -> "dict[str, Any]":
    """Hide thence from itself, when it is thence that is asked for.

    Only the module that is asked for, and its packages: the others are needed meanwhile.
    """
    if name.partition(".")[0] != OWN:
        return {}
    own = [each for each in sys.modules if f"{name}.".startswith(f"{each}.")]
    return {each: sys.modules.pop(each) for each in own}


def facts_of(request: Request) -> "Facts":
    """All that this interpreter says of a name."""
    cache = describe_cached(request.name)
    walk = Walk(request.import_parents)
    try:
        path = walk.path_for(request.name)
        search = None if walk.stopped else Search(request.name, path).facts
    finally:
        walk.remove_stand_ins()
    return {
        "name": request.name,
        "working_directory": working_directory(),
        "path": plain_path(sys.path) or [],
        "ignored_entries": [repr(each) for each in sys.path if not isinstance(each, str)],
        "parents": walk.parents,
        "cache": cache,
        "cache_after_parents": describe_cached(request.name),
        "search": search,
        "writes_bytecode": not sys.dont_write_bytecode,
        "library": getattr(sys, "_stdlib_dir", None),
    }


def working_directory() -> str | None:
    """The working directory; None when it exists no more."""
    try:
        return os.getcwd()
    except OSError:
        return None
