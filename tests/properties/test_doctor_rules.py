"""Whatever the evidence: no rule raises, touches the disk or imports."""

from __future__ import annotations

import os
import sys

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
    "SystemExit",
    "",
]

words = st.sampled_from(WORDS) | st.text(max_size=5)
files = st.sampled_from(FILES) | st.text(max_size=5)
few = {"max_size": 3}


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
    source=st.sampled_from(
        ["", "import a.b", "from ..a import b", "raise ImportError(x)", "pickle.load(x)"]
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
    kind=st.sampled_from(["directory", "broken-archive", "unreadable", "missing"]),
    origin=st.sampled_from(["script", "PYTHONPATH", "user site", "library", ""]),
    listed=st.none() | tuples(words),
    things=tuples(things),
    owners=tuples(owners),
)
evidences = st.builds(
    facts.Evidence,
    error=errors(st.none() | errors(st.none())),
    interpreter=st.builds(
        facts.Interpreter,
        version=st.sampled_from(["3.11.7", "3.12.1", "3.13.0", "", "x"]),
        safe_path=st.booleans(),
        command=tuples(words),
        environment=st.dictionaries(
            st.sampled_from(["PYTHONPATH", "PYTHONSAFEPATH"]), files, **few
        ),
    ),
    directory=st.none() | files,
    first_directory=st.none() | files,
    script=st.none() | files,
    path=tuples(files),
    main=st.none() | modules,
    modules=st.dictionaries(words, modules, **few),
    meta_path=tuples(
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
    lookups=st.dictionaries(words, tuples(looked), **few),
    failures=tuples(
        st.builds(
            facts.Failure,
            name=words,
            message=st.sampled_from(MESSAGES),
            missing=st.none() | words,
            asker=frames,
            frames=tuples(frames),
        )
    ),
    changes=tuples(
        st.builds(
            facts.Change,
            what=st.sampled_from(["put", "main-replaced", "main-emptied", "path"]),
            name=words,
            by=tuples(frames),
        )
    ),
    replaced=st.dictionaries(words, st.none() | files, **few),
    written=tuples(
        st.builds(
            facts.Written,
            what=st.sampled_from(["sys.modules", "__path__", "sys.path", "class", "reset"]),
            name=words,
            file=files,
        )
    ),
    path_lines=tuples(
        st.builds(
            facts.PathLine, file=files, why=st.sampled_from(["raises", "skipped"]), text=files
        )
    ),
    bytecode=tuples(
        st.builds(facts.Bytecode, module=words, names=sets(words), source_names=sets(words))
    ),
    packages=tuples(
        st.builds(
            facts.Package,
            name=words,
            version=words,
            root=files,
            requires=tuples(words),
            files=sets(files),
        )
    ),
    threads=tuples(st.builds(facts.Thread, frames=tuples(frames), waits_for=st.none() | words)),
    environments=tuples(st.builds(facts.Environment, folder=files, modules=sets(words))),
    in_folders=st.dictionaries(files, sets(words), **few),
    owners=st.dictionaries(files, owners.filter(bool), **few),
    definers=st.dictionaries(words, tuples(files), **few),
    near_names=st.dictionaries(words, tuples(words), **few),
    lies_in=st.dictionaries(words, tuples(files).filter(bool), **few),
    homes=st.dictionaries(words, tuples(words), **few),
    loaded=sets(words),
    library_names=sets(words),
    watched=st.booleans(),
)


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


def test_what_a_rule_does_to_the_disk_is_heard(touches):
    """The test above would notice a rule that reads, looks or imports."""

    def act():
        os.stat("/")  # noqa: PTH116 - it is this function that is listened to
        with open(__file__):  # noqa: PTH123 - as above
            pass
        __import__("thence.doctor.pages")

    _, touched = touches.of(act)

    assert {"stat", "open"} <= set(touched)
