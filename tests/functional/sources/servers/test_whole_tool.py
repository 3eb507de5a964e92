"""One tool out of each store: what looks at its modules says what it says of those on disk."""

from __future__ import annotations

import every_store
import pytest

FILES = {
    "tool/__init__.py": b'"""A tool."""\nfrom . import part\nfrom .part import Point\n',
    "tool/part.py": (
        b"class Point:\n    x = 1\n\n\ndef double(number):\n    '''Twice.\n\n    >>> double(2)\n"
        b"    4\n    '''\n    return number * 2\n\n\ndef fail():\n"
        b"    raise RuntimeError('on purpose')\n"
    ),
    "tool/__main__.py": b"import sys\nprint('main', sys.argv[1:], __spec__.name, __package__)\n",
    "tool/deep/__init__.py": b"",
    "tool/deep/er.py": b"from ..part import double\nfrom .. import part as other\n",
    "tool/data/words.txt": b"some words\n",
    "space/one.py": b"name = __name__\n",
    "tool-1.2.dist-info/METADATA": b"Metadata-Version: 2.1\nName: tool\nVersion: 1.2\n",
    "tool-1.2.dist-info/entry_points.txt": b"[tool.plugins]\nmain = tool.part:double\n",
    "tool-1.2.dist-info/RECORD": b"tool/__init__.py,,\ntool/part.py,,\n",
}
FROM_STORE = """
import sys, thence
from thence.sources import Sources
{begin}
thence.install(sources=Sources([{allow}], lock={lock}, trust_first_use=True))
sys.path.append({entry!r})
"""
LOOK = """
import doctest, importlib, inspect, io, linecache, multiprocessing, pickle, pkgutil, pydoc
import runpy, traceback, unittest

def work(number):
    return tool.part.double(number)

import tool, tool.deep.er

def look():
    print(tool.deep.er.double(2), tool.deep.er.other is tool.part)
    print(tool.__name__, tool.__package__, tool.__doc__, tool.__spec__.parent, len(tool.__path__))
    print(inspect.getsource(tool.part.fail), inspect.getsourcelines(tool.part.Point)[1])
    print(inspect.getsourcefile(tool.part) == tool.part.__file__, inspect.getmodule(tool.Point))
    print(linecache.getline(tool.part.__file__, 1, vars(tool.part)))
    try:
        tool.part.fail()
    except RuntimeError:
        print(traceback.format_exc().splitlines()[-2])
    print(doctest.testmod(tool.part), "Twice." in pydoc.render_doc(tool.part.double))
    print(pickle.loads(pickle.dumps(tool.Point())).x)
    print(pickle.loads(pickle.dumps(tool.part.double))(3))
    print(runpy.run_module("tool.deep.er")["double"](4))
    sys.argv[1:] = ["-x"]
    runpy.run_module("tool", run_name="__main__", alter_sys=True)
    print(importlib.reload(tool.part).double(5), importlib.util.find_spec("tool.absent"))
    print(pkgutil.get_data("tool", "data/words.txt"))
    print(importlib.resources.files("tool").joinpath("data", "words.txt").read_text())
    with importlib.resources.as_file(importlib.resources.files("tool") / "data/words.txt") as file:
        print(file.read_text())
    for method in ("spawn", "fork"):
        with multiprocessing.get_context(method).Pool(1) as pool:
            print(method, pool.map(work, [6, 7]))

def look_around():
    import space.one
    print(space.one.name)
    print(sorted(each.name for each in pkgutil.iter_modules(tool.__path__, "tool.")))
    print(sorted(each.name for each in pkgutil.walk_packages(sys.path[-1:])))
    print(sorted(each.name for each in importlib.resources.files("tool").iterdir()
                 if each.name != "__pycache__"))
    print(importlib.metadata.version("tool"))
    print([str(file) for file in importlib.metadata.files("tool")])
    point, = importlib.metadata.entry_points(group="tool.plugins")
    print(point.load() is tool.part.double)

if __name__ == "__main__":
    import importlib.metadata, importlib.resources, importlib.util
    look()
    if {lists}:
        look_around()
"""


@pytest.fixture(params=every_store.STORES)
def store(request):
    try:
        context = every_store.filled(request.param, FILES)
        found = context.__enter__()
    except (ImportError, LookupError) as error:
        pytest.skip(f"SKIPPED: {request.param}: {error}: NOT TESTED")
    yield found
    context.__exit__(None, None, None)


@pytest.mark.filterwarnings("ignore")
def test_what_looks_at_it_sees_what_it_sees_on_disk(store, place):
    look = LOOK.replace("{lists}", str(store.lists))
    place.environment.update(store.environment)
    lock = None if store.is_local else "thence.lock"
    every_store.write_tree(FILES, place.folder / "disk")

    found = place.python(
        FROM_STORE.format(begin=store.begin, allow=store.allow, entry=store.entry, lock=repr(lock))
        + look
    )
    on_disk = place.python(f"import sys\nsys.path.append({str(place.folder / 'disk')!r})\n{look}")

    assert on_disk.returncode == 0, on_disk.stderr
    assert found.stdout.replace(store.entry, "...") == on_disk.stdout.replace(
        str(place.folder / "disk"), "..."
    ), found.stderr
    assert found.returncode == 0, found.stderr


def test_it_is_run_by_its_name(store, place):
    """Not of those stores that a program has to make."""
    if store.begin:
        pytest.skip("its program makes this store: nobody can name it on a command line")
    place.environment.update(store.environment)
    where = ("--source", store.entry, *(() if store.is_local else ("--trust-first-use",)))

    ended = place.thence("run", *where, "-m", "tool", "-x")

    assert ended.stdout == "main ['-x'] tool.__main__ tool\n", ended.stderr
