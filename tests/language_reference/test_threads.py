"""Threads that import: modules have locks, and a circle of waiting threads is seen.

No test waits for a time to pass. Events say how far a thread is; and because threads are switched
only when one blocks, a thread that has announced its import is inside it when another goes on.
"""

from __future__ import annotations

import sys
import threading
import types

import pytest

# A module that waits, in the middle of its execution, until another thread asks for it.
SLOW = """
    import gate
    gate.executed.append(__name__)
    gate.started.set()
    gate.asked.wait()
    complete = True
"""


class Gate(types.ModuleType):
    """The module ``gate``, through which the modules of a test talk to the test."""

    def __init__(self):
        super().__init__("gate")
        self.executed = []
        self.started = threading.Event()
        self.asked = threading.Event()


class Importing(threading.Thread):
    """A thread that makes a request and keeps what came of it."""

    def __init__(self, request):
        # A thread that does not come back must not keep the test run from ending.
        super().__init__(daemon=True)
        self.request = request
        self.result = self.error = None
        self.start()

    def run(self):
        try:
            self.result = self.request()
        except Exception as error:  # noqa: BLE001 : whatever it is, the test looks at it
            self.error = error

    def finished(self):
        self.join(timeout=60)
        assert not self.is_alive(), "the threads wait for each other"
        return self


class Noting:
    """A finder that has nothing, and notes when the module ``box.late`` is searched."""

    def __init__(self, notes):
        self.notes = notes

    def find_spec(self, fullname, path, target=None):
        if fullname == "box.late":
            self.notes.append(f"search for {fullname}")


@pytest.fixture(autouse=True)
def threads_are_switched_only_when_one_blocks():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    yield
    sys.setswitchinterval(interval)


@pytest.fixture
def gate(system):
    """A module to import beside those of the test."""
    gate = system.modules["gate"] = Gate()
    return gate


def import_while_slow(system, gate, name):
    """Let one thread begin to import ``name``, and another ask for it before it is complete."""

    def ask():
        gate.asked.set()
        module = system.import_module(name)
        return module, vars(module).copy()

    first = Importing(lambda: system.import_module(name))
    gate.started.wait(timeout=60)
    return first, Importing(ask)


class TestOneModule:
    """Several threads and one module."""

    @pytest.mark.clause("threads/1", "threads/2")
    def test_the_second_thread_waits_for_the_first(self, system, importable, gate):
        """threads/1, threads/2: the module is executed once, and complete for both."""
        importable({"slow.py": SLOW})

        first, second = import_while_slow(system, gate, "slow")

        module, as_it_was = second.finished().result
        assert module is first.finished().result
        assert as_it_was["complete"]
        assert gate.executed == ["slow"]

    @pytest.mark.clause("threads/8")
    def test_a_from_list_waits_as_well(self, system, importable, gate):
        """threads/8: ``from box import slow`` waits for the submodule that another executes."""
        importable({"box/__init__.py": "", "box/slow.py": SLOW})
        first = Importing(lambda: system.import_module("box.slow"))
        gate.started.wait(timeout=60)
        source = "asked.set()\nfrom box import slow\nas_it_was = vars(slow).copy()"

        second = Importing(lambda: system.run(source, asked=gate.asked))

        names = second.finished().result
        assert names["as_it_was"]["complete"]
        assert names["slow"] is first.finished().result

    @pytest.mark.clause("threads/5")
    def test_after_a_failure_the_waiting_thread_tries(self, system, importable, gate):
        """threads/5: the failure belongs to the thread that executed the module."""
        fails_once = """
            import gate
            gate.executed.append(__name__)
            if len(gate.executed) == 1:
                gate.started.set()
                gate.asked.wait()
                raise RuntimeError("the first execution fails")
        """
        importable({"failing.py": fails_once})

        first, second = import_while_slow(system, gate, "failing")

        module, _ = second.finished().result
        assert isinstance(first.finished().error, RuntimeError)
        assert module is system.modules["failing"]
        assert gate.executed == ["failing", "failing"]

    @pytest.mark.clause("threads/6")
    def test_a_thread_does_not_wait_for_itself(self, system, importable):
        """threads/6: a module that imports itself gets itself, as far as it is."""
        source = "import this_very_one as itself\nthere = 'later' in vars(itself)\nlater = 1"
        importable({"this_very_one.py": source})

        importing = Importing(lambda: system.import_module("this_very_one"))

        module = importing.finished().result
        assert module.itself is module
        assert not module.there


class TestSeveralModules:
    """Each module has a lock of its own."""

    @pytest.mark.clause("threads/3")
    def test_other_modules_can_be_imported_meanwhile(self, system, importable, gate):
        """threads/3: the lock of one module does not keep others from being imported."""
        importable({"slow.py": SLOW, "other.py": "answer = 42"})
        first = Importing(lambda: system.import_module("slow"))
        gate.started.wait(timeout=60)

        other = Importing(lambda: system.import_module("other")).finished().result

        assert other.answer == 42
        assert "complete" not in vars(system.modules["slow"])
        gate.asked.set()
        assert first.finished().result.complete

    @pytest.mark.parametrize("size", [2, 3])
    @pytest.mark.clause("threads/4")
    def test_a_circle_of_threads_does_not_deadlock(self, system, importable, gate, size):
        """threads/4: one of the waiting threads goes on with an incomplete module."""
        source = "import gate\ngate.all_executing.wait()\nimport part{} as following"
        importable({f"part{n}.py": source.format((n + 1) % size) for n in range(size)})
        gate.all_executing = threading.Barrier(size, timeout=60)

        threads = [
            Importing(lambda name=f"part{n}": system.import_module(name)) for n in range(size)
        ]

        parts = [thread.finished().result for thread in threads]
        assert [thread.error for thread in threads] == [None] * size
        assert [part.following for part in parts] == [*parts[1:], parts[0]]

    @pytest.mark.clause("threads/7")
    def test_a_parent_is_executed_once(self, system, importable, gate):
        """threads/7: threads that ask for different submodules share their parent."""
        noting = "import gate; gate.executed.append(__name__)"
        importable({"box/__init__.py": SLOW, "box/left.py": noting, "box/right.py": noting})

        def ask():
            gate.asked.set()
            return system.import_module("box.right")

        left = Importing(lambda: system.import_module("box.left"))
        gate.started.wait(timeout=60)
        right = Importing(ask)

        assert left.finished().result is system.modules["box.left"]
        assert right.finished().result is system.modules["box.right"]
        assert gate.executed[0] == "box"
        assert sorted(gate.executed[1:]) == ["box.left", "box.right"]

    @pytest.mark.clause("threads/9")
    def test_a_parent_that_is_being_executed_is_waited_for(self, system, importable, gate):
        """threads/9: since 3.14 a submodule is searched when its parent is complete.

        The thread that executes the parent does not wait for itself.
        """
        early = "import gate; gate.executed.append(__name__)"
        ending = "gate.asked.wait()\ngate.executed.append('box complete')"
        body = f"import gate, box.early\ngate.started.set()\n{ending}"
        importable({"box/__init__.py": body, "box/early.py": early, "box/late.py": ""})
        system.meta_path.insert(0, Noting(gate.executed))

        def ask():
            gate.asked.set()
            return system.import_module("box.late")

        parent = Importing(lambda: system.import_module("box"))
        gate.started.wait(timeout=60)
        late = Importing(ask)

        assert parent.finished().error is None
        assert late.finished().result is system.modules["box.late"]
        assert gate.executed == ["box.early", "box complete", "search for box.late"]
