"""What became of a text on its way: JSON's or HTML's escapes."""

import html
import json
from typing import Any

# Under which logs keep a line, or a traceback.
KEYS = ("log", "exc_info", "exception", "stack_trace", "traceback", "message", "msg")


def unescaped(text: str) -> str:
    """The text as it was printed."""
    plain = html.unescape(text) if "&quot;" in text else text
    if not plain.lstrip().startswith(("{", '"')):
        return plain
    return "\n".join(map(told_in, plain.splitlines()))


def told_in(line: str) -> str:
    r"""What a line of JSON holds; any other line is itself.

    >>> told_in('{"log": "No module named \\"x\\"", "stream": "stderr"}')
    'No module named "x"'
    """
    try:
        found: Any = json.loads(line)
    except ValueError:
        return line
    if isinstance(found, dict):
        texts = [found[key] for key in KEYS if isinstance(found.get(key), str)]
        found = max(texts, key=len, default=line)
    return found.removesuffix("\n") if isinstance(found, str) else line
