"""What imports cost, in counts: costs SYSTEM SOURCES SCENARIO

SYSTEM is "cpython", "installed" or "private"; SOURCES is the folder that thence lies in. The
scenario's arguments come as JSON by standard input, what it returns goes out as JSON. Costs are
calls: of functions in Python, and of functions in C by these.
"""

import bisect
import gc
import importlib
import importlib.machinery
import json
import sys
import tracemalloc


class Imports:
    """One import system, whichever it is."""

    def __init__(self, name, sources):
        self.system = None
        if name != "cpython":
            sys.path.append(sources)
            import thence

            sys.path.remove(sources)
            self.thence = thence
        if name == "installed":
            thence.install()
        elif name == "private":
            self.system = thence.ImportSystem(shared=())
        sys.path_importer_cache.clear()
        self.import_module = (self.system or importlib).import_module
        self.spec_class = (self.system or importlib).machinery.ModuleSpec
        self.modules = (self.system or sys).modules
        self.path = (self.system or sys).path
        self.meta_path = (self.system or sys).meta_path

    def locks(self):
        """The registry of module locks."""
        if self.system is not None:
            return self.system._state.locks.by_name
        return sys.modules["_frozen_importlib"]._module_locks


class Made:
    """Finds and loads modules that are nothing but a name."""

    def __init__(self, spec_class):
        self.spec_class = spec_class

    def find_spec(self, fullname, path=None, target=None):
        return self.spec_class(fullname, self) if fullname.startswith("made") else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass


def calls(function, *arguments):
    """How many calls of functions there are in a call."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    sys.setprofile(profile)
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return count


def each(imports, names):
    """The calls of each of several imports."""
    return [calls(imports.import_module, name) for name in names]


def many_modules(imports, count):
    """Calls of some imports, before and after a number of modules was imported."""
    imports.meta_path.insert(0, Made(imports.spec_class))
    first = each(imports, [f"made_first{number}" for number in range(20)])
    for number in range(count):
        imports.import_module(f"made{number}")
    last = each(imports, [f"made_last{number}" for number in range(20)])
    made = sum(name.startswith("made") for name in imports.modules)
    return {"first": first, "last": last, "made": made, "locks": len(imports.locks())}


def on_path(imports, names, entries):
    """The calls of each import, with these entries at the front of the path."""
    imports.path[:0] = entries
    return each(imports, names)


def missing(imports, name, entries):
    """The calls of looking for a module that does not exist, three times."""
    imports.path[:0] = entries

    def look():
        try:
            imports.import_module(name)
        except ModuleNotFoundError:
            pass

    return [calls(look) for _ in range(3)]


def deepest(imports, entry, most):
    """How deep a package can be nested and imported at once, within the limit of recursion."""
    imports.path.insert(0, entry)

    def is_too_deep(levels):
        for name in [name for name in imports.modules if name.startswith("nested")]:
            del imports.modules[name]
        try:
            imports.import_module(".".join(["nested"] * levels))
        except RecursionError:
            return True
        return False

    return bisect.bisect_left(range(most + 1), True, lo=1, key=is_too_deep) - 1


def taken_over(imports, counts):
    """The calls of taking a process over and giving it back, for growing numbers of modules."""
    imports.meta_path.insert(0, Made(imports.spec_class))
    costs, made = [], 0
    for count in counts:
        while made < count:
            imports.import_module(f"made{made}")
            made += 1
        taken = []
        install = calls(lambda taken=taken: taken.append(imports.thence.install()))
        costs.append([install, calls(taken.pop().uninstall)])
    return costs


def memory(imports, names, entry):
    """Bytes for each module of an almost empty file; some are imported before it is measured."""
    imports.path.insert(0, entry)
    for name in names[:50]:
        imports.import_module(name)
    gc.collect()
    tracemalloc.start()
    for name in names[50:]:
        imports.import_module(name)
    gc.collect()
    return tracemalloc.get_traced_memory()[0] / len(names[50:])


def statement(imports, entry):
    """The calls of ``import`` statements for modules that are in the cache."""
    imports.path.insert(0, entry)
    code = compile("import nested\nimport nested.nested\nfrom nested import nested", "", "exec")
    exec(code)
    return calls(exec, code)


def main(system, sources, scenario):
    gc.disable()  # what it finalizes, and when, would be counted
    print(json.dumps(globals()[scenario](Imports(system, sources), **json.load(sys.stdin))))


main(*sys.argv[1:])
