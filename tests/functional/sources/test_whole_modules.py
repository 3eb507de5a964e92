"""What comes from a source behaves as if it lay on disk."""

from __future__ import annotations

import sys
import sysconfig
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from textwrap import dedent

import pytest

TOOL = {
    "tool/__init__.py": "from . import part\nclass Point:\n    x = 1\n",
    "tool/part.py": "def fail():\n    raise RuntimeError('on purpose')\n",
    "tool/__main__.py": """
        import sys, tool
        print(sys.argv[1:], __spec__.name, __file__)
        """,
    "tool/deep/__init__.py": "",
    "tool/deep/er.py": "from ..part import fail",
    "tool/data/table.csv": "a,b",
    "space/one.py": "name = __name__",
    "space/words.txt": "from the archive",
    "tool-1.2.dist-info/METADATA": (
        "Metadata-Version: 2.1\nName: tool\nVersion: 1.2\nRequires-Dist: other\n"
    ),
    "tool-1.2.dist-info/entry_points.txt": "[tool.plugins]\nmain = tool.part:fail\n",
}
BEGIN = """
import sys, thence
from thence.sources import Sources, MemorySource
handle = thence.install(sources=Sources(["tool.whl"]))
sys.path.append(__file__.replace("program.py", "tool.whl"))
"""


def record_of(files) -> str:
    """The RECORD of a wheel."""
    rows = []
    for name, text in files.items():
        digest = urlsafe_b64encode(sha256(dedent(text).encode()).digest()).decode().rstrip("=")
        rows.append(f"{name},sha256={digest},{len(text)}\n")
    return "".join([*rows, "tool-1.2.dist-info/RECORD,,\n"])


@pytest.fixture
def tool(place):
    place.archive("tool.whl", {**TOOL, "tool-1.2.dist-info/RECORD": record_of(TOOL)})
    return place


def test_sources_and_lines_are_found(tool):
    printed = tool.output(f"""{BEGIN}
import inspect, linecache, traceback, tool.deep.er
print(inspect.getsource(tool.part.fail))
print(inspect.getsourcefile(tool.Point) == tool.__file__)
print(linecache.getline(tool.part.__file__, 2, vars(tool.part)).strip())
try:
    tool.deep.er.fail()
except RuntimeError:
    print(traceback.format_exc().count("raise RuntimeError('on purpose')"))
""")

    assert printed.splitlines() == [
        "def fail():",
        "    raise RuntimeError('on purpose')",
        "",
        "True",
        "raise RuntimeError('on purpose')",
        "1",
    ]


def test_an_uncaught_error_shows_its_line(tool):
    ended = tool.python(f"{BEGIN}\nimport tool\ntool.part.fail()\n")

    assert 'tool.whl/tool/part.py", line 2, in fail' in ended.stderr
    if sys.version_info >= (3, 13):  # before, the interpreter looks for lines in files only
        assert "    raise RuntimeError('on purpose')" in ended.stderr


def test_resources_are_read(tool):
    printed = tool.output(f"""{BEGIN}
import pkgutil, tool
from importlib import resources
files = resources.files("tool")
print(sorted(each.name for each in files.iterdir()))
print(files.joinpath("data", "table.csv").read_text(), (files / "data").is_dir())
with resources.as_file(files / "data" / "table.csv") as path:
    print(path.read_text())
print(pkgutil.get_data("tool", "data/table.csv"))
""")

    assert printed.splitlines() == [
        "['__init__.py', '__main__.py', 'data', 'deep', 'part.py']",
        "a,b True",
        "a,b",
        "b'a,b'",
    ]


def test_distributions_are_known(tool):
    printed = tool.output(f"""{BEGIN}
from importlib import metadata
print(metadata.version("tool"), metadata.requires("Tool"))
point, = metadata.entry_points(group="tool.plugins")
print(point.load().__module__)
print(str(metadata.files("tool")[0]))
try:
    metadata.version("absent")
except metadata.PackageNotFoundError:
    print("absent")
""")

    assert printed.splitlines() == [
        "1.2 ['other']",
        "tool.part",
        "tool/__init__.py",
        "absent",
    ]


def test_modules_are_listed(tool):
    printed = tool.output(f"""{BEGIN}
import pkgutil, tool
print([each.name for each in pkgutil.iter_modules(sys.path[-1:])])
print([(each.name, each.ispkg) for each in pkgutil.iter_modules(tool.__path__, "tool.")])
""")

    assert printed.splitlines() == [
        "['tool']",
        "[('tool.__main__', False), ('tool.deep', True), ('tool.part', False)]",
    ]


def test_runpy_runs_modules_and_archives(tool):
    tool.archive("tool.whl", {**TOOL, "__main__.py": "print('top', __name__)\n"})

    printed = tool.output(f"""{BEGIN}
import runpy
runpy.run_module("tool", run_name="__main__")
runpy.run_path(sys.path[-1], run_name="__main__")
""")

    assert printed.splitlines()[0].startswith("[] tool.__main__ ")
    assert printed.splitlines()[1] == "top __main__"


def test_objects_are_pickled_by_name(tool):
    printed = tool.output(f"""{BEGIN}
import pickle, tool
print(pickle.loads(pickle.dumps(tool.Point())).x, pickle.loads(pickle.dumps(tool.part.fail)))
""")

    assert printed.startswith("1 <function fail at")


def test_a_namespace_package_lies_in_a_folder_an_archive_and_memory(tool):
    tool.write("lib/space/two.py", "name = __name__")
    tool.write("lib/space/data.txt", "from the folder")

    printed = tool.output(f"""{BEGIN}
memory = MemorySource("memory:third", {{"space/three.py": "name = __name__"}})
handle.uninstall()
thence.install(sources=Sources(["tool.whl", memory]))
sys.path += ["lib", "memory:third"]
import space.one, space.two, space.three
print(space.one.name, space.two.name, space.three.name, len(space.__path__))
from importlib import resources
files = resources.files("space")
print(sorted(each.name for each in files.iterdir() if each.name != "__pycache__"))
print((files / "words.txt").read_text(), (files / "data.txt").read_text())
""")

    assert printed.splitlines() == [
        "space.one space.two space.three 3",
        "['data.txt', 'one.py', 'three.py', 'two.py', 'words.txt']",
        "from the archive from the folder",
    ]


def test_reload_notices_a_changed_source(tool):
    printed = tool.output(f"""{BEGIN}
import importlib
files = {{"module.py": "value = 1"}}
handle.uninstall()
thence.install(sources=Sources([MemorySource("memory:m", files)]))
sys.path.append("memory:m")
import module
files["module.py"] = "value = 2"
print(module.value, importlib.reload(module).value)
files["new.py"] = "value = 3"
importlib.invalidate_caches()
import new
print(new.value)
""")

    assert printed.splitlines() == ["1 2", "3"]


def some_extension() -> Path:
    """A shared library of the standard library's that needs nothing else."""
    place = Path(sysconfig.get_path("stdlib"), "lib-dynload")
    found = list(place.glob(f"_queue*{sysconfig.get_config_var('EXT_SUFFIX')}"))
    if not found:
        pytest.skip("this Python has no shared library _queue: extension modules NOT TESTED")
    return found[0]


def test_an_extension_module_is_unpacked_and_loaded(place):
    library = some_extension()
    files = {"native/__init__.py": "", f"native/{library.name}": library.read_bytes()}
    place.archive("tool.whl", files)
    place.pin_archive("tool.whl")

    program = BEGIN.replace('["tool.whl"]', '["tool.whl"], lock="thence.lock"')
    printed = place.output(f"""{program}
from native import _queue
queue = _queue.SimpleQueue()
queue.put(2)
print(queue.get(), _queue.__spec__.origin.endswith({library.name!r}))
print(_queue.__file__)
""")

    values, file = printed.splitlines()
    assert values == "2 True"
    assert file.startswith(str(place.folder / "cache"))
    assert Path(file).read_bytes() == library.read_bytes()


def test_an_extension_module_with_another_hash_is_never_written(place):
    library = some_extension()
    name = f"native/{library.name}"
    place.archive("tool.whl", {name: library.read_bytes()})
    place.pin_archive("tool.whl")
    place.thence("cache", "prune")
    place.archive("tool.whl", {name: library.read_bytes() + b"evil"})

    program = BEGIN.replace('["tool.whl"]', '["tool.whl"], lock="thence.lock"')
    ended = place.python(f"{program}\nimport native._queue\n")

    assert "WrongHashError" in ended.stderr
    assert not list((place.folder / "cache").rglob("*.so"))


def test_what_is_served_from_the_cache_loads_nothing_else(tool):
    """What thence needs for itself is not the program's business."""
    tool.pin_archive("tool.whl")
    program = """
        import sys
        before = set(sys.modules)
        sys.path.insert(0, {place!r})
        import thence
        from thence.sources import Sources
        thence.install(sources=Sources(["tool.whl"], lock="thence.lock"))
        sys.path.append({archive!r})
        import tool.deep.er
        print(sorted(each for each in set(sys.modules) - before
                     if not each.startswith(("thence", "tool"))))
        """
    text = program.format(place=tool.thence_folder, archive=str(tool.folder / "tool.whl"))
    tool.python(text, "-S", "-I")

    ended = tool.python(text, "-S", "-I")

    assert ended.stdout == "[]\n", ended.stderr


def test_metadata_in_an_archive_is_what_the_lock_says(tool):
    """importlib.metadata would open the archive itself, and compare nothing."""
    tool.pin_archive("tool.whl")
    point = "[tool.plugins]\nmain = os:abort\n"
    tool.archive("tool.whl", {**TOOL, "tool-1.2.dist-info/entry_points.txt": point})

    printed = tool.output(f"""{BEGIN.replace('["tool.whl"]', '["tool.whl"], lock="thence.lock"')}
from importlib import metadata
print([each.metadata["Name"] for each in metadata.distributions(name="tool")])
print([each.value for each in metadata.entry_points(group="tool.plugins")])
handle.uninstall()
print([each.value for each in metadata.entry_points(group="tool.plugins")])
""")

    assert printed.splitlines() == ["['tool']", "['tool.part:fail']", "['os:abort']"]


def test_sources_that_were_used_twice_leave_metadata_as_it_was(tool):
    printed = tool.output("""
import sys, thence
from thence.sources import Sources
from thence.machinery import PathFinder
plain = vars(PathFinder)["find_distributions"].__func__
first = thence.install(sources=Sources(["tool.whl"]))
system = thence.ImportSystem(sources=Sources(["tool.whl"]))
first.uninstall()
second = thence.install(sources=Sources(["tool.whl"]))
second.uninstall()
print(vars(PathFinder)["find_distributions"].__func__ is plain)
""")

    assert printed == "True\n"
