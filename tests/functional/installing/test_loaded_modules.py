"""Modules go on working when the import system changes under them."""

from __future__ import annotations

import pytest

WHEN = pytest.mark.parametrize("when", ["before", "meanwhile"])


READING = """
import importlib.resources
print(importlib.resources.files(package).joinpath("data.txt").read_text())
"""


def loading(statement, when):
    """A program's beginning: a statement is executed before thence came, or while it was there."""
    if when == "before":
        return f"{statement}\nimport thence\ninstallation = thence.install()\n"
    return f"import thence\nwith thence.install():\n    {statement}\n"


@WHEN
def test_reload(programs, when):
    programs.write("wanted.py", "import itertools\ncounter = globals().get('counter', 0) + 1")

    output = programs.output(
        loading("import wanted", when)
        + "import importlib\nprint(importlib.reload(wanted) is wanted, wanted.counter)"
    )

    assert output == "True 2\n"


@WHEN
def test_the_source_is_found(programs, when):
    programs.write("wanted.py", "def function():\n    return 42\n")

    output = programs.output(
        loading("import wanted", when)
        + "import inspect\nprint(inspect.getsource(wanted.function), inspect.getfile(wanted))"
    )

    assert output == f"def function():\n    return 42\n {programs.folder / 'wanted.py'}\n"


@WHEN
def test_resources_are_read(programs, when):
    programs.write("package/__init__.py")
    programs.write("package/data.txt", "forty-two")

    output = programs.output(loading("import package", when) + READING)

    assert output == "forty-two\n"


@WHEN
def test_resources_of_a_namespace_package_are_read(programs, when):
    programs.write("package/data.txt", "forty-two")

    output = programs.output(loading("import package", when) + READING)

    assert output == "forty-two\n"


@WHEN
def test_instances_of_their_classes_are_pickled(programs, when):
    programs.write("wanted.py", "class Thing:\n    pass\n")

    output = programs.output(
        loading("import wanted", when)
        + "import pickle\nprint(type(pickle.loads(pickle.dumps(wanted.Thing()))) is wanted.Thing)"
    )

    assert output == "True\n"


@WHEN
def test_loaders_and_specs_are_pickled(programs, when):
    programs.write("wanted.py")

    output = programs.output(
        loading("import wanted", when)
        + """
import pickle
loader = pickle.loads(pickle.dumps(wanted.__loader__))
spec = pickle.loads(pickle.dumps(wanted.__spec__))
print(loader == wanted.__loader__, spec == wanted.__spec__, type(loader).__module__)
"""
    )

    assert output == "True True _frozen_importlib_external\n"


def test_a_loader_pickled_under_thence_is_read_without_it(programs):
    programs.write("wanted.py")

    output = programs.output(
        """
        import pickle
        import thence
        import wanted

        with thence.install():
            data = pickle.dumps(wanted.__loader__)
        print(b"thence" in data, pickle.loads(data) == wanted.__loader__)
        """
    )

    assert output == "False True\n"


@WHEN
def test_submodules_are_imported_on_first_use(programs, when):
    programs.write(
        "package/__init__.py",
        """
        def __getattr__(name):
            import importlib
            return importlib.import_module(f"{__name__}.{name}")
        """,
    )
    programs.write("package/late.py", "answer = 42")

    output = programs.output(loading("import package", when) + "print(package.late.answer)")

    assert output == "42\n"


@WHEN
def test_a_namespace_package_finds_new_portions(programs, when):
    programs.write("left/space/one.py")
    programs.write("right/space/two.py")

    output = programs.output(
        "import sys\nsys.path.append('left')\n"
        + loading("import space", when)
        + "sys.path.append('right')\nimport space.two\nprint(len(space.__path__))"
    )

    assert output == "2\n"


@WHEN
def test_the_repr_of_modules_stays(programs, when):
    programs.write("wanted.py")
    programs.write("space/one.py")
    code = "import wanted, space, sys, zipimport"
    shown = "print(wanted, space, sys, zipimport, wanted.__spec__, wanted.__loader__)"

    ours = programs.output(loading(code, when) + shown)

    theirs = programs.output(f"{code}\n{shown}")
    assert hidden_address(ours) == hidden_address(theirs)


def hidden_address(text):
    return text.partition(" at 0x")[0]


def test_a_process_with_hundreds_of_modules_is_taken_over(programs):
    names = [f"module_{number}" for number in range(300)]
    for name in names:
        programs.write(f"many/{name}.py")

    output = programs.output(
        f"""
        import importlib, importlib.machinery
        modules = [importlib.import_module(f"many.{{name}}") for name in {names!r}]
        import thence, thence.machinery

        with thence.install():
            print({{type(each.__spec__) for each in modules}} == {{thence.machinery.ModuleSpec}})
            print(all(importlib.reload(each) is each for each in modules))
        print({{type(each.__spec__) for each in modules}} == {{importlib.machinery.ModuleSpec}})
        """
    )

    assert output == "True\nTrue\nTrue\n"


LAZY = """
import importlib.util, sys

def lazily(name):
    spec = importlib.util.find_spec(name)
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
"""


def test_taking_over_and_giving_back_do_not_execute_lazy_modules(programs):
    programs.write("wanted.py", "print('executed')\nanswer = 42")

    output = programs.output(
        LAZY
        + """
import thence
wanted = lazily("wanted")
with thence.install():
    print("in force")
print("undone")
print(wanted.answer)
"""
    )

    assert output == "in force\nundone\nexecuted\n42\n"


def test_a_lazy_module_made_before_is_executed_meanwhile(programs):
    programs.write("wanted.py", "answer = 42")

    output = programs.output(
        LAZY
        + "import thence\nwanted = lazily('wanted')\nwith thence.install():\n"
        + "    print(wanted.answer, type(wanted).__name__)\n"
    )

    assert output == "42 module\n"


def test_a_lazy_module_made_meanwhile_is_executed_afterwards(programs):
    programs.write("wanted.py", "answer = 42")

    output = programs.output(
        LAZY
        + "import thence\nwith thence.install():\n    wanted = lazily('wanted')\n"
        + "print(wanted.answer, type(wanted).__name__)\n"
    )

    assert output == "42 module\n"


def test_what_a_module_makes_up_in_getattr_is_not_asked_for(programs):
    programs.write(
        "wanted.py",
        """
        def __getattr__(name):
            print("asked for", name)
            raise AttributeError(name)

        del __spec__, __loader__
        """,
    )

    output = programs.output(
        """
        import wanted
        import thence
        thence.install().uninstall()
        """
    )

    assert output == ""


def test_what_is_no_module_in_the_cache_is_left_alone(programs):
    output = programs.output(
        """
        import sys

        class Touchy:
            def __getattribute__(self, name):
                raise RuntimeError(name)

        sys.modules["touchy"] = Touchy()
        sys.modules["forbidden"] = None
        import thence
        thence.install().uninstall()
        print(sys.modules["forbidden"])
        """
    )

    assert output == "None\n"
