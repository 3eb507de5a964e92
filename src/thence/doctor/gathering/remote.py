"""An error that a worker of a pool sent: its own traceback comes along as text, in the cause."""

from collections.abc import Mapping
from typing import Any

from ..pasted import facts_of

# Of multiprocessing; of concurrent.futures, and of loky, which is joblib's.
CARRIERS = ("RemoteTraceback", "_RemoteTraceback")


def with_workers_lines(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """An error's facts; behind the lines of this process those of the worker, and what led there.

    An error that no worker sent stays as it is.
    """
    cause = facts.get("cause") or {}
    said = facts_of(cause["message"]) if cause.get("type") in CARRIERS else {}
    if not said:
        return facts
    sent = said["errors"][0]
    frames = [*facts.get("frames", ()), *sent["frames"]]
    return {**facts, "frames": frames, "cause": None, "context": sent["context"]}
