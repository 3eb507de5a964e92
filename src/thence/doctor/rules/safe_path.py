"""TH012: the program's own folder is not on the path, since -P, -I or PYTHONSAFEPATH says so."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Culprit, Finding
from ..questions import asker, not_found, place

CODE, NAME = "TH012", "safe-path"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that lies beside the script, with a safe path in force."""
    if not evidence.interpreter.safe_path or not evidence.script:
        return
    folder = evidence.script.rpartition("/")[0]
    for error, name in not_found(evidence):
        top = name.partition(".")[0]
        if top not in evidence.in_folders.get(folder, frozenset()):
            continue
        variable = evidence.interpreter.environment.get("PYTHONSAFEPATH")
        options = [word for word in evidence.interpreter.command[1:] if word in ("-P", "-I")]
        by = "PYTHONSAFEPATH" if variable else options[0] if options else "-P"
        frame = asker(error)
        without = "unset PYTHONSAFEPATH" if variable else f"run it without {by}"
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{by} keeps the script's folder off sys.path (sys.flags.safe_path is set), and "
                f"{top} lies there: {folder}"
            ),
            culprit=Culprit(what=f"{by}{f'={variable}' if variable else ' on the command line'}"),
            evidence=[f"{folder} has {top}, and is not on sys.path"]
            + ([f"imported at {place(frame)}"] if frame else []),
            mends=[without, f"name the folder: PYTHONPATH={folder}"],
        )
        return
