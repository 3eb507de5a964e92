"""Several systems in one process."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import thence


def test_modules_of_one_name_have_different_content(system_of):
    one = system_of({"config.py": "value = 1"}, "one")
    two = system_of({"config.py": "value = 2"}, "two")

    values = [each.import_module("config").value for each in (one, two)]

    assert values == [1, 2]
    assert "config" not in sys.modules


def test_import_statements_inside_go_to_the_system_that_loaded_the_code(system_of):
    code = "import config\nfrom package import config as inner\nvalue = config.value, inner.value"
    files = {"user.py": code, "package/__init__.py": ""}
    systems = [
        system_of(
            {
                **files,
                "config.py": f"value = {number}",
                "package/config.py": f"value = -{number}",
            },
            f"tree{number}",
        )
        for number in (1, 2, 3)
    ]

    values = [each.import_module("user").value for each in systems]

    assert values == [(1, -1), (2, -2), (3, -3)]


def test_functions_that_import_later_stay_with_their_system(system_of):
    files = {"user.py": "def late():\n    import config\n    return config.value"}
    one = system_of({**files, "config.py": "value = 1"}, "one")
    two = system_of({**files, "config.py": "value = 2"}, "two")
    late_one, late_two = (each.import_module("user").late for each in (one, two))

    values = [late_two(), late_one()]

    assert values == [2, 1]


def test_functions_called_from_another_systems_code_stay_with_their_own(system_of):
    one = system_of(
        {
            "lib.py": "def late():\n    import config\n    return config.value",
            "config.py": "value = 1",
        },
        "one",
    )
    two = system_of({"user.py": "def call(f):\n    return f()", "config.py": "value = 2"}, "two")
    late, call = one.import_module("lib").late, two.import_module("user").call

    value = call(late)

    assert value == 1


def test_code_made_by_exec_and_eval_inside_stays_with_the_system(system_of):
    system = system_of(
        {
            "user.py": """
                exec("import config")
                value = eval("__import__('config').value")
                names = {}
                exec("import config as seen", {"__builtins__": __builtins__}, names)
                """,
            "config.py": "value = 1",
        }
    )

    user = system.import_module("user")

    assert user.config is user.names["seen"] is system.modules["config"]
    assert user.value == 1


def test_two_systems_import_in_two_threads_at_once(system_of):
    """Both are in the middle of a module of the same name at the same moment."""
    barrier = threading.Barrier(2, timeout=60)
    files = {
        "meeting.py": "",
        "slow.py": "import meeting\nmeeting.barrier.wait()\nimport config\nvalue = config.value",
    }
    systems = [
        system_of({**files, "config.py": f"value = {number}"}, f"tree{number}")
        for number in (1, 2)
    ]
    for each in systems:
        each.import_module("meeting").barrier = barrier
    threads = [
        threading.Thread(target=each.import_module, args=("slow",), daemon=True)
        for each in systems
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert [each.modules["slow"].value for each in systems] == [1, 2]


def test_invalidating_one_systems_caches_leaves_the_others_alone(system_of, tmp_path):
    one = system_of({"space/one.py": ""}, "one")
    two = thence.ImportSystem(path=one.path)
    for each in (one, two):
        each.import_module("space.one")
    before = dict(two.path_importer_cache)

    one.invalidate_caches()

    assert dict(two.path_importer_cache) == before
    assert all(finder._path_mtime == -1 for finder in one.path_importer_cache.values())
    assert all(finder._path_mtime != -1 for finder in two.path_importer_cache.values())


def test_a_reload_in_one_system_does_not_touch_the_other(system_of):
    one = system_of({"counter.py": "count = globals().get('count', 0) + 1"})
    two = thence.ImportSystem(path=one.path)
    mine, other = one.import_module("counter"), two.import_module("counter")

    one.reload(mine)

    assert (mine.count, other.count) == (2, 1)


def test_a_module_of_one_system_is_not_reloaded_by_another(system_of):
    one = system_of({"counter.py": ""})
    two = thence.ImportSystem(path=one.path)
    module = one.import_module("counter")

    try:
        two.reload(module)
    except ImportError as error:
        refused = str(error)

    assert refused == "module counter not in sys.modules"


def test_systems_have_classes_of_their_own(system_of):
    one, two = system_of({}), system_of({})

    for name in ("ModuleSpec", "PathFinder", "FileFinder", "SourceFileLoader", "NamespaceLoader"):
        assert getattr(one.machinery, name) is not getattr(two.machinery, name)
        assert getattr(one.machinery, name).__name__ == name


def test_a_system_inside_a_system_is_a_third_one(system_of):
    """There, thence itself is imported anew there, and makes private systems."""
    sources = str(Path(thence.__file__).parents[1])
    system = system_of(
        {
            "maker.py": f"""
                import sys
                sys_path = {sources!r}
                import thence
                def make(path):
                    return thence.ImportSystem(path=[path])
                """,
            "inner/config.py": "value = 3",
            "config.py": "value = 2",
        }
    )
    system.path.append(sources)
    inner = system.import_module("maker").make(f"{system.path[0]}/inner")

    values = [each.import_module("config").value for each in (system, inner)]

    assert values == [2, 3]
    assert type(inner) is not thence.ImportSystem
