# What the interpreter runs in place of the program.  No docstring, and no import of os: this
# code runs in the namespace of __main__, before site, and boot takes every trace of it off.
import sys

import _frozen_importlib as importing
import _frozen_importlib_external as loading

# By its own path: nothing of sys.path is in order yet, and thence need not be on it.
folder = __file__.rsplit(loading.path_sep, 2)[0]
spec = loading.spec_from_file_location(
    "thence", folder + loading.path_sep + "__init__.py", submodule_search_locations=[folder]
)
sys.modules["thence"] = importing.module_from_spec(spec)
spec.loader.exec_module(sys.modules["thence"])

from thence.launching.boot import Boot  # noqa: E402 - found by the steps above

thence_boot = Boot(globals(), "thence_boot")
with thence_boot:
    thence_boot.prepare()
    # This is the one frame below the program's.  arguments() takes the last name away first.
    thence_boot.function(*thence_boot.arguments())
