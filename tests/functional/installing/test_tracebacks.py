"""Failing imports look as they always did, to the byte; so do warnings."""

from __future__ import annotations

import sys
from typing import Any

import pytest

FAILING = {
    "absent module": "import absent_module",
    "absent submodule": "import package.absent",
    "absent name": "from package import absent",
    "no package": "import plain.child",
    "error in a module": "import failing",
    "error in a submodule": "import package.failing",
    "error two modules down": "import importing_failing",
    "wrong syntax": "import wrong",
    "wrong syntax in a submodule": "from package import wrong",
    "wrong indentation": "import indented",
    "wrong encoding": "import encoded",
    "null bytes": "import null",
    "circular import": "import circle",
    "circular import of an attribute": "import package.circle_a",
    "forbidden": "import sys; sys.modules['forbidden'] = None; import forbidden",
    "beyond the top": "import package.beyond",
    "relative outside of packages": "from . import something",
    "reload of nothing": "import importlib, types; importlib.reload(types.ModuleType('x'))",
    "find_spec": "import importlib.util; importlib.util.find_spec('plain.child')",
    "__import__": "__import__('package.absent', fromlist=['x'])",
    "__import__ without a name": "__import__('')",
    "__import__ of a number": "__import__(3)",
    "chained": "try:\n    import absent_module\nexcept ImportError:\n    import failing",
    "interrupted": "import interrupted",
    "exit": "import leaving",
    "a loader without create_module": "import hooks; hooks.odd_loader(); import anything",
    "an extension that is none": "import extension",
    "bytecode that is none": "import nobytecode",
    "truncated bytecode": "import cutshort",
    "group": "import grouped",
    "error in an import hook of the builtins": (
        "import builtins\ndef f(*a): raise ImportError('no')\nbuiltins.__import__ = f\nimport x"
    ),
    "pickle": "import pickle; pickle.loads(b'cabsent_module\\nname\\n.')",
    "runpy": "import runpy; runpy.run_module('failing')",
    "all": "from all_wrong import *",
    "all of a package": "from package_all_wrong import *",
}

# The interpreter cuts its import system's frames from the tracebacks of import statements that
# fail because of a module.  Here it leaves them.
SHOWING_IMPORTLIB = {
    "import_module": "import importlib; importlib.import_module('failing')",
    "import_module of nothing": "import importlib; importlib.import_module('absent.one')",
    "reload": "import importlib, plain; plain.fail = True; importlib.reload(plain)",
    "a finder that raises": "import hooks; hooks.finder(); import anything",
    "a loader that raises": "import hooks; hooks.loader(); import anything",
    "a lazy module": (
        "import importlib.util as u\ns = u.find_spec('failing')\n"
        "l = u.LazyLoader(s.loader)\ns.loader = l\nm = u.module_from_spec(s)\n"
        "l.exec_module(m)\nm.anything"
    ),
}

TREE = {
    "plain.py": "fail = globals().get('fail')\nif fail:\n    raise RuntimeError('again')\n",
    "failing.py": "def fail():\n    raise LookupError('wrong')\n\nfail()\n",
    "importing_failing.py": "import failing\n",
    "wrong.py": "def f(:\n    pass\n",
    "indented.py": "if True:\npass\n",
    "interrupted.py": "raise KeyboardInterrupt\n",
    "leaving.py": "import sys\nsys.exit('leaving')\n",
    "grouped.py": "raise ExceptionGroup('several', [ValueError(1), ImportError('no')])\n",
    "circle.py": "from circle_back import name\n",
    "circle_back.py": "from circle import other\n",
    "all_wrong.py": "__all__ = ['absent']\n",
    "package_all_wrong/__init__.py": "__all__ = ['absent']\n",
    "package/__init__.py": "",
    "package/failing.py": "1 / 0\n",
    "package/wrong.py": "x = = 1\n",
    "package/beyond.py": "from ... import something\n",
    "package/circle_a.py": "import package.circle_b\n",
    "package/circle_b.py": "import package.circle_a\npackage.circle_a.name\n",
    "hooks.py": """
        import importlib.machinery
        import sys

        class Finder:
            def __init__(self, loader=None):
                self.loader = loader
            def find_spec(self, fullname, path, target=None):
                if self.loader is None:
                    raise LookupError("the finder")
                return importlib.machinery.ModuleSpec(fullname, self.loader)

        class Loader:
            def create_module(self, spec):
                return None
            def exec_module(self, module):
                raise LookupError("the loader")

        class OddLoader:
            def exec_module(self, module):
                pass

        def finder():
            sys.meta_path.insert(0, Finder())
        def loader():
            sys.meta_path.insert(0, Finder(Loader()))
        def odd_loader():
            sys.meta_path.insert(0, Finder(OddLoader()))
        """,
}


@pytest.fixture
def tree(programs):
    """Modules that fail, each in its way."""
    for name, text in TREE.items():
        programs.write(name, text)
    (programs.folder / "encoded.py").write_bytes(b"# coding: utf-8\nx = '\xff'\n")
    (programs.folder / "null.py").write_bytes(b"x = '\0'\n")
    (programs.folder / "nobytecode.pyc").write_bytes(b"this is no bytecode at all")
    (programs.folder / "cutshort.pyc").write_bytes(b"")
    suffix = ".abi3.so"
    (programs.folder / f"extension{suffix}").write_bytes(b"no library")


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("statement", FAILING.values(), ids=FAILING)
def test_a_failing_import_looks_the_same(programs, statement):
    ours, theirs = programs.both(f"import boot\n{statement}\n")

    assert ours == theirs
    assert ours


def without_importlib(traceback):
    """The lines of a traceback that do not stand for a frame of the import system."""
    return [line for line in traceback.splitlines() if "<frozen importlib" not in line]


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("statement", SHOWING_IMPORTLIB.values(), ids=SHOWING_IMPORTLIB)
def test_where_frames_of_the_import_system_are_shown_all_others_are_the_same(programs, statement):
    """Those of the import system have the interpreter's file names, in the same place."""
    ours, theirs = programs.both(f"import boot\n{statement}\n")

    assert without_importlib(ours) == without_importlib(theirs)
    assert "<frozen importlib" in ours
    assert "thence" not in ours


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("statement", [FAILING["error in a module"], FAILING["circular import"]])
def test_a_failing_import_shows_all_frames_when_asked_to(programs, statement):
    """Under ``-v`` the interpreter keeps the frames of the import system, whosever they are."""
    ended = programs.start(f"import boot\n{statement}\n", "-v")

    assert "<frozen importlib._bootstrap>" in ended.stderr
    assert ended.returncode == 1


def before_3_15(statement: str) -> Any:
    gone = sys.version_info >= (3, 15)
    return pytest.param(
        statement, marks=pytest.mark.skipif(gone, reason="no load_module any more")
    )


def at_fault(statement: str, reason: str) -> Any:
    return pytest.param(statement, marks=pytest.mark.xfail(reason=reason, strict=True))


WARNING = {
    "in a module": "import warning",
    "in a submodule": "import warning_package.inner",
    "of the caller": "import warning_its_caller",
    "of an empty meta path": (
        "import sys, importlib\nsys.meta_path.clear()\n"
        "try:\n    import absent_module\nexcept ImportError:\n    pass"
    ),
    "of empty path hooks": (
        "import sys\nsys.path_hooks.clear()\nsys.path_importer_cache.clear()\n"
        "try:\n    import absent_module\nexcept ImportError:\n    pass"
    ),
    "of a package that contradicts its spec": (
        "import package.inner\n__package__ = 'package'\n"
        "__spec__ = package.inner.__spec__.__class__('other.x', None)\nfrom . import inner"
    ),
    "of no package": (
        "__package__ = None\ntry:\n    from . import x\nexcept ImportError:\n    pass"
    ),
    "of load_module": before_3_15(
        "import package.inner\npackage.inner.__loader__.load_module('package.inner')"
    ),
    "of a loader of old": before_3_15("import old_loader\nimport by_old_loader"),
    "of a parent that refuses": "import refusing.inner",
    "of debug_override": at_fault(
        "import importlib.util as u\nu.cache_from_source('x.py', True)",
        "it comes from importlib's own line, not from the caller's",
    ),
}

WARNING_TREE = {
    "warning.py": "import warnings\nwarnings.warn('this module is old', DeprecationWarning)\n",
    "warning_its_caller.py": "import warnings\nwarnings.warn('old', DeprecationWarning, 2)\n",
    "warning_package/__init__.py": "",
    "warning_package/inner.py": "import warnings\nwarnings.warn('old', UserWarning, 2)\n",
    "package/__init__.py": "",
    "package/inner.py": "",
    "refusing/__init__.py": """
        import sys

        class Refusing(type(sys)):
            def __setattr__(self, name, value):
                if name == "inner":
                    raise AttributeError(name)
                super().__setattr__(name, value)

        sys.modules[__name__].__class__ = Refusing
        """,
    "refusing/inner.py": "",
    "old_loader.py": """
        import importlib.machinery
        import sys
        import types

        class Loader:
            def load_module(self, fullname):
                return sys.modules.setdefault(fullname, types.ModuleType(fullname))

        class Finder:
            def find_spec(self, fullname, path, target=None):
                if fullname == "by_old_loader":
                    return importlib.machinery.ModuleSpec(fullname, Loader())

        sys.meta_path.append(Finder())
        """,
}


@pytest.fixture
def warning_tree(programs):
    """Modules that earn warnings."""
    for name, text in WARNING_TREE.items():
        programs.write(name, text)


@pytest.mark.usefixtures("warning_tree")
@pytest.mark.parametrize("statement", WARNING.values(), ids=WARNING)
def test_a_warning_names_the_same_file_and_line(programs, statement):
    ours, theirs = programs.both(
        f"import boot\n{statement}\n", "-Wdefault", "-Wdefault::ImportWarning"
    )

    assert ours == theirs
    assert "Warning" in ours


@pytest.mark.usefixtures("warning_tree")
@pytest.mark.parametrize("module", ["warning", "warning_its_caller", "program"])
def test_a_filter_by_module_meets_the_same_warnings(programs, module):
    text = f"""
        import boot
        import warnings
        warnings.filterwarnings("error", module={module!r})
        import warning_its_caller, warning
        """

    ours, theirs = programs.both(text, "-Wdefault")

    assert ours == theirs


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12")
@pytest.mark.parametrize(
    "statement",
    [
        "sys.meta_path.append(Old())",
        "sys.path_hooks.insert(0, lambda entry: Old())\nsys.path_importer_cache.clear()",
    ],
    ids=["meta path finder", "path entry finder"],
)
def test_the_warnings_of_finders_of_old_are_the_same(programs, statement):
    text = f"""if True:
        import boot
        import sys
        import json

        class Old:
            def find_module(self, fullname, path=None):
                return None

        {statement.replace(chr(10), chr(10) + " " * 8)}
        try:
            import absent_module
        except ImportError:
            pass
        """

    ours, theirs = programs.both(text, "-Wdefault", "-Wdefault::ImportWarning")

    assert ours == theirs
    assert "falling back" in ours
