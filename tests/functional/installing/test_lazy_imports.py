"""Programs whose imports are lazy (PEP 810), with thence in force."""

from __future__ import annotations

import sys

import pytest

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 15), reason="lazy imports came with Python 3.15"
)

PROGRAM = """
    import boot
    import sys
    lazy import package.inner
    from package import other
    import json.tool as tool
    boot  # it may be lazy itself
    print(sorted(name for name in sys.modules if name.startswith(("package", "json"))))
    print(package.inner.name, other.name, tool.__spec__.name)
    print(sorted(name for name in sys.modules if name.startswith(("package", "json"))))
    print(sorted(name for name in sys.lazy_modules if name.startswith("package")))
    lazy from package import missing
    missing
"""


@pytest.fixture(autouse=True)
def package(programs):
    programs.write("package/__init__.py")
    programs.write("package/inner.py", "name = __name__")
    programs.write("package/other.py", "name = __name__")


@pytest.mark.parametrize("mode", ["normal", "all"])
def test_they_are_resolved_as_ever(programs, mode):
    ours, theirs = programs.both(PROGRAM, "-X", f"lazy_imports={mode}")

    assert ours == theirs
    assert "lazy import of 'package.missing'" in ours


def test_thence_is_installed_in_a_program_that_made_all_imports_lazy(programs):
    text = """
        import sys
        sys.set_lazy_imports("all")
        import thence
        import package.inner, json
        with thence.install():
            print(type(package.inner.__loader__).__mro__[1].__module__)
            print(sys.get_lazy_imports(), json.loads("[1]"))
    """

    assert programs.output(text) == "thence._engine.loaders.source\nall [1]\n"


@pytest.mark.parametrize("mode", ["normal", "all"])
def test_a_private_system_in_such_a_program(programs, mode):
    text = f"""
        import sys
        sys.set_lazy_imports({mode!r})
        import thence
        system = thence.ImportSystem(path=[sys.path[0]])
        user = system.import_module("user")
        print("package" in system.modules, user.use(), "package" in sys.modules)
    """
    programs.write("user.py", "lazy from package import inner\ndef use(): return inner.name")

    assert programs.output(text) == "False package.inner False\n"
