"""TH051: two threads wait for each other, one of them for a module that the other is making."""

import re
from collections.abc import Iterator

from ..evidence import Evidence, Frame, Thread, is_library
from ..finding import Finding
from ..questions import culprit_at, place

CODE, NAME = "TH051", "import-deadlock"
SHOWN = 6  # lines of each stack


# What a line says that waits for another thread, or for what another thread has to give.
WAITING = re.compile(r"\b(join|acquire|result|wait|get|map|shutdown)\(|\bwith\b.*(lock|Lock|cond)")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a thread that waits for a module of another one that waits, too."""
    if evidence.error.how != "hung":
        return
    stopped = Thread(0, tuple(reversed(evidence.error.frames)))
    threads = [*evidence.threads, *([stopped] if stopped.frames else [])]
    for waiting in threads:
        for maker in threads:
            module = waiting.waits_for
            if maker is not waiting and module and module in maker.makes and stands(maker):
                yield finding(waiting, maker, module)
                return


def stands(thread: Thread) -> bool:
    """Does it wait, and not only take its time?"""
    own = next((each for each in thread.frames if not is_library(each.owner)), Frame())
    return bool(thread.waits_for or thread.joins or WAITING.search(own.source))


def finding(waiting: Thread, maker: Thread, module: str) -> Finding:
    """Both stacks."""
    certain = maker.waits_for is not None or waiting.number in maker.joins
    making = next(each for each in maker.frames if each.is_module_code and each.module == module)
    what = f"also waits, for {maker.waits_for}" if maker.waits_for else "waits, too"
    return Finding(
        code=CODE,
        name=NAME,
        certain=certain,
        checks=[] if certain else [f"does {place(maker.frames[0])} wait for the other thread?"],
        cause=(
            f"a deadlock: one thread waits until {module} is imported, and the thread that "
            f"imports {module} {what}, at {place(maker.frames[0])}"
        ),
        culprit=culprit_at(making),
        evidence=[
            *(f"thread that imports {module}: {place(each)}" for each in shown(maker)),
            *(f"thread that waits for it: {place(each)}" for each in shown(waiting)),
        ],
        mends=[
            (
                f"do not wait for threads (join, acquire, result) in the code of {module}, at "
                f"{making.file}:{making.line}: do it in a function that is called after the import"
            ),
            f"import {module} before the threads are started",
        ],
    )


def shown(thread: Thread) -> tuple[Frame, ...]:
    """The innermost lines, outermost first."""
    return tuple(reversed(thread.frames[:SHOWN]))
