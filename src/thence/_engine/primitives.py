"""The C primitives that the engine stands on, under names of their own.

The only file of the engine that names ``_imp``, ``marshal``, ``_io``, ``posix``/``nt``,
``_thread``, ``_warnings`` and ``_weakref``.  They are handed on as modules, never as single
functions: programs and tests replace attributes such as ``_imp.check_hash_based_pycs``, and
the engine must see that.
"""

import _imp as imp
import _io as io
import _thread as thread
import _warnings as warnings
import _weakref as weakref
import marshal
import sys

if sys.platform == "win32":
    import nt as os
else:
    import posix as os

__all__ = ["imp", "io", "marshal", "os", "thread", "warnings", "weakref"]

# Waiting for a module's lock would never end (two threads import in a circle).  The interpreter's
# own class: a lock of either system may be waited for by both, and they have to know its error.
DeadlockError: type[RuntimeError] = sys.modules["_frozen_importlib"]._DeadlockError


def magic_number() -> bytes:
    """The four bytes that begin every .pyc file of this interpreter.

    Kept by the interpreter in its own import module (before 3.14), then by ``_imp``: read
    there as data, since only the interpreter knows which bytecode it takes.
    """
    token = getattr(imp, "pyc_magic_number_token", None)
    if token is not None:
        return int(token).to_bytes(4, "little")
    return bytes(sys.modules["_frozen_importlib_external"].MAGIC_NUMBER)
