"""Starts the interpreter anew, on thence, where a recorded program's shell started it plainly.

``launching.children.outside`` puts this folder on the PYTHONPATH of programs between.  Any Python
may find it there, however old: so types stand in comments.  Only the one that runs the recorded
program is started anew; in all others this file leaves nothing behind, and the real
``sitecustomize`` comes next.
"""

import os
import sys

PYTHONPATH, PLAN = "PYTHONPATH", "THENCE_PLAN"


def take_away(folder):
    # type: (str) -> list[str]
    """Leave the environment and the path as they would have been; return the plan's words."""
    entries = os.environ.get(PYTHONPATH, "").split(os.pathsep)
    left = [entry for entry in entries if entry != folder]
    if left:
        os.environ[PYTHONPATH] = os.pathsep.join(left)
    else:
        os.environ.pop(PYTHONPATH, None)
    sys.path[:] = [entry for entry in sys.path if entry != folder]
    sys.path_importer_cache.pop(folder, None)
    return os.environ.pop(PLAN, "").split("\x1f")


def is_meant(interpreter):
    # type: (str) -> bool
    """Is this the interpreter that runs the recorded program, and not on thence yet?"""
    own = getattr(sys, "_base_executable", None) or sys.executable
    is_started = "thence.launching.boot" in sys.modules
    return bool(own) and os.path.realpath(own) == interpreter and not is_started


def start_anew(folder, words):
    # type: (str, list[str]) -> None
    """Replace the process by one on thence; return where that cannot be done."""
    # What a start loads anyway: it may come to nothing.
    import _frozen_importlib as importing
    import _frozen_importlib_external as loading

    package = folder.rsplit(os.sep, 2)[0]
    file = package + os.sep + "__init__.py"
    before = dict(sys.modules)
    spec = loading.spec_from_file_location("thence", file, submodule_search_locations=[package])
    assert spec is not None
    assert spec.loader is not None
    sys.modules["thence"] = importing.module_from_spec(spec)
    try:
        spec.loader.exec_module(sys.modules["thence"])
        from thence.launching import anew

        anew.start_anew(words)
    except Exception as error:  # noqa: BLE001 - the program matters more than what it runs on
        sys.stderr.write("thence: process %d is not recorded: %s\n" % (os.getpid(), error))  # noqa: UP031
    for name in [name for name in sys.modules if name not in before]:
        del sys.modules[name]


def go_on():
    # type: () -> None
    """Import the real module in the place of this one; an ImportError says that there is none."""
    this = sys.modules.pop(__name__)  # kept: Python 2 would forget its names
    __import__(this.__name__)


if PLAN in os.environ:
    own_folder = __file__.rsplit(os.sep, 1)[0]
    plan = take_away(own_folder)
    if is_meant(plan[0]):
        start_anew(own_folder, plan[1:])
    go_on()
