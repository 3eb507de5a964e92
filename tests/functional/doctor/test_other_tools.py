"""The doctor in IPython and in pytest."""

import importlib.util

import pytest

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


def test_a_module_that_cannot_be_collected_is_explained(doctor, path):
    doctor.write("test_shop.py", "import Colorsys\n")
    words = ["-m", "pytest", "-q", "-p", "thence.integrations.pytest", "-p", "no:cacheprovider"]

    told = doctor.plain(*words, "--thence-doctor", env=path).stdout
    untold = doctor.plain(*words, env=path).stdout

    assert "thence doctor" in told
    assert "TH040 misspelled: there is no module 'Colorsys'; did you mean 'colorsys'?" in told
    assert "TH040" not in untold
