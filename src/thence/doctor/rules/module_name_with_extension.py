"""TH018: ``python -m`` was given a file's name; it wants a module's."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Culprit, Finding

CODE, NAME = "TH018", "module-name-with-extension"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for ``-m train.py``."""
    word = module_word(evidence.interpreter.command)
    if not word or not word.endswith(".py") or not says(evidence, word):
        return
    name = word.removesuffix(".py").replace("/", ".").lstrip(".")
    rest = evidence.interpreter.command
    others = " ".join(rest[rest.index(word) + 1 :])
    yield Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"-m takes the name of a module, without .py: {word!r} means the submodule 'py' of "
            f"{name!r}, so that {name} was even imported, and run once, on the way"
        ),
        culprit=Culprit(what=f"the command line: -m {word}"),
        mends=[
            f"python -m {name} {others}".strip(),
            f"or, as a file: python {word} {others}".strip(),
        ],
    )


def says(evidence: Evidence, word: str) -> bool:
    """Is the failure about this word?"""
    return any(word in error.message for error in evidence.error.chain)


def module_word(command: tuple[str, ...]) -> str | None:
    """What stands after ``-m``.

    >>> module_word(("python", "-O", "-m", "train.py"))
    'train.py'
    """
    words = list(command)
    return words[words.index("-m") + 1] if "-m" in words[:-1] else None
