"""TH035: nothing on the path has a module of that name; often its distribution has another one."""

from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame
from ..finding import Finding
from ..known.python_2 import PYTHON_2
from ..known.renamed import DISTRIBUTIONS, FOR_WINDOWS
from ..questions import (
    asker,
    candidates,
    culprit_of,
    in_vain,
    not_found,
    owner_in_words,
    pip,
    place,
    portions,
)
from ..requirements import extras_for, folded, required

CODE, NAME = "TH035", "not-installed"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a top-level name that no entry of the path has."""
    for error, name in not_found(evidence):
        if "." in name or name in evidence.library_names or name in PYTHON_2:
            continue
        if candidates(evidence, name) or portions(evidence, name) or name not in evidence.lookups:
            continue
        if any(row.things for row in evidence.lookups[name]) or name in evidence.modules:
            continue
        yield finding(evidence, error, name)
        return


def finding(evidence: Evidence, error: Error, name: str) -> Finding:
    """What to install, as far as that is known."""
    frame = Frame() if error.is_a("SystemExit") else asker(error) or Frame()
    known = DISTRIBUTIONS.get(name)
    extras = extras_of_askers(evidence, error, name)
    installed = evidence.distribution(name)
    asking = frame.owner.name if frame.owner and frame.owner.kind == "distribution" else None
    needs = required(evidence, asking, known or name) if asking else None
    mends = [f"{pip(evidence, repr(each))}" for each in extras]
    if known or needs or not extras:
        mends.append(pip(evidence, shell_word(needs or known or name)))
    cause = f"{name} is not installed: no entry of sys.path has a module of that name"
    if known and known != name:
        cause += f"; the distribution that has it is called {known}"
    if installed is not None and installed.imports:
        names = ", ".join(sorted(installed.imports))
        cause += f"; the distribution {installed.name} {installed.version} is imported as {names}"
        mends = [f"import {each}" for each in sorted(installed.imports)[:3]]
    if known in FOR_WINDOWS and evidence.interpreter.platform != "win32":
        cause += f", which exists for Windows only, and this is {evidence.interpreter.platform}"
        mends = [
            "run it on Windows, or import it only there: below if sys.platform == 'win32'",
            *([f"upgrade {asking}: {pip(evidence, f'--upgrade {asking}')}"] if asking else []),
        ]
    whose = owner_in_words(frame.owner)
    return Finding(
        code=CODE,
        name=NAME,
        cause=cause,
        culprit=culprit_of(evidence, error, frame),
        evidence=(
            [f"imported at {place(frame)}{f' ({whose})' if whose else ''}"] if frame.file else []
        )
        + [in_vain(row) for row in evidence.lookups[name]],
        mends=mends,
        certain=bool(known or extras or needs or installed),
        checks=[]
        if known or extras or needs or installed
        else [f"is {name} what it is called on the index?"],
    )


def extras_of_askers(evidence: Evidence, error: Error, name: str) -> list[str]:
    """The extras for which those require it that have asked for it.

    Others require it, too: pytest's own developers need hypothesis, whoever else imports it. What
    runs the program's line that asks (IPython, pytest) has not asked.
    """
    own = [number for number, each in enumerate(error.frames, 1) if each.owner is None]
    asking = error.frames[max(own, default=0) :]
    owners = {folded(each.owner.name or "") for each in asking if each.owner}
    found = extras_for(evidence, name)
    return [each for each in found if folded(each.partition("[")[0]) in owners]


def shell_word(text: str) -> str:
    """A word for a shell.

    >>> shell_word("click (>=8)"), shell_word("six")
    ("'click>=8'", 'six')
    """
    plain = text.replace(" ", "").replace("(", "").replace(")", "")
    return (
        plain
        if plain.replace("-", "").replace("_", "").replace(".", "").isalnum()
        else repr(plain)
    )
