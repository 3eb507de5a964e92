"""pytest's long form of a traceback: where a frame is stands below its source."""

import re
from collections.abc import Iterable, Iterator

# "app/b.py:1: ImportError" of the innermost frame; of the others nothing is named
PLACE = re.compile(r"^(?P<file>[^\s:]\S*?\.pyx?):(?P<line>\d+): ?(?:\w+)?$")
SHORT = re.compile(r"^\S+?\.pyx?:\d+: in ")  # of the other form: the place comes first
FUNCTION = re.compile(r"^\s+(?:async )?def (?P<name>\w+)\(")


def with_places_first(lines: Iterable[str]) -> Iterator[str]:
    """The lines; each frame of the long form as in the short one, the error behind the last."""
    block: list[str] = []
    for line in lines:
        place = PLACE.match(line)
        if place and not any(SHORT.match(each) for each in block):
            yield from turned(block, place)
            block = []
        else:
            block.append(line)
    yield from block


def turned(block: list[str], place: "re.Match[str]") -> Iterator[str]:
    """What stands around a frame, its place, its marked line, what was raised."""
    functions = [found["name"] for each in block if (found := FUNCTION.match(each))]
    yield from (each for each in block if each[:1] not in (" ", ">", "E"))
    yield f"{place['file']}:{place['line']}: in {functions[-1] if functions else '<module>'}"
    yield from [each for each in block if each.startswith(">")][-1:]
    yield from (each for each in block if each.startswith("E "))
