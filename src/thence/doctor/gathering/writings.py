"""Lines of source files that change the import system's state: who wrote what a change shows."""

import re
from collections.abc import Iterable, Iterator

from ..evidence import Written
from .files import lines_of

PATTERNS = {
    "sys.modules": re.compile(r"sys\.modules\s*\[\s*(?P<name>[^\]]+?)\s*\]\s*=(?!=)"),
    "sys.modules.many": re.compile(r"sys\.modules\.(?:update|setdefault)\((?P<name>[^)]*)"),
    "sys.modules.del": re.compile(
        r"(?:\bdel\s+sys\.modules\s*\[|sys\.modules\.(?:pop|clear)\()(?P<name>[^\],)]*)"
    ),
    "__path__": re.compile(r"^\s*(?:\w+\.)?__path__\s*=(?!=)\s*(?P<name>.*)"),
    "__all__": re.compile(r"^__all__\b[^=]*=(?!=)\s*(?P<name>.*)"),
    "__import__": re.compile(
        r"(?:\b__import__['\"\]]*\s*=(?!=)|\bdel\s+\w+\.__import__|setattr\(.*['\"]__import__['\"],)"
        r"\s*(?P<name>.*)"
    ),
    "sys.path": re.compile(r"sys\.path(?:\.(?:append|insert|extend)\(|\s*\+?=(?!=))(?P<name>.*)"),
    "chdir": re.compile(r"\bchdir\((?P<name>.*)\)"),
    "reset": re.compile(r"(?P<name>%reset\b.*|\bmagic\(.reset.*|run_line_magic\(.reset.*)"),
    "reload": re.compile(r"\breload\(\s*(?P<name>[\w.]+)"),
    "spec": re.compile(r"\b(?:spec_from_file_location|find_spec)\((?P<name>.*)"),
    # What is no Python: a page, a pointer of Git LFS, a merge that was not finished.
    "no source": re.compile(
        r"^\s*(?P<name><!DOCTYPE html|<html\b|<\?xml|version https://git-lfs|<{7} \w)",
        re.IGNORECASE,
    ),
    "patch": re.compile(r"\b(?:patch|setattr)\(\s*['\"](?P<name>[\w.]+\.\w+)['\"]"),
    "class": re.compile(r"^class\s+(?P<name>\w+)"),
}


def writings(files: Iterable[str]) -> Iterator[Written]:
    """All such lines of some files, in their order."""
    for file in dict.fromkeys(files):
        for number, line in enumerate(lines_of(file), 1):
            yield from written_in(line, file, number)


def written_in(line: str, file: str, number: int) -> Iterator[Written]:
    """What one line writes."""
    if line.lstrip().startswith("#"):
        return
    for what, pattern in PATTERNS.items():
        if found := pattern.search(line):
            yield Written(what, found["name"].strip().strip("'\""), file, number, line.strip())
