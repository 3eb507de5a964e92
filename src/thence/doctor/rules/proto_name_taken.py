"""TH097: two generated modules describe a ``.proto`` file of one name, which may be known once.

The name is the path that the compiler was given; ``rpc.proto`` without a folder is everybody's.
"""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_at, place

CODE, NAME = "TH097", "proto-name-taken"
TAKEN = re.compile(
    r"duplicate file name '?(?P<file>[\w./-]+\.proto)"
    r"|(?P<other>[\w./-]+\.proto): A file with this name is already in the pool"
)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name that protobuf's pool has already."""
    for error in evidence.error.chain:
        found = TAKEN.search(error.message) if error.is_a("TypeError") else None
        frames = [each for each in error.frames if each.file.endswith("_pb2.py")]
        if not found or not frames:
            continue
        file = found["file"] or found["other"]
        stem = file.rpartition("/")[2].removesuffix(".proto").replace("-", "_")
        last = f"{stem}_pb2"
        known = [each for each in evidence.loaded if each.rpartition(".")[2] == last]
        others = sorted(each for each in known if each != frames[-1].module)
        who = f" ({', '.join(others)})" if others else ""
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{file} is described twice: by {frames[-1].module}, and already by another "
                f"module{who}"
            ),
            culprit=culprit_at(frames[-1]),
            evidence=[place(frames[-1])],
            mends=[
                f"compile one of them with a folder before the name: protoc PREFIX/{file}",
                (
                    "until then, the runtime written in Python is less strict: "
                    "PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION=python"
                ),
                *([f"do without one of the two: {', '.join(others)}"] if others else []),
            ],
        )
        return
