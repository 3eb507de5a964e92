"""TH016: a tool runs the script in a namespace that is not that of ``sys.modules["__main__"]``."""

import re
from collections.abc import Iterator

from ..evidence import Evidence, Frame
from ..finding import Finding
from ..questions import culprit_at, culprit_in, module_name, place

CODE, NAME = "TH016", "main-is-another-module"
# gh-132737
PROFILERS = ("cProfile",)
MENDED = (3, 14)
NOT_IN_MAIN = re.compile(
    r"attribute lookup (?P<a>[\w.]+) on __main__ failed|<class '__main__\.(?P<b>[\w.]+)'>"
)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for something of the script's that is not found in ``__main__``."""
    main = evidence.main
    for error in evidence.error.chain:
        found = (
            NOT_IN_MAIN.search(error.message)
            if error.is_a("PicklingError", "AttributeError")
            else None
        )
        if not found or main is None or not main.file or not evidence.script:
            continue
        name = found["a"] or found["b"]
        if (
            main.file == evidence.script
            or main.file.endswith(f"/{evidence.script}")
            or name in main.names
        ):
            continue
        yield finding(evidence, main.file, name, error.frames)


def finding(evidence: Evidence, tool: str, name: str, frames: tuple[Frame, ...]) -> Finding:
    """The tool that is ``__main__``."""
    running = next((each for each in frames if each.file == tool), None)
    title = module_name(tool)
    script = module_name(evidence.script or "")
    pickling = next((f for f in reversed(frames) if f.file == evidence.script), None)
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{title} is __main__ here, not the script: {title} runs {script}.py in a namespace "
            f"of its own, and pickle looks {name} up in sys.modules['__main__'], which is {tool}"
        ),
        culprit=culprit_at(running) if running else culprit_in(tool),
        evidence=[f"sys.modules['__main__'] is {tool}"]
        + ([f"pickled at {place(pickling)}"] if pickling else []),
        mends=[
            *upgrade(evidence, title),
            f"move {name} into an importable module of its own, and import it in {script}.py",
            (
                f"import the script from a small one that {title} runs: import {script}; "
                f"{script}.main()"
            ),
        ],
    )


def upgrade(evidence: Evidence, tool: str) -> list[str]:
    """A Python whose profiler runs the script as __main__."""
    if tool not in PROFILERS or evidence.interpreter.number >= MENDED:
        return []
    return ["upgrade to Python 3.14 or later, whose cProfile runs the script as __main__"]
