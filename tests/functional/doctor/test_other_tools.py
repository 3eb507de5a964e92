"""The doctor in IPython and in pytest."""

import importlib.util
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

needs_ipython = pytest.mark.skipif(
    importlib.util.find_spec("IPython") is None, reason="IPython is not installed"
)
CELLS = """\
%load_ext thence
import Colorsys
print("goes on")
%unload_ext thence
import Colorsys
"""


@pytest.fixture
def path(sources):
    """An environment in which thence can be imported."""
    return {"PYTHONPATH": sources}


@needs_ipython
def test_a_failing_cell_is_explained_until_the_extension_is_unloaded(doctor, path):
    ended = doctor.plain("-m", "IPython", "--colors=NoColor", env=path, stdin=CELLS)

    shown = ended.stdout + ended.stderr
    assert "goes on" in shown
    assert shown.count("TH040 misspelled") == 1
    assert "culprit  Cell In[2]:1: " in shown


@pytest.fixture
def installed(doctor, path):
    """An environment in which pytest knows the plugin by its entry point."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [f"{name} = {target}" for name, target in project["entry-points"]["pytest11"].items()]
    points = "\n".join(["[pytest11]", *lines])
    doctor.write("site/thence_of_test-1.dist-info/METADATA", "Name: thence_of_test\nVersion: 1\n")
    doctor.write("site/thence_of_test-1.dist-info/entry_points.txt", points)
    doctor.write("site/thence_of_test-1.dist-info/RECORD", "thence/__init__.py,,\n")
    return {"PYTHONPATH": f"{path['PYTHONPATH']}:{doctor.folder / 'site'}"}


@pytest.mark.parametrize("words", [[], ["-p", "thence.integrations.pytest"]])
def test_a_module_that_cannot_be_collected_is_explained(doctor, installed, words):
    doctor.write("test_shop.py", "import Colorsys\n")
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", *words]

    told = doctor.plain(*command, "--thence-doctor", env=installed).stdout
    untold = doctor.plain(*command, env=installed).stdout

    assert "thence doctor" in told
    assert "TH040 misspelled: there is no module 'Colorsys'; did you mean 'colorsys'?" in told
    assert "TH040" not in untold


@pytest.mark.parametrize("words", [[], ["-p", "thence.integrations.pytest_budget"]])
def test_the_budget_of_imports_is_found_as_well(doctor, installed, words):
    doctor.write("pyproject.toml", "[tool.thence.budget.pytest]\nforbidden = ['colorsys']\n")
    doctor.write("test_shop.py", "import colorsys\ndef test():\n    pass\n")
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", *words]

    held = doctor.plain(*command, "--import-budget", env=installed)
    free = doctor.plain(*command, env=installed)

    assert "colorsys is imported, and is forbidden" in held.stdout
    assert (held.returncode, free.returncode) == (1, 0)


def test_pytest_does_not_complain_that_thence_came_before_it(doctor, installed):
    doctor.write("test_healthy.py", "def test():\n    pass\n")
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]

    watched = doctor("--", *words, env=installed)

    assert (watched.returncode, watched.stderr) == (0, "")
    assert "warning" not in watched.stdout
