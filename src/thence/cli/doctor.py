"""``thence doctor``: say why an import fails, who did it, and how to mend it."""

import sys
import time  # built in: no file of that name comes before it

from .._engine import paths
from .._engine.primitives import io, marshal, os
from ..doctor.consulting import Consultation
from ..launching.launcher import StartError, launch
from ..launching.plan import ENDED, INSTALLED, READY, Hook, Plan
from . import USAGE_ERROR
from .doctor_options import HELP, OptionError, Options
from .own_needs import finding_own_needs, working_directory
from .source_words import BadOptionError, sources_asked_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

HOOKS = "thence.doctor.reporting"


def main(arguments: "Sequence[str]") -> int:
    """Watch a program, or ask the doctor; returns the exit status."""
    try:
        options = Options(arguments)
        if options.values.get("help"):
            sys.stdout.write(HELP)
            return 0
        if options.command is not None:
            return watch(options.command, options.values)
        return consult(options.values)
    except OptionError as error:
        return refuse(str(error))


def watch(words: "Sequence[str]", options: "dict[str, Any]") -> int:
    """Run a program and watch it; returns only when it cannot be started."""
    if not words:
        return refuse("there is no command after --")
    for name in {"output", "save"} & options.keys():
        options = {**options, name: paths.absolute(options[name])}
        forget(options[name])
    options = {**options, "began": time.monotonic(), "process": os.getpid()}
    argument = marshal.dumps(options).hex()
    hooks = [
        Hook(INSTALLED, HOOKS, "begin", argument),
        Hook(READY, HOOKS, "ready"),
        Hook(ENDED, HOOKS, "end"),
    ]
    try:
        words, sources = sources_asked_for(words)
    except BadOptionError as error:
        return refuse(str(error))
    plan = Plan(children=not options.get("no_children"), hooks=[*sources, *hooks])
    if words[0].startswith("-") or is_plain_file(words[0]):
        return start(list(words), plan, None)
    with finding_own_needs():  # a file subprocess.py of the user's is not what looks on PATH
        from ..launching.commands import CommandError, find_command
    try:
        found = find_command(words)
    except CommandError as error:
        return refuse(str(error))
    return start(found.words, plan, found.interpreter)


def is_plain_file(word: str) -> bool:
    """Is it a file for this Python, and neither an interpreter nor one's console script?"""
    return paths.is_file(word) and not os.access(word, os.X_OK)


def forget(file: str) -> None:
    """Remove what an earlier run has written: each process of this one adds to it."""
    try:  # noqa: SIM105 - contextlib could be a file of the user's
        os.unlink(file)
    except OSError:
        pass


def start(words: "list[str]", plan: Plan, python: str | None) -> int:
    """Hand over to the launcher; returns the status for its failure."""
    try:
        launch(words, plan, python)
    except StartError as error:
        sys.stderr.write(f"thence doctor: {error}\n")
    return USAGE_ERROR


def consult(options: "dict[str, Any]") -> int:
    """Have the doctor say what he knows of a traceback, a rule or this environment."""
    request = {**options, "task": task_of(options), **environment()}
    if "traceback" in options:
        request["text"] = read(options["traceback"])
    return Consultation(options).ask(request)


def environment() -> "dict[str, Any]":
    """What this interpreter says of its own environment."""
    site = sys.modules.get("site")
    found = os.environ.get(b"PYTHONPATH", b"").decode("utf-8", "replace")
    return {
        "path": path_of_a_script(),
        "pythonpath": "" if sys.flags.ignore_environment else found,
        "safe_path": bool(sys.flags.safe_path),
        "user_site": getattr(site, "USER_SITE", None),
        "library": getattr(sys, "_stdlib_dir", None),
        "executable": sys.executable,
        "start": [] if sys.flags.no_site else [sys.executable, *options(), "-c", "pass"],
        "prefix": sys.prefix,
        "directory": working_directory(),
    }


def options() -> "list[str]":
    """Those of this interpreter that say what is executed at its start."""
    flags = {"-I": "isolated", "-E": "ignore_environment", "-s": "no_user_site"}
    return [option for option, flag in flags.items() if getattr(sys.flags, flag)]


def path_of_a_script() -> "list[str]":
    """``sys.path``, as a script in the working directory would see it."""
    entries = [entry for entry in sys.path if isinstance(entry, str)]
    here = working_directory()
    return entries if sys.flags.safe_path or here is None else [here, *entries[1:]]


def task_of(options: "dict[str, Any]") -> str:
    """What is asked for."""
    return next((task for task in ("rule", "traceback") if task in options), "environment")


def read(file: str) -> str:
    """The text of a file, or of standard input."""
    try:
        stream = sys.stdin.buffer if file == "-" else io.open(file, "rb")
        with stream:
            return bytes(stream.read()).decode("utf-8", "replace")
    except OSError as error:
        raise OptionError(f"cannot read {file}: {error.strerror}") from error


def refuse(message: str) -> int:
    """Say what is wrong with the command line."""
    sys.stderr.write(f"thence doctor: {message}\n  more: thence doctor --help\n")
    return USAGE_ERROR
