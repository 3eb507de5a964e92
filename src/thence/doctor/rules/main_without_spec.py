"""TH001: something asks ``__main__`` for its ``__spec__``, and it has none.

multiprocessing asks, for each process that it spawns.  A plain script has ``__spec__ = None``;
it is missing only where somebody emptied or replaced the namespace of ``__main__``.
"""

import re
from collections.abc import Iterator

from ..evidence import Change, Error, Evidence, Frame, Written
from ..finding import Culprit, Finding
from ..questions import culprit_at, culprit_in, module_name, pip, place

CODE, NAME = "TH001", "main-without-spec"
PDB_MENDED: dict[tuple[int, ...], tuple[int, ...]] = {(3, 11): (3, 11, 9), (3, 12): (3, 12, 3)}
SHELL = "interactiveshell.py"
RUN_SCRIPT = re.compile(r"run_script\(['\"](?P<name>[\w.-]+?)(==|['\"])")
AT_THE_TOP = "write at the top of the script: __spec__ = None"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding when ``__main__`` was asked for a ``__spec__`` that it does not have."""
    error = next((each for each in evidence.error.chain if asks_for_spec(each)), None)
    if error is None or evidence.main is None or evidence.main.spec != "missing":
        return
    for explain in (by_pdb, by_pudb, by_reset, by_replacement, by_run_script, by_somebody):
        finding = explain(evidence, error)
        if finding is not None:
            yield finding
            return


def asks_for_spec(error: Error) -> bool:
    """Is it the question for ``__main__.__spec__`` that failed?"""
    if not error.is_a("AttributeError") or "has no attribute '__spec__'" not in error.message:
        return False
    at_spawn = bool(error.frames) and error.frames[-1].file.endswith("multiprocessing/spawn.py")
    return "'__main__'" in error.message or at_spawn


def found(cause: str, culprit: Culprit, mends: list[str], evidence: list[str]) -> Finding:
    """A finding of this rule."""
    return Finding(
        code=CODE, name=NAME, cause=cause, culprit=culprit, mends=mends, evidence=evidence
    )


def by_pdb(evidence: Evidence, error: Error) -> Finding | None:
    """Pdb before 3.11.9 and 3.12.3 clears ``__main__`` before it runs a script (gh-87115)."""
    frame = frame_of(error, "pdb.py")
    version = evidence.interpreter.number
    mended = PDB_MENDED.get(version[:2])
    if frame is None or (mended and version >= mended) or version >= (3, 13):
        return None
    script = module_name(script_of(evidence))
    upgrade = ".".join(map(str, mended)) if mended else "3.11.9 or 3.12.3"
    return found(
        f"pdb ran the script in a __main__ whose namespace it had cleared, so that __spec__ is "
        f"missing from it; {asker_in_words(error)}",
        culprit_at(frame),
        [
            f"upgrade Python to {upgrade} or later, whose pdb keeps __spec__ (gh-87115)",
            "write at the top of the script: __spec__ = None",
            *as_module(version, script),
        ],
        seen(evidence, error, frame),
    )


def as_module(version: tuple[int, ...], script: str) -> list[str]:
    """What helped before 3.11.

    From then on, the name in the spec of ``pdb -m`` holds the module's code: until pdb was mended,
    multiprocessing cannot pickle it.
    """
    how = f"run the script as a module: python -m pdb -m {script}"
    return [how] if version < (3, 11) else []


def by_pudb(evidence: Evidence, error: Error) -> Finding | None:
    """Pudb clears ``__main__`` before it runs a script, and gives that of -m a __spec__."""
    frame = frame_of(error, "pudb/debugger.py")
    if frame is None:
        return None
    return found(
        f"pudb ran the script in a __main__ whose namespace it had cleared, so that __spec__ is "
        f"missing from it; {asker_in_words(error)}",
        culprit_at(frame),
        [
            f"run the script as a module: python -m pudb -m {module_name(script_of(evidence))}",
            AT_THE_TOP,
        ],
        seen(evidence, error, frame),
    )


def by_run_script(evidence: Evidence, error: Error) -> Finding | None:
    """The console scripts of old installers: pkg_resources empties their ``__main__``."""
    frame = frame_of(error, "pkg_resources/__init__.py")
    if frame is None:
        return None
    script = error.frames[0]
    return found(
        f"{script.file} is a console script of an old installer: pkg_resources.run_script emptied "
        f"the namespace of __main__, its __spec__ with it, and ran the program there; "
        f"{asker_in_words(error)}",
        culprit_in(script.file, script.line, script.owner, "pkg_resources.run_script"),
        [
            (
                "reinstall the console script, with pip: "
                f"{pip(evidence, f'--force-reinstall {distribution_of(script)}')}"
            ),
            "write at the top of the program: __spec__ = None",
        ],
        seen(evidence, error, frame),
    )


def distribution_of(script: Frame) -> str:
    """The distribution that a line ``run_script('name==1.0', 'script')`` names."""
    named = RUN_SCRIPT.search(script.source)
    return named["name"] if named else "DISTRIBUTION"


def by_reset(evidence: Evidence, error: Error) -> Finding | None:
    """IPython's %reset empties ``__main__``."""
    frame = frame_of(error, SHELL)
    # The shell's own file speaks of %reset, too.
    lines = (each for each in evidence.written if each.what == "reset")
    line = next((each for each in lines if not each.file.endswith(SHELL)), None)
    if frame is None or not is_emptied(evidence):
        return None
    return found(
        f"%reset emptied the namespace of __main__, its __spec__ with it; {asker_in_words(error)}",
        reset_culprit(line, frame),
        [
            "restart the kernel instead of using %reset, or remove the %reset",
            "write after the %reset: __spec__ = None",
        ],
        seen(evidence, error, frame),
    )


def reset_culprit(line: Written | None, frame: Frame) -> Culprit:
    """The line with the %reset, or the shell that ran it."""
    if line is None:
        return culprit_in(frame.file, 0, frame.owner, "%reset")
    return Culprit(line.file, line.line, what=line.text)


def by_replacement(evidence: Evidence, error: Error) -> Finding | None:
    """Another object stands in ``sys.modules`` for ``__main__``."""
    change = last_change(evidence, "main-replaced")
    if change is None or evidence.main is None:
        return None
    line = next(
        (e for e in evidence.written if e.what == "sys.modules" and e.name == "__main__"), None
    )
    frame = outermost(change)
    culprit = Culprit(line.file, line.line, what=line.text) if line else culprit_at(frame)
    kind = change.type or evidence.main.type
    return found(
        f"sys.modules['__main__'] was replaced by an object of {kind}, without __spec__; "
        f"{asker_in_words(error)}",
        culprit,
        [
            *upgrade_of(kind),
            (
                f"{culprit.file}: set __spec__ = None on what it puts there, or put a real module "
                "there (types.ModuleType)"
            ),
            f"run the script with plain python, outside of it{of_script(evidence)}",
            AT_THE_TOP,
        ],
        seen(evidence, error, frame),
    )


def upgrade_of(kind: str) -> list[str]:
    """IPython mended what it puts there, when it is embedded with a ``user_ns``."""
    ours = kind.startswith("IPython.")
    return ["upgrade IPython to 6.5 or later, which puts a real module there"] if ours else []


def by_somebody(evidence: Evidence, error: Error) -> Finding | None:
    """Somebody emptied it: who was running when it was noticed?"""
    change = last_change(evidence, "main-emptied")
    frame = outermost(change) if change else next(iter(error.frames), None)
    if frame is None:
        return None
    return found(
        f"the namespace of __main__ was emptied, its __spec__ with it; {asker_in_words(error)}",
        culprit_at(frame),
        [
            f"run the script with plain python{of_script(evidence)}",
            "write at the top of the script: __spec__ = None",
            (
                "reinstall the program: console scripts of old installers run in a __main__ of "
                "their own"
            ),
        ],
        seen(evidence, error, frame),
    )


def is_emptied(evidence: Evidence) -> bool:
    """Was a __main__ seen to lose its names?"""
    return any(each.what == "main-emptied" for each in evidence.changes)


def last_change(evidence: Evidence, what: str) -> Change | None:
    """The last change of a kind."""
    changes = [each for each in evidence.changes if each.what == what]
    return changes[-1] if changes else None


def outermost(change: Change) -> Frame | None:
    """The program that runs the program: the first of the stack that is in a file."""
    frames = [each for each in reversed(change.by) if not each.file.startswith("<")]
    frames = [each for each in frames if not each.file.endswith("/runpy.py")]
    return frames[0] if frames else None


def frame_of(error: Error, file: str) -> Frame | None:
    """The first frame in a file of that name."""
    return next((each for each in error.frames if each.file.endswith(f"/{file}")), None)


def script_of(evidence: Evidence) -> str:
    """The program's file."""
    return evidence.script or (evidence.main.file if evidence.main and evidence.main.file else "")


def of_script(evidence: Evidence) -> str:
    """How to run it, after a mend."""
    file = script_of(evidence)
    return f": python {file.rpartition('/')[2]}" if file else ""


def asker_in_words(error: Error) -> str:
    """Who asked."""
    frame = error.frames[-1] if error.frames else None
    if frame is None:
        return "somebody asked for it"
    spawning = frame.file.endswith("multiprocessing/spawn.py")
    what = (
        "multiprocessing, which starts a process by spawn, reads it" if spawning else "it is read"
    )
    return f"{what} at {frame.file}:{frame.line}"


def seen(evidence: Evidence, error: Error, frame: Frame | None) -> list[str]:
    """The state of __main__, who runs, who asked."""
    main = evidence.main
    lines = [f"sys.modules['__main__'] is of {main.type} and has no __spec__"] if main else []
    if frame is not None:
        lines.append(f"running below the script: {place(frame)}")
    return lines + [f"asked for at {place(each)}" for each in error.frames[-1:]]
