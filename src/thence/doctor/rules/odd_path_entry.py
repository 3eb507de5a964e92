"""TH081: an entry of the path is none: it is no text, or begins with a tilde that nobody expands.

Whatever is no ``str`` is passed over without a word, also a ``pathlib.Path``; ``~`` is a shell's
business, and an entry ``~/lib`` is a folder of that name below the working directory.
"""

from collections.abc import Iterator

from ..evidence import Evidence, Written
from ..finding import Culprit, Finding
from ..questions import asker, candidates, culprit_at, folder_of, not_found, place, portions

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
            entry, cause, mend = found
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
            )
            return


def odd(evidence: Evidence, top: str) -> Iterator[tuple[str, str, str]]:
    """Each such entry that has the module, what is wrong with it, and how to mend it."""
    for entry in evidence.odd_entries:
        if has(evidence, folder_of(entry), top):
            yield (
                entry,
                f"the entry {entry} of sys.path, which has it, is passed over: it is no str",
                "put a text on the path: sys.path.append(str(...))",
            )
    variables = evidence.interpreter.environment
    for entry in evidence.path:
        home = variables.get("HOME", "")
        if entry.startswith("~/") and has(evidence, f"{home}{entry[1:]}", top):
            in_variable = entry in variables.get("PYTHONPATH", "").split(":")
            yield (
                entry,
                f"the entry {entry!r} of sys.path is not expanded: only a shell reads ~ as {home}",
                "name the folder wholly: "
                + (
                    "leave the quotes away, where PYTHONPATH is set"
                    if in_variable
                    else f"os.path.expanduser({entry!r})"
                ),
            )


def has(evidence: Evidence, folder: str, top: str) -> bool:
    """Does a module of the name lie in a folder?"""
    return top in evidence.in_folders.get(folder.rstrip("/"), ())


def line_for(evidence: Evidence, entry: str) -> Written | None:
    """The line that put the entry there."""
    lines = [each for each in evidence.written if each.what == "sys.path"]
    exact = [each for each in lines if entry.startswith("~") and entry in each.text]
    paths = [each for each in lines if "Path(" in each.text or "/ " in each.text]
    return next(iter(exact or ([] if entry.startswith("~") else paths or lines)), None)
