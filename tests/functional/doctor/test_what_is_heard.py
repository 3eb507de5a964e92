"""Failures that never come to the end of the main program, or only as an exit status."""

import pytest

MISSPELLED = "thence doctor: TH040 misspelled"
GROUP = """\
errors = []
for name in ("Colorsys", "Fractions"):
    try:
        __import__(name)
    except ImportError as error:
        errors.append(error)
raise ExceptionGroup("both", errors)
"""
CHILD = """\
import multiprocessing
def work(_=None):
    import Colorsys
if __name__ == "__main__":
    context = multiprocessing.get_context({method!r})
    {start}
"""
START = "child = context.Process(target=work); child.start(); child.join()"
POOL = "context.Pool(1).map(work, [1])"
EXECUTOR = """\
from concurrent.futures import ProcessPoolExecutor
    ProcessPoolExecutor(1, mp_context=context).submit(work).result()
"""
HEARD = {
    "a thread": (
        "import threading\ndef work():\n    import Colorsys\n"
        "thread = threading.Thread(target=work)\nthread.start()\nthread.join()\n"
    ),
    "a thread that goes on after the program's last line": (
        "import threading\ndef work():\n    threading.main_thread().join()\n    import Colorsys\n"
        "threading.Thread(target=work).start()\n"
    ),
    "a child forked by hand": (
        "import os\nif os.fork() == 0:\n    import Colorsys\nelse:\n    os.wait()\n"
    ),
    "a child by fork": CHILD.format(method="fork", start=START),
    "a child by spawn": CHILD.format(method="spawn", start=START),
    "a child by forkserver": CHILD.format(method="forkserver", start=START),
    "a worker of a pool": CHILD.format(method="spawn", start=POOL),
    "an exit while the error is handled": (
        "import sys\ntry:\n    import Colorsys\nexcept ImportError:\n    sys.exit(3)\n"
    ),
    "a message while the error is handled": (
        "import sys\ntry:\n    import Colorsys\nexcept ImportError:\n    sys.exit('no colours')\n"
    ),
    "os._exit while the error is handled": (
        "import os\ntry:\n    import Colorsys\nexcept ImportError:\n    os._exit(3)\n"
    ),
    "os._exit in an exit handler": (
        "import atexit, os\natexit.register(os._exit, 9)\nimport Colorsys\n"
    ),
    "a log, and a status": (
        "import logging, sys\ntry:\n    import Colorsys\nexcept ImportError:\n"
        "    logging.exception('no')\nsys.exit(1)\n"
    ),
    "an error that was raised from it": (
        "try:\n    import Colorsys\nexcept ImportError as error:\n"
        "    raise RuntimeError('no colours') from error\n"
    ),
    "a task": "import asyncio\nasync def work():\n    import Colorsys\nasyncio.run(work())\n",
    "a task that nobody waits for": (
        "import asyncio\nasync def work():\n    import Colorsys\nasync def main():\n"
        "    asyncio.create_task(work())\n    await asyncio.sleep(0)\nasyncio.run(main())\n"
    ),
    "a unit test": (
        "import unittest\nclass Test(unittest.TestCase):\n    def test(self):\n"
        "        import Colorsys\nunittest.main()\n"
    ),
    "a message of click's": (
        "import click\n@click.command()\ndef main():\n    try:\n        import Colorsys\n"
        "    except ImportError as error:\n        raise click.ClickException('no colours')\n"
        "main()\n"
    ),
}
SILENT = {
    "a task that fails by itself": (
        "import asyncio\nasync def work():\n    1 / 0\nasync def main():\n"
        "    asyncio.create_task(work())\n    await asyncio.sleep(0)\nasyncio.run(main())\n"
    ),
    "a thread that fails by itself": (
        "import threading\nthread = threading.Thread(target=lambda: 1 / 0)\n"
        "thread.start()\nthread.join()\n"
    ),
    "os._exit after an optional import": (
        "import os\ntry:\n    import nowhere\nexcept ImportError:\n    pass\nos._exit(3)\n"
    ),
    "an exit long after an optional import": (
        "import sys\ntry:\n    import nowhere\nexcept ImportError:\n    pass\nsys.exit(3)\n"
    ),
    "a unit test that fails by itself": (
        "import unittest\nclass Test(unittest.TestCase):\n    def test(self):\n"
        "        self.fail()\n    def test_import(self):\n"
        "        with self.assertRaises(ImportError):\n            import nowhere\n"
        "unittest.main()\n"
    ),
    "a command line that makes no sense": (
        "import click\n@click.command()\ndef main():\n    raise click.UsageError('no')\nmain()\n"
    ),
    "a future that nobody asks": (
        "from concurrent.futures import ThreadPoolExecutor\ndef work():\n    import nowhere\n"
        "with ThreadPoolExecutor() as pool:\n    pool.submit(work)\n"
    ),
}


@pytest.mark.parametrize("name", HEARD)
def test_it_is_explained_once_and_the_status_is_kept(doctor, name):
    doctor.write("program.py", HEARD[name])

    plain, watched = doctor.plain("program.py"), doctor("--", "program.py")

    assert watched.stderr.count(MISSPELLED) == 1
    assert watched.returncode == plain.returncode
    assert watched.stdout == plain.stdout


@pytest.mark.parametrize("name", SILENT)
def test_where_no_import_ended_it_nothing_is_said(doctor, name):
    doctor.write("program.py", SILENT[name])

    plain, watched = doctor.plain("program.py"), doctor("--", "program.py")

    assert "thence" not in watched.stderr
    assert watched.returncode == plain.returncode


@pytest.mark.parametrize("start", [POOL, EXECUTOR])
def test_the_culprit_of_what_a_worker_sends_is_the_workers_line(doctor, start):
    program = doctor.write("program.py", CHILD.format(method="spawn", start=start))

    said = doctor("--", "program.py").stderr

    assert f"culprit   {program}:3" in said


def test_what_unittest_was_told_of_on_the_command_line_is_its_culprit(doctor):
    said = doctor("--", "-m", "unittest", "Colorsys").stderr

    assert "culprit   the command line: Colorsys\n" in said
    assert "mend      write colorsys\n" in said
    assert said.count("thence doctor") == 1


def test_what_pytest_was_told_of_on_the_command_line_is_its_culprit(doctor):
    """It shows the error as a message, and no line of a traceback."""
    said = doctor("--", "-m", "pytest", "-p", "Colorsys_of_ours").stderr

    assert "culprit   the command line: Colorsys_of_ours\n" in said


def test_each_error_of_a_group_is_explained(doctor):
    doctor.write("program.py", GROUP)

    said = doctor("--", "program.py").stderr

    assert said.count(MISSPELLED) == 2
    assert "did you mean 'colorsys'" in said
    assert "did you mean 'fractions'" in said


def test_a_url_of_a_package_is_told_as_it_is_without_its_password(doctor):
    """Not as a folder below the working directory."""
    doctor.write("pkg/__init__.py", "__path__ = ['https://ann:s3cret@example.org/lib']\n")

    said = doctor("--save", "facts.json", "--", "-c", "import pkg.sub").stderr

    assert "looked for 'pkg.sub' in https://example.org/lib: a URL, which no path hook" in said
    assert "s3cret" not in said + (doctor.folder / "facts.json").read_text("utf-8")


FINALIZER = "class Client:\n    def __del__(self):\n        import wave\n"
KEEPER = "import sys, client\nkept = client.Client()\n"


def test_an_import_that_comes_when_python_is_going_down_is_explained(doctor):
    """In a ``__del__``, after the last exit handler."""
    client = doctor.write("client.py", FINALIZER)
    doctor.write("program.py", KEEPER)

    plain, watched = doctor.plain("program.py"), doctor("--", "program.py")

    assert "Python is likely shutting down" in plain.stderr
    assert watched.stderr.count("thence doctor: TH098 import-at-shutdown\n") == 1
    assert f"culprit   {client}:3\n" in watched.stderr
    assert watched.returncode == plain.returncode == 0


def test_what_a_programs_own_hook_does_with_such_an_import_is_the_programs_to_tell(doctor):
    doctor.write("client.py", FINALIZER)
    doctor.write("program.py", f"{KEEPER}sys.unraisablehook = repr\n")

    assert doctor("--", "program.py").stderr == ""


def test_a_test_module_that_unittest_cannot_import_is_explained(doctor):
    doctor.write("test_shop.py", "import Colorsys\n")

    watched = doctor("--", "-m", "unittest", "discover")

    assert watched.returncode == 1
    assert watched.stderr.count(MISSPELLED) == 1


def test_pytests_modules_and_tests_are_explained_and_its_own_failures_are_not(doctor):
    doctor.write("test_shop.py", "import Colorsys\n")
    doctor.write("test_till.py", "def test():\n    import Fractions\n")
    doctor.write("test_own.py", "def test():\n    assert not 1\n")
    words = ["--", "-m", "pytest", "-q", "-p", "no:cacheprovider"]

    of_imports, of_others = doctor(*words, "test_till.py"), doctor(*words, "test_own.py")

    assert of_imports.stderr.count(MISSPELLED) == 1
    assert doctor(*words, "test_shop.py").stderr.count(MISSPELLED) == 1
    assert of_others.stderr == ""


def test_a_test_that_is_expected_to_fail_is_not_told_of(doctor):
    doctor.write(
        "test_till.py",
        "import pytest\n@pytest.mark.xfail\ndef test():\n    import Fractions\n",
    )

    watched = doctor("--", "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_till.py")

    assert "1 xfailed" in watched.stdout
    assert watched.stderr == ""


def test_what_a_worker_starts_is_no_worker(doctor):
    doctor.write("test_shop.py", "import Colorsys\n")
    words = ["--", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]

    watched = doctor(*words, env={"PYTEST_XDIST_WORKER": "gw1"})

    assert watched.stderr.count(MISSPELLED) == 1


def test_of_workers_that_all_collect_a_module_one_tells(doctor):
    pytest.importorskip("xdist")
    doctor.write("test_shop.py", "import Colorsys\n")

    watched = doctor("--", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2")

    assert watched.returncode == 1
    assert watched.stderr.count(MISSPELLED) == 1


def test_what_is_called_in_their_place_has_the_names_of_the_originals(doctor):
    doctor.write(
        "program.py",
        "import os, traceback\nfor each in (os._exit, traceback.print_exception):\n"
        "    print(each.__module__, each.__qualname__, bool(each.__doc__))\n",
    )

    plain, watched = doctor.plain("program.py"), doctor("--", "program.py")

    assert watched.stdout == plain.stdout
