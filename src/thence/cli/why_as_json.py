"""An explanation as a JSON document: docs/schemas/why.schema.json."""

import dataclasses
import json
import sys

from ..explaining.explanation import Explanation

FORMAT = 1  # goes up when a reader of the old form would go wrong


def document(explanation: Explanation) -> dict[str, object]:
    """The document, as plain values."""
    return {
        "format": FORMAT,
        "found": explanation.found,
        **dataclasses.asdict(explanation),
    }


def show_json(explanation: Explanation) -> None:
    """Print the document."""
    json.dump(document(explanation), sys.stdout, indent=2)
    sys.stdout.write("\n")
