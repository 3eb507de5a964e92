"""TH018: ``python -m``, or another tool, was given a file's name; it wants a module's."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Culprit, Finding
from ..questions import not_found

CODE, NAME = "TH018", "module-name-with-extension"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for ``-m train.py``."""
    yield from asked_of_tool(evidence)
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


def asked_of_tool(evidence: Evidence) -> Iterator[Finding]:
    """A server, or another tool that imports what its command line names: ``uvicorn main.py:app``.

    The tool's own script may end in .py; it is asked by nobody as a module.
    """
    missing = {name for _, name in not_found(evidence) if name.endswith(".py")}
    for word in evidence.interpreter.command[1:]:
        value = word.rpartition("=")[2].partition(":")[0]
        if value.replace("/", ".") not in missing or word == module_word(
            evidence.interpreter.command
        ):
            continue
        name = value.removesuffix(".py").replace("/", ".").lstrip(".")
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{value!r} names a file, and a module's name is wanted, without .py: it means "
                f"the submodule 'py' of {name!r}, which is no package"
            ),
            culprit=Culprit(what=f"the command line: {word}"),
            mends=[f"write {word.replace(value, name)} in the place of {word}"],
        )
        return


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
