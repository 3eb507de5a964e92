"""TH046: a submodule was used as an attribute of its package, and nobody has imported it."""

from collections.abc import Iterator

from ..cycles import is_half_made
from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, culprit_at, missed_names, module_of, place

CODE, NAME = "TH046", "submodule-not-imported"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for an attribute that is the name of a submodule on disk."""
    for missed in missed_names(evidence):
        package = module_of(evidence, missed)
        if package is None or not package.path or not missed.error.is_a("AttributeError"):
            continue
        inside = [
            each for each in package.path if missed.name in evidence.in_folders.get(each, ())
        ]
        frame = asker(missed.error)
        if not inside or frame is None or is_half_made(missed.error):
            continue
        full = f"{missed.module}.{missed.name}"
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"the submodule {full} was not imported: import {missed.module} alone does not "
                "import it, and it is an attribute of its package only from then on"
            ),
            culprit=culprit_at(frame),
            evidence=[place(frame), f"{inside[0]} has {missed.name}"],
            mends=[f"add to {frame.file}: import {longest(frame.source, full)}"],
        )
        return


def longest(source: str, name: str) -> str:
    """The dotted name, and a next part that may be a module, too.

    >>> longest("xml.etree.ElementTree.fromstring(x)", "xml.etree")
    'xml.etree.ElementTree'
    """
    rest = source.partition(f"{name}.")[2]
    following = rest.partition("(")[0].split(".")[0] if rest else ""
    is_module_like = following[:1].isupper() and f"{name}.{following}." in source
    return f"{name}.{following}" if is_module_like else name
