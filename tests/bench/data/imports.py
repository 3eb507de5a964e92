"""Imports modules between two marks that strace shows: imports SYSTEM SOURCES NAMES ENTRY...

SYSTEM is "thence" or "cpython"; SOURCES is the folder that thence lies in; NAMES are the modules,
joined by commas; the ENTRYs go to the front of the path. Prints how many modules were imported.
"""

import os
import sys


def install(sources):
    """Install thence, and leave the path as it was."""
    sys.path.append(sources)
    import thence

    thence.install()
    sys.path.remove(sources)


def mark(name):
    """A system call that is easy to find."""
    os.access(f"/thence/{name}", os.F_OK)


def main(system, sources, names, *entries):
    if system == "thence":
        install(sources)
    sys.path[:0] = entries
    sys.path_importer_cache.clear()  # what was imported until here has looked into folders
    before = len(sys.modules)
    mark("begin")
    for name in names.split(","):
        __import__(name)
    mark("end")
    print(len(sys.modules) - before)


main(*sys.argv[1:])
