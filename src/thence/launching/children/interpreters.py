"""Which files are the running interpreter: links to it, and those of its environments."""

import sys

from ..._engine import paths


def is_this_interpreter(file: str) -> bool:
    """Whether running the file runs this very interpreter, if in another environment."""
    from os.path import realpath

    real = realpath(file)
    own = {realpath(known) for known in known_files()}
    return real in own or home_of_copy(file) in {folder_of(known) for known in own}


def known_files() -> list[str]:
    """The running interpreter, and the one that its environment was made from."""
    return [file for file in (sys.executable, getattr(sys, "_base_executable", None)) if file]


def folder_of(file: str) -> str:
    """The folder that holds the file."""
    return paths.split(file)[0]


def home_of_copy(file: str) -> str | None:
    """The folder of the interpreter that a copied one belongs to (``venv --copies``).

    None: it is no copy, or one of another version.  Other programs lie in the folder, too.
    """
    from os.path import realpath

    if not is_named_as_one(paths.split(file)[1]):
        return None
    settings = environment_settings(folder_of(folder_of(file)))
    version = "{}.{}.{}".format(*sys.version_info)
    if settings.get("version", settings.get("version_info", "")).startswith(version):
        return realpath(settings.get("home", ""))
    return None


def is_named_as_one(name: str) -> bool:
    """Is it a name that environments give to an interpreter?

    >>> [is_named_as_one(name) for name in ("python", "python3.13t", "python.exe", "ruff")]
    [True, True, True, False]
    """
    stem = name.lower().removesuffix(".exe")
    return stem.startswith("python") and not stem.removeprefix("python").strip("0123456789.tdw")


def environment_settings(folder: str) -> dict[str, str]:
    """What an environment's ``pyvenv.cfg`` says; empty where there is none."""
    try:
        text = paths.read_file(paths.join(folder, "pyvenv.cfg")).decode("utf-8")
    except (OSError, ValueError):
        return {}
    pairs = [line.partition("=") for line in text.splitlines()]
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
