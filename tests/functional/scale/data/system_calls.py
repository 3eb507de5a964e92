"""Which system calls imports make: system_calls SYSTEM SOURCES

SYSTEM is "cpython", "installed" or "private"; SOURCES is the folder that thence lies in. Entries of
the path and names of modules come as JSON by standard input. Both import systems call the same
functions in C, by the names that these have in their modules: each call is noted, and goes out as
[function, path], in JSON. What audit hooks are told of files is noted, too.
"""

import _io
import importlib
import io  # noqa: F401 - it registers classes that are stood in for here
import json
import posix
import sys

FUNCTIONS = (
    *("access", "getcwd", "listdir", "lstat", "mkdir", "open", "replace", "rmdir"),
    *("scandir", "stat", "unlink"),
)
AUDITED = ("open", "os.listdir", "os.mkdir", "os.rename", "os.remove", "import")


class Noted:
    """Functions in C, and the files that they open, with notes of what is called."""

    def __init__(self):
        self.calls = []
        self.on = False
        self.opening = False

    def note(self, function, path=""):
        if self.on:
            self.calls.append([function, without_process(path)])

    def stand_in(self, module, name):
        """Put a function that takes notes in the place of one of a module."""
        itself = getattr(module, name)

        def noting(path="", *arguments, **options):
            self.note(name, path)
            return itself(path, *arguments, **options) if name != "getcwd" else itself()

        setattr(module, name, noting)

    def stand_in_for_files(self, name):
        itself = getattr(_io, name)

        def opening(path, *mode):
            if self.opening:  # open_code is made of the others
                return itself(path, *mode)
            self.opening = True
            try:
                return NotedFile(self, path, itself(path, *mode))
            finally:
                self.opening = False

        setattr(_io, name, opening)

    def hear(self, event, arguments):
        if event in AUDITED:
            self.note(f"audited {event}", arguments[0])


class NotedFile:
    """A file as an import system uses it; by which of the functions it opened it is its affair."""

    def __init__(self, notes, path, file):
        self.notes, self.path, self.file = notes, path, file
        notes.note("opened", path)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.file.close()

    def read(self, *size):
        self.notes.note("read", self.path)
        return self.file.read(*size)

    def write(self, data):
        self.notes.note("write", self.path)
        return self.file.write(data)


def without_process(path):
    """A path without what makes the name of a temporary file one of a kind; a descriptor's type."""
    if not isinstance(path, str):
        return type(path).__name__
    return path.partition(".pyc.")[0]


def importer_of(system, sources):
    """The import system's function, and its path."""
    if system == "cpython":
        return importlib.import_module, sys.path
    sys.path.append(sources)
    import thence

    sys.path.remove(sources)
    if system == "installed":
        thence.install()
        return importlib.import_module, sys.path
    private = thence.ImportSystem(shared=())
    return private.import_module, private.path


def main(system, sources):
    import_module, path = importer_of(system, sources)
    asked = json.load(sys.stdin)
    path[:0] = asked["entries"]
    sys.path_importer_cache.clear()
    notes = Noted()
    for name in FUNCTIONS:
        notes.stand_in(posix, name)
    for name in ("open_code", "open", "FileIO"):
        notes.stand_in_for_files(name)
    sys.addaudithook(notes.hear)
    notes.on = True
    for name in asked["names"]:
        try:
            import_module(name)
        except ImportError:
            continue
    notes.on = False
    print(json.dumps(notes.calls))


main(*sys.argv[1:])
