"""TH083: a module is called like a function; what is meant is something that the module has."""

import re
from collections.abc import Iterator

from ..evidence import Binding, Evidence, Frame
from ..finding import Finding
from ..questions import culprit_at, place

CODE, NAME = "TH083", "module-called"
SIGN = "'module' object is not callable"
CALLED = re.compile(r"(?<![\w.])(?P<name>[A-Za-z_]\w*)\(")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a line that calls a name which an import has bound to a module."""
    error = evidence.error
    frame = error.frames[-1] if error.frames else None
    if frame is None or not error.is_a("TypeError") or SIGN not in error.message:
        return
    called = [found["name"] for found in CALLED.finditer(frame.source)]
    for each in evidence.bindings:
        if each.name in called and each.module in evidence.loaded:
            yield finding(each, frame)
            return


def finding(binding: Binding, frame: Frame) -> Finding:
    """The import, and the call."""
    last = binding.module.rpartition(".")[2]
    own = binding.has_own
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{binding.name} is the module {binding.module}, and a module cannot be called"
            + (f"; {binding.module} has a {last} of its own, which is meant" if own else "")
        ),
        culprit=culprit_at(frame),
        evidence=[f"{binding.file}:{binding.line}: {binding.text}", place(frame)],
        mends=[
            f"from {binding.module} import {last}",
            f"call {binding.name}.{last}(...) at {frame.file}:{frame.line}",
        ]
        if own
        else [f"call what the module {binding.module} has, and not the module"],
    )
