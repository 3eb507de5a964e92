"""Records every import of a process and its children, and reads such recordings.

What runs in the user's process (``recorder`` and what it stands on) loads no more than the
interpreter's own start-up modules; readers (``load``) do.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

READERS = {"load": "loading", "Recording": "recording", "NotARecordingError": "reading"}


def __getattr__(name: str) -> "Any":
    """What readers need, loaded at its first use."""
    if name not in READERS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = __import__(f"{__name__}.{READERS[name]}", fromlist=[name])
    return getattr(module, name)
