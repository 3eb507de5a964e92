"""TH090: a module was loaded from its file by hand, and is not known by its name.

Who executes a module with ``importlib.util`` has to put it into ``sys.modules`` before, as an
import does: dataclasses, pickle and typing look up a class's module there.
"""

from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame, is_library
from ..finding import Finding
from ..questions import candidates, culprit_at, place, users_line

CODE, NAME = "TH090", "loaded-from-file"
RELOADED = "spec not found for the module '"
LOADS = ("exec_module(", "exec(")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for such a module that the library looks up, or that is reloaded."""
    for error in evidence.error.chain:
        yield from not_in_cache(evidence, error)
        yield from not_found_again(evidence, error)


def not_in_cache(evidence: Evidence, error: Error) -> Iterator[Finding]:
    """The library asks ``sys.modules`` for the module that is being executed."""
    frames = [each for each in error.frames if not each.file.startswith("<")]
    runs = [each for each in frames if each.is_module_code and not is_library(each.owner)]
    loads = [each for each in frames if any(word in each.source for word in LOADS)]
    if not runs or not loads or not asks_cache(error, frames[-1], runs[-1].module):
        return
    module, loading = runs[-1].module, loads[-1]
    if module in evidence.loaded or frames.index(loading) > frames.index(runs[-1]):
        return
    yield Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"the module {module} is executed without being in sys.modules, where "
            f"{frames[-1].module} looks for it"
        ),
        culprit=culprit_at(loading),
        evidence=[place(loading), f"it executes {runs[-1].file}", place(frames[-1])],
        mends=[
            (
                f"before that line: sys.modules[{module!r}] = module (as importlib's "
                "documentation has it: Importing a source file directly)"
            )
        ],
    )


def asks_cache(error: Error, last: Frame, module: str) -> bool:
    """Does the library miss the module in the cache?"""
    if not is_library(last.owner) or "sys.modules" not in last.source:
        return False
    if error.is_a("KeyError"):
        return error.message.strip("'") == module
    return error.is_a("AttributeError") and error.message.startswith("'NoneType' object")


def not_found_again(evidence: Evidence, error: Error) -> Iterator[Finding]:
    """``reload`` searches for the module by its name."""
    if not error.is_a("ImportError") or not error.message.startswith(RELOADED):
        return
    name = error.message.removeprefix(RELOADED).rstrip("'")
    module, frame = evidence.modules.get(name), users_line(error)
    if module is None or not module.file or candidates(evidence, name):
        return
    yield Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"importlib.reload searches for {name} by its name on sys.path, and it is not there: "
            f"it was loaded from the file {module.file}"
        ),
        culprit=culprit_at(frame),
        evidence=[place(frame)] if frame else [],
        mends=[
            f"execute it again by hand: module.__spec__.loader.exec_module(module), for {name}",
            f"have it found: {module.file.rpartition('/')[0]} on sys.path",
        ],
    )
