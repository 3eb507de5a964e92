"""``thence doctor -- COMMAND``: the program runs as it would have run, and once."""

import signal
import sys
import zipfile
from pathlib import Path

import pytest

LINE = "import sys; print(sys.argv); import nowhere_at_all\n"
PROGRAMS = {
    "healthy": "import json, sys\nprint(json.dumps(sys.argv))\n",
    "exit status": "raise SystemExit(7)\n",
    "no import fails": "def f():\n    return 1 / 0\nf()\n",
    "optional imports": (
        "try:\n    import nowhere\nexcept ImportError:\n    nowhere = None\nprint(nowhere)\n"
    ),
    "an import inside of a handled error": (
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    import colorsys\n    print(colorsys)\n"
    ),
    "logged and survived": (
        "import logging\ntry:\n    import nowhere\nexcept ImportError:\n"
        "    logging.exception('going on without')\n"
    ),
    "an import when the interpreter goes down": (
        "import os\nclass Client:\n    def __del__(self, write=os.write):\n        try:\n"
        "            import colorsys\n        except BaseException as error:\n"
        "            write(1, str(error).encode())\nkept = Client()\n"
    ),
    "failing by itself": "import sys\nprint('no', file=sys.stderr)\nsys.exit('bad')\n",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_where_no_import_is_to_blame_nothing_is_added(doctor, name):
    doctor.write("program.py", PROGRAMS[name])

    plain, watched = doctor.plain("program.py", "a"), doctor("--", "program.py", "a")

    assert (watched.stdout, watched.stderr, watched.returncode) == (
        plain.stdout,
        plain.stderr,
        plain.returncode,
    )


def test_what_is_said_follows_what_the_program_said(doctor):
    doctor.write("program.py", "print('begun')\nimport nowhere_at_all\n")

    plain, watched = doctor.plain("program.py"), doctor("--", "program.py")

    assert watched.stdout == plain.stdout
    assert watched.returncode == plain.returncode == 1
    assert watched.stderr.startswith(plain.stderr)
    assert "thence doctor: TH035 not-installed" in watched.stderr.removeprefix(plain.stderr)


def test_the_program_runs_once(doctor):
    doctor.write("program.py", "open('runs', 'a').write('x')\nimport nowhere_at_all\n")

    doctor("--", "program.py")

    assert (doctor.folder / "runs").read_text() == "x"


def test_a_signal_ends_it_as_it_would_have_ended_it(doctor):
    doctor.write("program.py", "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n")

    assert doctor("--", "program.py").returncode == -signal.SIGTERM


def test_standard_input_reaches_the_program(doctor):
    watched = doctor("--", "-c", "print(input())", stdin="hello\n")

    assert watched.stdout == "hello\n"


def test_the_users_own_excepthook_is_called(doctor):
    doctor.write(
        "program.py",
        "import sys\nsys.excepthook = lambda *error: print('mine:', error[1])\n"
        "import nowhere_at_all\n",
    )

    watched = doctor("--", "program.py")

    assert watched.stdout == "mine: No module named 'nowhere_at_all'\n"
    assert watched.stderr.startswith("\nthence doctor: TH035")


def test_what_the_doctor_needs_is_not_in_the_programs_modules(doctor):
    program = "import sys\nprint([n for n in sys.modules if n.partition('.')[0] != 'thence'])\n"
    doctor.write("program.py", program)

    plain, watched = doctor.plain("program.py"), doctor("--", "program.py")

    assert set(eval(watched.stdout)) <= set(eval(plain.stdout))


def test_a_child_is_explained_too(doctor):
    doctor.write("child.py", "import nowhere_at_all\n")
    doctor.write(
        "program.py",
        "import subprocess, sys\nsubprocess.run([sys.executable, 'child.py'])\n",
    )

    assert "TH035" in doctor("--", "program.py").stderr
    assert "TH035" not in doctor("--no-children", "--", "program.py").stderr


def test_a_program_on_the_path_is_run_by_its_name(doctor):
    script = doctor.write("bin/greet", "#!/usr/bin/env python3\nprint('hello')\n")
    script.chmod(0o755)

    watched = doctor(
        "--", "greet", env={"PATH": f"{doctor.folder / 'bin'}:{doctor.env.get('PATH', '')}"}
    )

    assert watched.stdout == "hello\n", watched.stderr


@pytest.mark.parametrize(
    "words",
    [
        *(["program.py"], ["folder"], ["archive.pyz"], ["-m", "program"], ["-"]),
        *(["-c", "import nowhere_at_all"], ["-B", "-W", "ignore", "program.py", "--", "-x"]),
    ],
    ids=" ".join,
)
def test_whatever_python_can_start_is_explained(doctor, words):
    """What would follow ``python`` on a command line, options and all."""
    doctor.write("program.py", LINE)
    doctor.write("folder/__main__.py", LINE)
    with zipfile.ZipFile(doctor.folder / "archive.pyz", "w") as archive:
        archive.writestr("__main__.py", LINE)
    plain, watched = doctor.plain(*words, stdin=LINE), doctor("--", *words, stdin=LINE)

    assert watched.stderr.count("thence doctor: TH035 not-installed") == 1
    assert (watched.returncode, watched.stdout) == (plain.returncode, plain.stdout)


def test_a_child_that_was_forked_is_explained_too(doctor):
    doctor.write(
        "program.py",
        "import multiprocessing\ndef work():\n    import Colorsys\n"
        "child = multiprocessing.get_context('fork').Process(target=work)\n"
        "child.start()\nchild.join()\n",
    )

    watched = doctor("--", "program.py")

    assert watched.stderr.count("TH040 misspelled") == 1
    assert watched.returncode == 0


@pytest.mark.skipif(
    Path(sys.executable).read_bytes().startswith(b"#!"),
    reason="a shell starts this Python: a link to it is a script",
)
def test_an_interpreter_by_its_path_runs_the_program(doctor):
    """That of a virtual environment: a link that is no program of this one's."""
    home = doctor.folder / "environment"
    (home / "bin").mkdir(parents=True)
    (home / "bin/python").symlink_to(sys.executable)
    (home / "pyvenv.cfg").write_text(f"home = {Path(sys.executable).resolve().parent}\n")
    doctor.write("program.py", "import sys\nprint(sys.prefix)\nimport Colorsys\n")

    watched = doctor("--", "environment/bin/python", "program.py")

    assert watched.stdout == f"{home}\n"
    assert "thence doctor: TH040 misspelled" in watched.stderr
