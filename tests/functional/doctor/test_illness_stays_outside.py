"""What ails the program does not reach the doctor."""

import os
import sys
from pathlib import Path

import pytest
from without_privileges import give_up

# Names that the doctor's own work needs, and that nothing else here does before he comes.
NAMES = ["ast", "click", "dataclasses", "difflib", "email", "json", "random", "rich", "typing"]
NAMES += ["subprocess", "traceback", "zipfile", "pathlib", "importlib_metadata", "re", "enum"]


@pytest.fixture
def failing(doctor):
    doctor.write("program.py", "import nowhere_at_all\n")
    return doctor


def is_explained(watched):
    return "thence doctor: TH035 not-installed" in watched.stderr


def test_files_of_the_names_that_he_needs(failing):
    for name in NAMES:
        failing.write(f"{name}.py", f"raise RuntimeError('this is not {name}')\n")

    assert is_explained(failing("--", "program.py"))
    assert is_explained(failing("--", "program.py", env={"PYTHONPATH": str(failing.folder)}))


def test_files_of_the_name_of_every_module_of_the_library(failing):
    """As the console script starts: the working directory is not on the command's own path."""
    for name in sys.stdlib_module_names - {"__future__"}:
        failing.write(f"{name}.py", f"raise RuntimeError('this is not {name}')\n")
    start = failing.write("bin/thence", failing.start)
    start.chmod(0o755)

    watched = failing.plain(str(start), "doctor", "--", "program.py")

    assert is_explained(watched), watched.stderr


@pytest.mark.parametrize("option", ["-I", "-S", "-E", "-P", "-O", "-B"])
def test_each_option_of_python(failing, option):
    assert is_explained(failing("--", option, "program.py"))


def test_a_sitecustomize_that_raises(failing):
    failing.write("sitecustomize.py", "raise ValueError('ill')\n")

    assert is_explained(failing("--", "program.py", env={"PYTHONPATH": str(failing.folder)}))


def test_a_usercustomize_that_raises(failing):
    """A virtual environment has no user site: it is the Python that it was made from."""
    home = failing.folder / "home"
    site = home / "lib/python{}.{}/site-packages".format(*sys.version_info)
    failing.write(str(site / "usercustomize.py"), "import gone_away\n")
    failing.python = getattr(sys, "_base_executable", sys.executable)
    env = {"PYTHONUSERBASE": str(home)}

    watched = failing("--", "program.py", env=env)

    assert "No module named 'gone_away'" in failing.plain("program.py", env=env).stderr
    assert "No module named 'gone_away'" in watched.stderr
    assert is_explained(watched)


def test_a_usercustomize_that_raises_is_no_fault_of_a_healthy_program(failing):
    home = failing.folder / "home"
    site = home / "lib/python{}.{}/site-packages".format(*sys.version_info)
    failing.write(str(site / "usercustomize.py"), "import gone_away\n")
    failing.write("healthy.py", "print('well')\n")
    failing.python = getattr(sys, "_base_executable", sys.executable)
    env = {"PYTHONUSERBASE": str(home)}

    plain, watched = failing.plain("healthy.py", env=env), failing("--", "healthy.py", env=env)

    assert watched.stdout == plain.stdout == "well\n"
    assert watched.stderr == 2 * plain.stderr  # the start of the command says it, too
    assert watched.returncode == 0


def test_without_a_home(failing):
    failing.env.pop("HOME", None)

    assert is_explained(failing("--", "program.py"))


def test_a_finder_that_raises(failing):
    failing.write(
        "program.py",
        "import sys\nclass Ill:\n    def find_spec(self, *_):\n        raise RuntimeError('ill')\n"
        "sys.meta_path.insert(0, Ill())\nimport nowhere_at_all\n",
    )

    assert "TH052 finder-raises" in failing("--", "program.py").stderr


def test_a_folder_that_may_not_be_written(failing):
    failing.folder.chmod(0o555)

    assert is_explained(failing("--", "program.py"))


@pytest.mark.parametrize("variable", ["PATH", "VIRTUAL_ENV", "PYTHONPATH"])
def test_folders_that_may_not_be_entered(failing, variable):
    """On PATH, on the path of modules; root enters them all."""
    closed = failing.folder / "closed"
    closed.mkdir()
    closed.chmod(0)

    watched = failing("--", "program.py", env={variable: f"{closed}/bin"}, preexec_fn=give_up)

    closed.chmod(0o755)
    assert is_explained(watched), watched.stderr


def test_an_entry_that_may_not_be_read_may_hold_the_module(failing):
    closed = failing.folder / "closed"
    closed.mkdir()
    closed.chmod(0)
    env = {"PYTHONPATH": str(closed)}

    watched = failing("--", "program.py", env=env, preexec_fn=give_up)

    closed.chmod(0o755)
    assert "TH042 unreadable (a guess to check)" in watched.stderr


def test_a_link_that_leads_back_to_itself(failing):
    for name in ("loop", "loop.py", "src", "tests"):
        (failing.folder / name).symlink_to(name)

    assert is_explained(failing("--", "program.py"))


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 2), (0, 1), (1, 2), (0, 1, 2)])
def test_closed_descriptors(failing, closed):
    """What can be heard is said; where nobody hears, nobody waits."""
    code = "import os, sys\nfor each in sys.argv[1]: os.close(int(each))\n"
    code += "os.execv(sys.argv[2], sys.argv[2:])"
    words = "".join(map(str, closed)), *failing.command("--", "program.py")

    watched = failing.plain("-c", code, *words)

    assert ("TH035" in watched.stdout + watched.stderr) == (not {1, 2} <= set(closed))
    assert watched.returncode in (1, 120)  # 120: a stream could not be flushed


def test_modules_of_the_names_of_those_that_show_errors(failing):
    """They lack what is to be replaced in them."""
    for name in ("traceback", "threading", "unittest", "click"):
        failing.write(f"own_{name}/{name}.py", "")
    failing.write(
        "program.py",
        "import sys\nsys.path[:0] = [f'own_{name}' for name in ('traceback', 'threading')]\n"
        "import traceback, threading\nimport nowhere_at_all\n",
    )

    watched = failing("--", "-S", "program.py")

    assert is_explained(watched)
    assert "put aside" not in watched.stderr


# A shell, where one starts the interpreter, keeps its script as descriptor 10.
IS_SCRIPT = Path(sys.executable).read_bytes().startswith(b"#!")
FEW = 12 if IS_SCRIPT else 7
ILL = {
    "modules are taken away": "sys.modules.clear()",
    "the library's functions are replaced": "builtins.open = builtins.print = None",
    "the path is no list": "sys.path = None",
    "keys that are no names": "sys.modules[3] = 4",
    "no standard error": "sys.stderr = None",
    "no executable": "sys.executable = None",
    "an empty environment": "os.environ.clear()",
    "a home for another Python": "os.environ['PYTHONHOME'] = '/nowhere'",
    "all descriptors but three are closed": "os.closerange(3, 256)",
    "few descriptors": f"resource.setrlimit(resource.RLIMIT_NOFILE, ({FEW}, {FEW}))",
    "a folder that is gone": "os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')",
    "children are reaped by the system": "signal.signal(signal.SIGCHLD, signal.SIG_IGN)",
    "a hook that raises": "sys.excepthook = lambda *_: 1 / 0",
    "no hook": "del sys.excepthook",
    "an exit handler that raises": "atexit.register(lambda: 1 / 0)",
    "a low limit for recursion": "sys.setrecursionlimit(70)",
    "everything is traced": "sys.settrace(lambda *_: None)",
}


@pytest.mark.parametrize("name", ILL)
def test_an_ill_process(doctor, name):
    needs = "import atexit, builtins, os, resource, signal, sys\n"
    doctor.write("program.py", f"{needs}{ILL[name]}\nimport Nowhere_at_all\n")

    plain, watched = doctor.plain("program.py"), doctor("--", "program.py")

    assert "thence doctor: " in watched.stderr
    assert "thence/doctor/" not in watched.stderr
    assert watched.returncode == plain.returncode
    assert watched.stdout == plain.stdout


# Where CPython imports without them, thence does.
NOT_THERE = "ModuleNotFoundError: No module named 'Colorsys'"
GONE = ["len", "getattr", "isinstance", "set", "tuple", "super", "object", "property"]
GONE += ["Exception", "AttributeError", "ModuleNotFoundError", "SystemExit", "KeyboardInterrupt"]
RAISING = ["len", "getattr", "hasattr", "isinstance", "all", "next", "filter", "sorted", "id"]
RAISING += ["tuple", "super", "str", "bool", "Exception", "AttributeError", "ImportError"]


@pytest.mark.parametrize(
    "line",
    [f"builtins.{name} = None" for name in GONE]
    + [f"builtins.{name} = lambda *_: 1 / 0" for name in RAISING]
    + [f"del builtins.{name}" for name in ("tuple", "super", "object", "SystemExit")],
)
def test_a_builtin_that_is_gone(doctor, line):
    doctor.write("program.py", f"import builtins, sys\n{line}\nimport Colorsys\n")

    plain, watched = doctor.plain("-S", "program.py"), doctor("--", "-S", "program.py")

    assert watched.stderr.count("thence doctor: ") == 1
    if NOT_THERE in plain.stderr:  # some Pythons need a builtin for it that thence does not
        assert NOT_THERE in watched.stderr
    assert "swallowed" not in watched.stderr  # by nobody
    assert "thence/doctor/" not in watched.stderr
    assert "launching/" not in watched.stderr
    assert watched.returncode == plain.returncode


@pytest.mark.parametrize("line", ["del builtins.__import__", "builtins.__import__ = None"])
def test_without_a_function_to_import(doctor, line):
    doctor.write("program.py", f"import builtins\n{line}\nimport Colorsys\n")

    plain, watched = doctor.plain("program.py"), doctor("--", "program.py")

    assert "TH072 import-function-replaced" in watched.stderr
    assert plain.stderr.splitlines()[-1] in watched.stderr
    assert watched.returncode == plain.returncode


def test_the_builtins_stay_as_the_program_left_them(doctor):
    doctor.write(
        "program.py",
        "import atexit, builtins\nbuiltins.len = None\ndel builtins.id\n"
        "def own(*_): 1 / 0\nbuiltins.isinstance = own\n@atexit.register\ndef look():\n"
        "    print(builtins.len, hasattr(builtins, 'id'), builtins.isinstance is own)\n"
        "import Colorsys\n",
    )

    assert doctor("--", "program.py").stdout == "None False True\n"


def test_an_alarm_does_not_go_off_while_the_doctor_speaks(doctor):
    # Set by the last exit handler before the doctor's, so that it cannot go off before.
    alarm = "import atexit, signal\natexit.register(signal.setitimer, signal.ITIMER_REAL, 0.05)\n"
    doctor.write("program.py", f"{alarm}import Nowhere_at_all\n")

    watched = doctor("--", "program.py")

    assert "thence doctor: " in watched.stderr
    assert watched.returncode == 1


def test_modules_that_were_taken_away(failing):
    failing.write(
        "program.py",
        "import sys\nfor name in list(sys.modules):\n"
        "    if name not in ('sys', 'builtins'):\n        sys.modules[name] = None\n"
        "import nowhere_at_all\n",
    )

    watched = failing("--", "program.py")

    assert "nowhere_at_all" in watched.stderr
    assert "thence/doctor/" not in watched.stderr


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="takes a file without a folder")
def test_a_process_that_may_open_no_file_more(failing):
    """Neither a pipe nor a file is left for what he is to be told."""
    failing.write(
        "program.py",
        "import os, resource\nlimit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (64, limit))\n"
        "kept = [os.open(os.devnull, os.O_RDONLY)]\n"
        "while kept[-1] < 63:\n    kept.append(os.dup(kept[0]))\n"
        "import nowhere_at_all\n",
    )

    watched = failing("--", "program.py")

    assert "thence doctor: TH" in watched.stderr
    assert "nowhere_at_all" in watched.stderr.rpartition("thence doctor")[2]
