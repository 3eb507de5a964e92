"""Whatever the evidence: no rule raises, touches the disk or imports."""

from __future__ import annotations

import ast
import inspect
import os
import sys
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thence.doctor import evidence as facts
from thence.doctor.finding import Finding
from thence.doctor.rules import RULES
from thence.explaining.explanation import Owner, Thing

WORDS = [
    "a",
    "a.b",
    "json",
    "cv2",
    "imp",
    "pkg_resources",
    "urllib2",
    "numpy",
    "Numpy",
    "__main__",
    "",
]
FILES = [
    "/w/a.py",
    "/w/a/__init__.py",
    "/w/a.pyc",
    "/lib/pdb.py",
    "/lib/multiprocessing/spawn.py",
    "/w/a_pb2.py",
    "<stdin>",
    "",
]
MESSAGES = [
    "No module named 'a.b'",
    "No module named 'imp'",
    "No module named 'a.b'; 'a' is not a package",
    "No module named a.__main__; 'a' is a package and cannot be directly executed",
    "cannot import name 'b' from 'a' (/w/a.py)",
    "cannot import name 'b' from partially initialized module 'a'",
    "module 'a' has no attribute 'b'",
    "module '__main__' has no attribute '__spec__'",
    "a.__spec__ is None",
    "a.__spec__ is not set",
    "spec not found for the module '__main__'",
    "attempted relative import beyond top-level package",
    "attempted relative import with no known parent package",
    "Can't get attribute 'A' on <module '__main__' from 'a.py'>",
    "Can't pickle <class '__main__.A'>: attribute lookup A on __main__ failed",
    "/w/a.so: undefined symbol: x",
    "liba.so.1: cannot open shared object file",
    "import of a halted; None in sys.modules",
    "'utf-8' codec can't decode byte 0xe9",
    "cannot import name 'b' from 'a' (unknown location)",
    "'A' object has no attribute 'get'",
    "`b` was removed in the a 2.0 release. Use `c` instead.",
    "`b` has been moved to the `a-b` package",
    "Descriptors cannot be created directly. The generated code is out of date",
    "Model class a.b.C doesn't declare an explicit app_label",
    "version `A_2' not found (required by /w/a.so)",
    "/lib/liba.so: version `A_2' not found (required by /w/a.so)",
    "numpy.core.multiarray failed to import",
    "Unable to find a shared library",
    "cannot load library 'a'",
    "'module' object is not callable",
    "local variable 'a' referenced before assignment",
    "cannot access local variable 'a' where it is not associated with a value",
    "Item in a.__all__ must be str, not type",
    "bad marshal data (unknown type code)",
    "EOF read where not expected",
    "dynamic module does not define module export function (PyInit_b)",
    "/w/a.so: cannot allocate memory in static TLS block",
    "'NoneType' object has no attribute 'loader'",
    "module 'a' has no attribute 'b'. Did you mean: 'c'?",
    "name 'a' is not defined",
    "Can't pickle <class 'a.A'>: it's not the same object as a.A",
    "a link that leads nowhere: /w/a.py",
    "[Errno 20] Not a directory: '/w/a.zip/b.json'",
    "[Errno 2] No such file or directory: '/w/a/b.json'",
    "[Errno 24] Too many open files: '/w/a.py'",
    "Couldn't build proto file into descriptor pool: duplicate file name a.proto",
    "can't register atexit after shutdown",
    "sys.meta_path is None, Python is likely shutting down",
    "'NoneType' object is not callable",
    "__import__ not found",
    "Import by filename is not supported.",
    "bad magic number in 'a': b'x'",
    "source code string cannot contain null bytes",
    "The 'a>=2' distribution was not found and is required by b",
    "expected str, bytes or os.PathLike object, not NoneType",
    (
        "imported module 'a' has this __file__ attribute:\n  /w/a.py\nwhich is not the same as "
        "the test file we want to collect:\n  /w/b.py"
    ),
    "",
]
TYPES = ["ModuleNotFoundError", "ImportError", "AttributeError", "ValueError", "SyntaxError"]
TYPES += [
    "AppRegistryNotReady",
    "OSError",
    "PicklingError",
    "RuntimeError",
    "RecursionError",
    "FileNotFoundError",
    "NotADirectoryError",
    "UnboundLocalError",
    "NameError",
    "TypeError",
    "EOFError",
    "KeyError",
    "SystemExit",
    "",
]

words = st.sampled_from(WORDS) | st.text(max_size=5)
files = st.sampled_from(FILES) | st.text(max_size=5)
few = {"max_size": 3}
# What lines may do that rules look for, and what may have changed.
WRITTEN = [
    *("sys.modules", "sys.modules.del", "sys.path", "__path__", "__all__", "__import__", "chdir"),
    *("class", "reset", "reload", "spec", "no source", "patch", "stand-in", "kernel.json"),
    *("PyInit", "editable", "unlisted", "absent", "git submodule"),
]
CHANGES = [
    *("put", "taken", "main-replaced", "main-emptied", "path", "finder-added", "finder-removed"),
]


def tuples(strategy):
    return st.lists(strategy, **few).map(tuple)


def sets(strategy):
    return st.frozensets(strategy, **few)


kinds = st.sampled_from(["distribution", "standard library", "interpreter"])
owners = st.none() | st.builds(Owner, kinds, st.none() | words, st.none() | words)
things = st.builds(
    Thing,
    st.sampled_from(
        ["package", "source", "portion", "foreign-extension", "other-case", "archived-extension"]
    ),
    files,
    st.booleans(),
    st.sampled_from(["", "it cannot be read", "built for CPython 3.8"]),
)
frames = st.builds(
    facts.Frame,
    file=files,
    line=st.integers(0, 9),
    function=st.sampled_from(["<module>", "f", "__getattr__", "find_spec", ""]),
    module=words,
    package=st.none() | words,
    asked=st.none() | words,
    joins=st.none() | st.integers(1, 2),
    source=st.sampled_from(
        [
            *("", "import a.b", "from ..a import b", "raise ImportError(x)", "pickle.load(x)"),
            *("from a import *", "a(1)", "spec.loader.exec_module(a)", "module_from_spec(spec)"),
        ]
    ),
    owner=owners,
)
modules = st.builds(
    facts.Module,
    name=words,
    file=st.none() | files,
    spec=st.sampled_from(["set", "none", "missing"]),
    locations=st.none() | tuples(files),
    being_made=st.booleans(),
    path=st.none() | tuples(files),
    names=sets(words),
    owner=owners,
)


def errors(led_by):
    return st.builds(
        facts.Error,
        type=st.sampled_from(TYPES),
        bases=tuples(st.sampled_from(TYPES)),
        message=st.sampled_from(MESSAGES) | st.text(max_size=9),
        name=st.none() | words,
        path=st.none() | files,
        filename=st.none() | files,
        line=st.integers(0, 9),
        object=st.none() | modules,
        frames=st.lists(frames, max_size=8).map(tuple),
        led_by=led_by,
        how=st.sampled_from(["uncaught", "hung", "shown"]),
        class_owner=owners,
    )


looked = st.builds(
    facts.Looked,
    entry=files,
    place=files,
    kind=st.sampled_from(
        ["directory", "broken-archive", "unreadable", "missing", "source", "untaken"]
    ),
    origin=st.sampled_from(["script", "PYTHONPATH", "user site", "library", ""]),
    listed=st.none() | tuples(words),
    things=tuples(things),
    owners=tuples(owners),
)
EVIDENCE = {
    "error": errors(st.none() | errors(st.none())),
    "interpreter": st.builds(
        facts.Interpreter,
        version=st.sampled_from(["3.11.7", "3.12.1", "3.13.0", "", "x"]),
        executable=files,
        prefix=files,
        platform=st.sampled_from(["linux", "win32", ""]),
        safe_path=st.booleans(),
        frozen=st.booleans(),
        library=st.none() | files,
        command=tuples(words),
        environment=st.dictionaries(
            st.sampled_from(["PYTHONPATH", "PYTHONSAFEPATH"]), files, **few
        ),
    ),
    "directory": st.none() | files,
    "first_directory": st.none() | files,
    "script": st.none() | files,
    "path": tuples(files | st.just("https://h/lib")),
    "odd_entries": tuples(st.sampled_from(["PosixPath('/w')", "None", ""])),
    "first_path": tuples(files),
    "import_function": st.none()
    | st.builds(
        facts.ImportFunction,
        type=st.sampled_from(["", "NoneType", "function"]),
        serves=st.booleans(),
        file=files,
        line=st.integers(0, 9),
        function=words,
    ),
    "asked_by": st.dictionaries(words, st.tuples(files, st.integers(0, 9), words), **few),
    "bindings": tuples(
        st.builds(
            facts.Binding,
            name=words | st.just("*"),
            module=words,
            file=files,
            line=st.integers(0, 9),
            within=words,
            has_own=st.booleans(),
        )
    ),
    "lies_in_package": st.dictionaries(words, tuples(words).filter(bool), **few),
    "main": st.none() | modules,
    "modules": st.dictionaries(words, modules, **few),
    "meta_path": tuples(
        st.builds(
            facts.Finder,
            finder=words,
            module=words,
            file=st.none() | files,
            has_find_spec=st.booleans(),
            has_find_module=st.booleans(),
            owner=owners,
        )
    ),
    "lookups": st.dictionaries(words, tuples(looked), **few),
    "failures": tuples(
        st.builds(
            facts.Failure,
            name=words,
            message=st.sampled_from(MESSAGES),
            type=st.sampled_from(TYPES),
            missing=st.none() | words,
            asker=frames,
            frames=tuples(frames),
            loaded=st.booleans(),
            at_start=st.booleans(),
        )
    ),
    "changes": tuples(
        st.builds(
            facts.Change,
            what=st.sampled_from(CHANGES),
            name=words,
            type=words,
            added=tuples(files),
            removed=tuples(files),
            by=tuples(frames),
        )
    ),
    "replaced": st.dictionaries(words, st.none() | files, **few),
    "written": tuples(
        st.builds(
            facts.Written,
            what=st.sampled_from(WRITTEN),
            name=words | files,
            file=files,
            line=st.integers(0, 9),
            text=words | files,
        )
    ),
    "path_lines": tuples(
        st.builds(
            facts.PathLine,
            file=files,
            why=st.sampled_from(["raises", "skipped", "missing"]),
            text=files,
            needs=words,
        )
    ),
    "bytecode": tuples(
        st.builds(
            facts.Bytecode,
            module=words,
            file=files,
            source=files,
            names=sets(words),
            source_names=sets(words),
            damaged=st.booleans(),
        )
    ),
    "packages": tuples(
        st.builds(
            facts.Package,
            name=words,
            version=words,
            root=files,
            requires=tuples(words | st.sampled_from(["a>=2", 'cv2 ; extra == "x"'])),
            imports=sets(words),
            files=sets(files),
        )
    ),
    "threads": tuples(st.builds(facts.Thread, frames=tuples(frames), waits_for=st.none() | words)),
    "environments": tuples(st.builds(facts.Environment, folder=files, modules=sets(words))),
    "in_folders": st.dictionaries(files, sets(words), **few),
    "owners": st.dictionaries(files, owners.filter(bool), **few),
    "definers": st.dictionaries(words, tuples(files), **few),
    "near_names": st.dictionaries(words, tuples(words), **few),
    "lies_in": st.dictionaries(words, tuples(files).filter(bool), **few),
    "homes": st.dictionaries(words, tuples(words), **few),
    "loaded": sets(words),
    "library_names": sets(words),
    "watched": st.booleans(),
}
# By a function: what is drawn is shown when it fails, and this would be too long to be shown.
evidences = st.composite(
    lambda draw: facts.Evidence(**{k: draw(v) for k, v in EVIDENCE.items()})
)()


class Touches:
    """Notes what the process does to the disk and to its modules, while it is asked to."""

    WATCHED = frozenset({"open", "import", "os.listdir", "os.scandir", "subprocess.Popen"})

    def __init__(self):
        self.seen = None
        sys.addaudithook(self.hear)

    def hear(self, event, _arguments):
        if self.seen is not None and event in self.WATCHED:
            self.seen.append(event)

    def noting(self, name, function):
        """The function, noted: pytest itself may need what it returns."""

        def look(*arguments, **options):
            self.seen.append(name)
            return function(*arguments, **options)

        return look

    def of(self, act):
        self.seen = []
        # What only looks whether a file is there raises no event.
        looks = {name: getattr(os, name) for name in ("stat", "lstat", "access")}
        for name, function in looks.items():
            setattr(os, name, self.noting(name, function))
        try:
            return act(), self.seen
        finally:
            self.seen = None
            for name, function in looks.items():
                setattr(os, name, function)


@pytest.fixture(scope="module")
def touches():
    return Touches()


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(evidence=evidences)
def test_no_rule_raises_or_touches_anything_outside_of_the_evidence(touches, evidence):
    for rule in RULES:
        found, touched = touches.of(lambda rule=rule: list(rule.examine(evidence)))

        assert touched == []
        assert all(isinstance(each, Finding) and each.code == rule.CODE for each in found)


def test_all_evidence_is_among_the_random():
    """A rule cannot look at a field, or for a kind of line, that stays as it is by default."""
    looked_for = {kind for rule in RULES for kind in kinds_in(rule)}

    assert set(EVIDENCE) == {each.name for each in fields(facts.Evidence)}
    assert looked_for <= {*WRITTEN, *CHANGES}
    assert len(looked_for) > 10


def kinds_in(rule):
    """What a rule's source compares a ``what`` with."""
    for node in ast.walk(ast.parse(inspect.getsource(rule))):
        if isinstance(node, ast.Compare) and getattr(node.left, "attr", "") == "what":
            yield from (each.value for each in node.comparators if isinstance(each, ast.Constant))


def test_what_a_rule_does_to_the_disk_is_heard(touches):
    """The test above would notice a rule that reads, looks or imports."""

    def act():
        os.stat("/")  # noqa: PTH116 - it is this function that is listened to
        with open(__file__):  # noqa: PTH123 - as above
            pass
        __import__("thence.doctor.pages")

    _, touched = touches.of(act)

    assert {"stat", "open"} <= set(touched)
