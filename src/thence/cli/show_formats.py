"""The formats in which a recording can be written."""

import json
from collections.abc import Callable

from ..tracing.recording import Recording
from ..tracing.reports import (
    as_json,
    chrome,
    cyclonedx,
    dot,
    importtime,
    otlp,
    page,
    speedscope,
)
from ..tracing.reports.disk import hash_of
from ..tracing.reports.installed import OwnersOnDisk
from . import own_version


def as_text(document: object) -> str:
    """JSON for machines: on one line, whatever the names in it."""
    return json.dumps(document, separators=(",", ":")) + "\n"


def bill_of_materials(recording: Recording) -> str:
    """CycloneDX, with the hashes of the files as they are now."""
    owners = OwnersOnDisk(recording)
    return as_text(cyclonedx.document(recording, owners, hash_of, own_version()))


# Maps the word after --as to what makes the text.
FORMATS: dict[str, Callable[[Recording], str]] = {
    "html": lambda it: page.text(it, OwnersOnDisk(it)),
    "chrome": lambda it: as_text(chrome.document(it, OwnersOnDisk(it))),
    "speedscope": lambda it: as_text(speedscope.document(it, f"thence {own_version()}")),
    "importtime": importtime.text,
    "otlp": lambda it: as_text(otlp.document(it, OwnersOnDisk(it), own_version())),
    "dot": dot.text,
    "json": lambda it: as_text(as_json.document(it)),
    "cyclonedx": bill_of_materials,
}
