"""Threads that import while thence comes and goes.

No test waits for a time to pass.  Threads are switched only when one blocks, so that a thread
which has announced its request is inside it when another goes on.
"""

from __future__ import annotations

import pytest

SLOW = """
import gates
gates.started.set()
gates.may_end.wait()
complete = True
"""

# ``first`` is in the middle of loading ``slow``; another ``gates.Asking()`` asks for it, too.
LOADING = """
import gates
import thence

first = gates.Asking()
gates.started.wait()
"""

GATES = """
import importlib
import sys
import threading

sys.setswitchinterval(1000)
started, may_end = threading.Event(), threading.Event()

class Asking(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.asking, self.found = threading.Event(), None
        self.start()
        self.asking.wait()

    def run(self):
        self.asking.set()
        try:
            self.found = hasattr(importlib.import_module("slow"), "complete")
        except BaseException as error:
            self.found = error

def end(*threads):
    may_end.set()
    for each in threads:
        each.join()
    print(*[each.found for each in threads])
"""


@pytest.fixture(autouse=True)
def slow(programs):
    """A module that waits in the middle of its execution."""
    programs.write("slow.py", SLOW)
    programs.write("gates.py", GATES)


def test_a_module_that_is_being_loaded_when_thence_comes_is_loaded_to_its_end(programs):
    output = programs.output(f"{LOADING}\nthence.install()\ngates.end(first)\n")

    assert output == "True\n"


def test_a_module_that_is_being_loaded_when_thence_goes_is_loaded_to_its_end(programs):
    output = programs.output(
        f"import thence\nthere = thence.install()\n{LOADING}\nthere.uninstall()\n"
        "gates.end(first)\n"
    )

    assert output == "True\n"


def test_a_thread_that_waits_when_thence_comes_gets_the_module(programs):
    output = programs.output(
        f"{LOADING}\nsecond = gates.Asking()\nthence.install()\ngates.end(first, second)\n"
    )

    assert output == "True True\n"


def test_a_thread_that_waits_when_thence_goes_gets_the_module(programs):
    output = programs.output(
        f"import thence\nthere = thence.install()\n{LOADING}\nsecond = gates.Asking()\n"
        "there.uninstall()\ngates.end(first, second)\n"
    )

    assert output == "True True\n"


def test_who_asks_thence_for_a_module_that_the_interpreter_is_loading_waits_for_it(programs):
    output = programs.output(
        f"{LOADING}\nthence.install()\nsecond = gates.Asking()\ngates.end(first, second)\n"
    )

    assert output == "True True\n"


def test_who_asks_the_interpreter_for_a_module_that_thence_is_loading_waits_for_it(programs):
    output = programs.output(
        f"import thence\nthere = thence.install()\n{LOADING}\nthere.uninstall()\n"
        "second = gates.Asking()\ngates.end(first, second)\n"
    )

    assert output == "True True\n"


def test_a_module_may_uninstall_while_it_is_loaded(programs):
    programs.write(
        "package/__init__.py", "import boot\nboot.installation.uninstall()\nfrom . import inner"
    )
    programs.write("package/inner.py", "answer = 42")

    output = programs.output(
        """
        import boot
        import package.inner
        from import_state import foreign_modules

        print(package.inner.answer, foreign_modules())
        """
    )

    assert output == "42 []\n"


def test_thence_may_go_while_a_loader_is_at_work(programs):
    """As when another thread uninstalls it."""
    programs.write("wanted.py", "answer = 42")

    output = programs.output(
        """
        import importlib.machinery
        import importlib.util
        import thence

        class Mine(importlib.machinery.SourceFileLoader):
            def get_filename(self, fullname):
                installation.uninstall()
                return super().get_filename(fullname)

        installation = thence.install()
        print(eval(Mine("wanted", "wanted.py").get_code("wanted")))
        """
    )

    assert output == "None\n"


def test_handles_are_taken_and_given_back_in_many_threads(programs):
    output = programs.output(
        """
        import sys
        import threading
        import thence
        from import_state import changed, state

        sys.setswitchinterval(1e-6)
        before = state()

        def work():
            for _ in range(20):
                with thence.install():
                    pass

        workers = [threading.Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        print(changed(before, state()))
        """
    )

    assert output == "[]\n"


def test_threads_import_the_same_modules_through_thence(programs):
    """Each module is executed once."""
    for number in range(20):
        programs.write(
            f"many/package_{number}/module.py",
            f"import executed\nexecuted.names.append(__name__)\nanswer = {number}",
        )
    programs.write("executed.py", "names = []")

    output = programs.output(
        """
        import boot
        import executed
        import importlib
        import sys
        import threading

        sys.setswitchinterval(1e-6)
        barrier, answers = threading.Barrier(4), []

        def work():
            barrier.wait()
            for number in range(20):
                module = importlib.import_module(f"many.package_{number}.module")
                answers.append(module.answer == number)

        workers = [threading.Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        print(len(answers), all(answers), len(executed.names), len(set(executed.names)))
        """
    )

    assert output == "80 True 20 20\n"
