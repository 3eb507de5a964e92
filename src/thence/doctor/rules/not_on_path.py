"""TH063: the module lies near the program, in a folder that is not on its path.

Only the folder of the script (with ``-m`` and ``-c``: the working directory) is put on the path,
neither a ``src`` folder nor the folder in which a project's tests or its server are started.
"""

from collections.abc import Iterator

from ..evidence import Evidence, Frame
from ..finding import Culprit, Finding
from ..known.renamed import DISTRIBUTIONS
from ..questions import asker, candidates, culprit_at, not_found, place, portions, short_command

CODE, NAME = "TH063", "not-on-path"
RUNNERS = ("pytest", "py.test")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a top-level module that a folder near by has."""
    for error, name in not_found(evidence):
        top = name.partition(".")[0]
        folders = evidence.lies_in.get(top, ())
        if not folders or candidates(evidence, top) or portions(evidence, top):
            continue
        if top in evidence.library_names or top in evidence.modules:
            continue
        frame = asker(error)
        asked_by_command = named_by_command(evidence, top)
        if frame and frame.owner and not asked_by_command:
            continue  # a distribution does not mean the user's module
        yield finding(evidence, top, None if asked_by_command else frame)
        return


def named_by_command(evidence: Evidence, name: str) -> str | None:
    """The word of the command line that names a module: "main:app", "-A", "--app=site.app"."""
    for word in evidence.interpreter.command[1:]:
        value = word.rpartition("=")[2].partition(":")[0]
        if value == name or value.startswith(f"{name}."):
            return word
    return None


def finding(evidence: Evidence, name: str, frame: Frame | None) -> Finding:
    """Where it lies, and how to put that on the path."""
    folder = evidence.lies_in[name][0]
    word = named_by_command(evidence, name)
    culprit = culprit_at(frame) if frame else Culprit(what=f"the command line: {word or name}")
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{name} lies in {folder}, and that folder is not on sys.path",
        culprit=culprit,
        evidence=([f"imported at {place(frame)}"] if frame else [])
        + [f"not in {row.place}" for row in evidence.lookups.get(name, ())],
        mends=mends(evidence, folder, name, word),
        certain=name not in DISTRIBUTIONS,
        checks=[] if name not in DISTRIBUTIONS else [f"is the distribution of {name} meant?"],
    )


def mends(evidence: Evidence, folder: str, name: str, word: str | None) -> list[str]:
    """How the folder comes to be on the path, in the manner of the tool."""
    command, here = short_command(evidence), evidence.first_directory or evidence.directory
    with_path = f"PYTHONPATH={folder} {command}"
    if any(runner in each for runner in RUNNERS for each in evidence.interpreter.command[:4]):
        relative = "." if folder == here else folder.removeprefix(f"{here}/")
        found = [f'pythonpath = ["{relative}"] in pyproject.toml, below [tool.pytest.ini_options]']
        if folder.endswith("/src"):
            return ["install the project: python -m pip install -e .", *found, with_path]
        return (
            ["python -m pytest, which puts the working directory on the path", *found]
            if (relative == ".")
            else [*found, with_path]
        )
    if word and here and folder.startswith(f"{here}/"):
        dotted = f"{folder.removeprefix(f'{here}/').replace('/', '.')}.{name}"
        return [
            f"start it in that folder: cd {folder}",
            f"name it by its whole name: {word.replace(name, dotted, 1)}",
            with_path,
        ]
    return [with_path, f"start the program in {folder}"]
