"""TH047: a module's ``__getattr__`` asks its own module for a name, and so itself, for ever."""

from collections import Counter
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_at, place

CODE, NAME = "TH047", "lazy-getattr-recursion"
OFTEN = 5


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a recursion through a module's ``__getattr__``."""
    for error in evidence.error.chain:
        if not error.is_a("RecursionError"):
            continue
        frames = [frame for frame in error.frames if frame.function == "__getattr__"]
        counted = Counter((frame.file, frame.line) for frame in frames)
        if not counted or counted.most_common(1)[0][1] < OFTEN:
            continue
        file, line = counted.most_common(1)[0][0]
        frame = next(each for each in frames if (each.file, each.line) == (file, line))
        if "import" not in frame.source:
            continue
        name = frame.source.rpartition("import")[2].strip() or "NAME"
        module = frame.module
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"the module's __getattr__ calls itself: {frame.source!r} asks {module} for "
                f"{name!r}, which it does not have, and so asks this __getattr__ again, for ever"
            ),
            culprit=culprit_at(frame),
            evidence=[place(frame)],
            mends=[
                (
                    f"import the submodule by importlib.import_module({f'{module}.{name}'!r}), "
                    "which does not ask __getattr__, and raise AttributeError for other names"
                ),
                (
                    f"look whether there is a module {module}.{name} at all: {name} is missing, "
                    "or misspelled"
                ),
            ],
        )
        return
