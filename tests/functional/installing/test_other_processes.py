"""Processes that are made by one in which thence is installed."""

from __future__ import annotations

import sys

import pytest

needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")

WORK = """
import sys

def work(number):
    import wanted
    return number + wanted.answer
"""

METHODS = [
    "spawn",
    pytest.param("fork", marks=needs_fork),
    pytest.param("forkserver", marks=needs_fork),
]


@pytest.mark.parametrize("method", METHODS)
def test_multiprocessing_works(programs, method):
    programs.write("wanted.py", "answer = 42")
    programs.write("work.py", WORK)

    output = programs.output(
        f"""
        import multiprocessing

        if __name__ == "__main__":
            import thence
            import work

            with thence.install():
                with multiprocessing.get_context({method!r}).Pool(2) as pool:
                    print(pool.map(work.work, range(3)))
        """
    )

    assert output == "[42, 43, 44]\n"


@needs_fork
def test_a_fork_is_on_thence_and_can_leave_it(programs):
    programs.write("wanted.py", "answer = 42")

    output = programs.output(
        """
        import os
        import thence
        from import_state import changed, state

        before = state()
        installation = thence.install()
        child = os.fork()
        import wanted
        own = wanted.__spec__.__class__ is thence.process_system.machinery.ModuleSpec
        installation.uninstall()
        fine = own and wanted.answer == 42 and not changed(before, state())
        if child == 0:
            os._exit(0 if fine else 1)
        print(fine, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """
    )

    assert output == "True 0\n"


@needs_fork
def test_a_fork_within_an_import_goes_on_importing(programs):
    programs.write("forking.py", "import os\nchild = os.fork()\nimport wanted\n")
    programs.write("wanted.py", "answer = 42")

    output = programs.output(
        """
        import os
        import boot
        import forking

        if forking.child == 0:
            import json
            os._exit(forking.wanted.answer)
        print(os.waitstatus_to_exitcode(os.waitpid(forking.child, 0)[1]))
        """
    )

    assert output == "42\n"


def test_a_loader_goes_to_a_spawned_process_and_works_there(programs):
    programs.write("wanted.py", "answer = 42")
    programs.write("work.py", "def work(loader):\n    return loader.get_source('wanted')\n")

    output = programs.output(
        """
        import multiprocessing

        if __name__ == "__main__":
            import boot
            import wanted
            import work

            with multiprocessing.get_context("spawn").Pool(1) as pool:
                print(pool.apply(work.work, [wanted.__loader__]))
        """
    )

    assert output == "answer = 42\n"
