"""TH048: a spawned process runs the program's file again, and that starts processes once more."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_at, place

CODE, NAME = "TH048", "spawn-without-guard"
SIGN = "before the current process has finished its bootstrapping phase"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a process that was started while another one was being set up."""
    for error in evidence.error.chain:
        if not error.is_a("RuntimeError") or SIGN not in " ".join(error.message.split()):
            continue
        runs = [
            each for each in error.frames if each.is_module_code and each.module == "__mp_main__"
        ]
        frame = runs[-1] if runs else (error.frames[-1] if error.frames else None)
        if frame is None:
            continue
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{frame.file} starts a process when it is imported: a spawned process imports it "
                "once more, as __mp_main__, and would start processes without end"
            ),
            culprit=culprit_at(frame),
            evidence=[f"in the child: {place(frame)}"],
            mends=[
                (
                    f"put what starts the process, in {frame.file}:{frame.line}, below "
                    "if __name__ == '__main__':"
                )
            ],
        )
        return
