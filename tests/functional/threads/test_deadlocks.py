"""Circles of threads that wait for each other, and a fork in the middle of an import.

No test waits for a time to pass.  Threads are switched only when one blocks, so that a thread
which has announced its request is inside it when another goes on.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from typing import Any

import pytest
from import_systems import SYSTEMS

import thence

SOURCES = Path(thence.__file__).parents[1]


@pytest.fixture(autouse=True)
def threads_are_switched_only_when_one_blocks():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    yield
    sys.setswitchinterval(interval)


class Slow:
    """A loader of a package that imports its own submodule; the first time, it lets others go on.

    It waits while it creates the module: the module has its lock, and is not in the cache yet.
    """

    def __init__(self, execute: Any) -> None:
        self.execute = execute
        self.begun, self.may_go_on = threading.Event(), threading.Event()

    def create_module(self, spec: Any) -> None:
        self.begun.set()
        self.may_go_on.wait(timeout=60)

    def exec_module(self, module: Any) -> None:
        self.execute(module)


class Finder:
    """A meta path finder for ``package`` and ``package.child``."""

    def __init__(self, system: Any, loaders: Any) -> None:
        self.system = system
        self.loaders = loaders

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        if fullname not in self.loaders:
            return None
        is_package = fullname == "package"
        return self.system.machinery.ModuleSpec(
            fullname, self.loaders[fullname], is_package=is_package
        )


def comparable(error: BaseException) -> tuple[str, str]:
    """An error without the name of the lock's class in the one system and its place in memory."""
    return type(error).__name__.lstrip("_"), re.sub(r" at \d+$", "", str(error))


def tried(request: Any, into: list[Any]) -> None:
    try:
        into.append(request().__name__)
    except Exception as error:  # noqa: BLE001 : whatever it is, all systems have to raise it
        into.append(comparable(error))


def child_before_parent(name: str) -> Any:
    """One thread makes a package that needs its child; another holds the child's lock already."""
    executed: list[str] = []
    of_parent: list[Any] = []
    of_child: list[Any] = []
    with SYSTEMS[name]() as system:

        def package_body(module: Any) -> None:
            executed.append("package")
            system.import_module("package.child")

        slow, child = Slow(package_body), Slow(lambda module: executed.append("package.child"))
        child.may_go_on.set()
        system.meta_path.insert(0, Finder(system, {"package": slow, "package.child": child}))

        def ask_for_child() -> Any:
            slow.may_go_on.set()
            return system.import_module("package.child")

        first = threading.Thread(
            target=tried, args=(lambda: system.import_module("package"), of_parent), daemon=True
        )
        first.start()
        slow.begun.wait(timeout=60)
        second = threading.Thread(target=tried, args=(ask_for_child, of_child), daemon=True)
        second.start()
        for thread in (first, second):
            thread.join(timeout=60)
            assert not thread.is_alive(), "the threads wait for each other"
        system.modules.pop("package", None)
        system.modules.pop("package.child", None)
    return of_parent, of_child, executed


@pytest.mark.parametrize("system", ["thence", "installed"])
def test_a_deadlock_ends_as_the_interpreter_ends_it(system):
    """A child's lock is held by who waits for the package, which cannot be had without it."""
    assert child_before_parent(system) == child_before_parent("cpython")


FORKING = """
    import os
    import sys
    import threading

    {beginning}

    import gates
    slow = threading.Thread(target=lambda: import_("slow"))
    slow.start()
    gates.started.wait()
    child = os.fork()
    if not child:
        other = import_("other")
        os._exit(other.answer)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    gates.may_end.set()
    slow.join()
    print(status, import_("slow").complete, import_("other").answer)
"""
BEGINNINGS = {
    "cpython": "import importlib; import_ = importlib.import_module",
    "installed": "import importlib, thence; thence.install(); import_ = importlib.import_module",
    "private": "import gates, thence\n"
    "import_ = thence.ImportSystem(modules={'gates': gates}).import_module",
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("system", list(BEGINNINGS))
def test_a_child_of_fork_imports_while_another_thread_was_importing(system, tmp_path):
    """Only the module that the other thread was making can not be had in the child."""
    (tmp_path / "gates.py").write_text(
        "import threading\nstarted, may_end = threading.Event(), threading.Event()"
    )
    (tmp_path / "slow.py").write_text(
        "import gates\ngates.started.set()\ngates.may_end.wait()\ncomplete = True"
    )
    (tmp_path / "other.py").write_text("answer = 42")
    beginning = textwrap.indent(BEGINNINGS[system], "    ").strip()
    program = textwrap.dedent(FORKING.format(beginning=beginning))

    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(SOURCES)])},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert ended.stdout == "42 True 42\n", ended.stderr
