"""TH054: an extension module was built for another system: a newer C library, or processor."""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_in, owner_in_words, pip, place, users_line

CODE, NAME = "TH054", "built-for-another-system"
# The C library itself is no part that could be missing.
MUSL = re.compile(
    r"(?P<what>libc\.musl-\S+?|ld-musl-\S+?|ld-linux-\S+?): (?:cannot open|no such)", re.IGNORECASE
)
NEWER = re.compile(
    r"(?:(?P<library>\S+): )?version [`'](?P<version>[\w.]+)' not found"
    r"(?: \(required by (?P<file>[^)\s]+)\))?"
)
OTHER = re.compile(
    r"(?P<file>\S+?): (?P<what>invalid ELF header|wrong ELF class: \w+|file too short)"
    r"|(?P<mac>/\S+)'? \(mach-o file, but is an incompatible architecture"
)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what the system's loader says of a file."""
    for error in evidence.error.chain:
        if not error.is_a("ImportError", "OSError"):
            continue
        newer, other = NEWER.search(error.message), OTHER.search(error.message)
        libc = MUSL.search(error.message)
        found = newer or other or libc
        if found is None:
            continue
        file = (newer or other or {"file": None})["file"] or (other and other["mac"])
        file = file or error.path
        owner = evidence.owners.get(file or "")
        frame = users_line(error)
        whose = owner_in_words(owner) or file or "an extension module"
        name = owner.name if owner and owner.name else None
        why = (
            f"needs {newer['version']}, and the {newer['library'] or 'library'} that was loaded "
            "is older: it was built for a system with a newer one"
            if newer
            else f"was built for a system with another C library ({c_library(libc['what'])})"
            if libc
            else f"is no library for this system ({found['what'] or 'another processor'})"
        )
        built = f"--no-binary :all: {name or 'NAME'}"
        again = f"--force-reinstall --no-cache-dir {name}" if name else "--force-reinstall NAME"
        yield Finding(
            code=CODE,
            name=NAME,
            cause=f"{whose} {why}",
            culprit=culprit_in(file, 0, owner),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=(
                [f"have a newer {newer['library'].rpartition('/')[2]} found before that one"]
                if newer and newer["library"]
                else []
            )
            + [
                f"install it on this very system: {pip(evidence, again)}",
                f"build it here: {pip(evidence, built)}",
            ],
            checks=[f"file {file}"] if file else [],
        )
        return


def c_library(file: str) -> str:
    """The C library that a file belongs to.

    >>> c_library("libc.musl-x86_64.so.1"), c_library("ld-linux-x86-64.so.2")
    ('musl, as Alpine has it', 'glibc, which Alpine has not')
    """
    return "musl, as Alpine has it" if "musl" in file else "glibc, which Alpine has not"
