"""Takes the process over, imports, gives it back, and says what was not as it should be."""

import sys

from import_state import changed, foreign_modules, state

import thence

machinery = thence.process_system.machinery
OWN = (machinery.BuiltinImporter, machinery.FrozenImporter, machinery.PathFinder)


def by_thence(module):
    """Whether thence made the spec of a module; asked while it is installed."""
    return type(module.__spec__) is machinery.ModuleSpec


def in_force():
    """Whether the interpreter calls thence for an import."""
    function = vars(sys.modules["_frozen_importlib"])["_find_and_load"]
    return function.__module__.startswith("thence.")


class Taken:
    """A process that thence is installed in, from here to ``give_back``."""

    def __init__(self):
        # First: it imports importlib, which renames its two halves.  Those of a __main__ that
        # coverage or pdb have made are nobody's.
        self.foreign_before = foreign_modules()
        self.before = state()
        self.faults = [] if not in_force() else ["thence was in force before"]
        self.installation = thence.install()

    def load(self, *names):
        """Import modules that nobody has imported before."""
        for name in names:
            if name in sys.modules:
                self.faults.append(f"{name} was there already")
            module = __import__(name, fromlist=["*"])
            if not by_thence(module) or not in_force():
                self.faults.append(f"{name} was not loaded by thence")
        return self

    def give_back(self, *but):
        """Uninstall; a line that says whether all is as it was.

        ``but`` names what the interpreter itself, or site, has changed meanwhile.
        """
        self.installation.uninstall()
        self.faults += [what for what in changed(self.before, state()) if what not in but]
        foreign = [name for name in foreign_modules() if name not in self.foreign_before]
        self.faults += [f"{name} is still thence's" for name in foreign]
        self.faults += [f"{each} is still there" for each in sys.meta_path if each in OWN]
        if in_force():
            self.faults.append("thence is in force still")
        return "; ".join(self.faults) or "restored"


def prove(*names):
    """Everything at once, with modules that were not imported yet; prints one line."""
    print(Taken().load(*names).give_back(), flush=True)
