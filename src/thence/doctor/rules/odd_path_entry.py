"""TH081: an entry of the path is none: it is no text, or begins with a tilde that nobody expands.

Whatever is no ``str`` is passed over without a word, also a ``pathlib.Path``; ``~`` is a shell's
business, and an entry ``~/lib`` is a folder of that name below the working directory.
"""

import posixpath
from collections.abc import Iterator

from ..evidence import Evidence, Written
from ..finding import Culprit, Finding
from ..questions import asker, candidates, culprit_at, not_found, place, portions

CODE, NAME = "TH081", "odd-path-entry"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that is not found, while the path has such an entry."""
    for error, name in not_found(evidence):
        top = name.partition(".")[0]
        frame = asker(error)
        own = frame is None or frame.owner is None
        if not own or candidates(evidence, top) or portions(evidence, top):
            continue
        if top in evidence.modules or top in evidence.library_names:
            continue
        found = next(odd(evidence, top), None)
        if found:
            entry, cause, mend, certain = found
            line = line_for(evidence, entry)
            yield Finding(
                code=CODE,
                name=NAME,
                cause=f"{top} is not found, and {cause}",
                culprit=Culprit(line.file, line.line, what=line.text)
                if line
                else culprit_at(frame),
                evidence=[f"sys.path has {entry}"]
                + ([f"imported at {place(frame)}"] if frame else []),
                mends=[mend],
                certain=certain,
                checks=[] if certain else [f"is {top} there?"],
            )
            return


def odd(evidence: Evidence, top: str) -> Iterator[tuple[str, str, str, bool]]:
    """Each such entry, what is wrong with it, how to mend it, and whether the module is there."""
    folders = evidence.lies_in.get(top, ())
    for entry in evidence.odd_entries:
        yield (
            entry,
            f"the entry {entry} of sys.path is passed over: it is no str",
            "put a text on the path: sys.path.append(str(...))",
            posixpath.normpath(entry.partition("'")[2].rpartition("'")[0]) in folders,
        )
    home = evidence.interpreter.environment.get("HOME", "~")
    for entry in evidence.path:
        if entry.startswith("~"):
            folder = entry.replace("~", home, 1).rstrip("/")
            how = (
                "leave the quotes away, where PYTHONPATH is set"
                if entry in evidence.interpreter.environment.get("PYTHONPATH", "").split(":")
                else f"os.path.expanduser({entry!r})"
            )
            yield (
                entry,
                f"the entry {entry!r} of sys.path is not expanded: only a shell reads ~ as {home}",
                f"name the folder wholly: {how}",
                folder in folders,
            )


def line_for(evidence: Evidence, entry: str) -> Written | None:
    """The line that put the entry there."""
    lines = [each for each in evidence.written if each.what == "sys.path"]
    exact = [each for each in lines if entry.startswith("~") and entry in each.text]
    paths = [each for each in lines if "Path(" in each.text or "/ " in each.text]
    return next(iter(exact or ([] if entry.startswith("~") else paths or lines)), None)
