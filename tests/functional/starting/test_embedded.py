"""In an interpreter that a program in C has made for itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

KINDS = ["isolated", "python"]


@pytest.fixture(scope="session")
def embedding(tmp_path_factory) -> Path:
    """The program; built once."""
    compiler = shutil.which((sysconfig.get_config_var("CC") or "cc").split()[0])
    if compiler is None or not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        pytest.skip("no C compiler here, or this Python has no shared library to link with")
    program = tmp_path_factory.mktemp("embedding") / "embedding"
    source = Path(__file__).with_name("data") / "embedding.c"
    library = sysconfig.get_config_var("LIBDIR")
    built = subprocess.run(
        [
            compiler,
            str(source),
            "-o",
            str(program),
            "-pthread",
            f"-I{sysconfig.get_path('include')}",
            f"-L{library}",
            f"-Wl,-rpath,{library}",
            f"-lpython{sysconfig.get_config_var('LDVERSION')}",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode:
        pytest.skip(f"a program with Python in it cannot be built here: {built.stderr}")
    return program


@pytest.fixture
def embedded(starting, embedding):
    """Runs the program with two texts, and returns what it printed."""

    def run(kind, before, after, module="wanted.inner", rounds=1):
        places = [str(starting.folder), *starting.places]
        header = f"import sys\nsys.path[:0] = {places!r}\nimport round_trip\n"
        texts = (header + before, module, after)
        ended = starting.start(embedding, kind, sys.base_prefix, str(rounds), *texts)
        assert (ended.returncode, ended.stderr) == (0, "")
        return ended.stdout.splitlines()

    return run


@pytest.mark.parametrize("kind", KINDS)
class TestEmbedded:
    """With and without site."""

    def test_taken_over_and_given_back(self, embedded, kind):
        assert embedded(kind, "round_trip.prove('wanted.inner')", "") == ["restored"]

    def test_an_import_from_c_comes_to_thence(self, embedded, kind):
        before = "taken = round_trip.Taken()"
        after = (
            "module = sys.modules['wanted.inner']\n"
            "print(round_trip.by_thence(module), taken.give_back())\n"
        )

        assert embedded(kind, before, after) == ["True restored"]

    def test_the_interpreter_may_end_on_thence(self, embedded, kind):
        assert embedded(kind, "taken = round_trip.Taken()", "print(True)") == ["True"]

    def test_made_and_ended_several_times_in_one_process(self, embedded, kind):
        before = "round_trip.prove('wanted'); again = round_trip.Taken()"

        assert embedded(kind, before, "", rounds=4) == ["restored"] * 4

    def test_given_back_while_the_interpreter_ends(self, embedded, kind):
        before = (
            "import atexit\ntaken = round_trip.Taken()\n"
            "atexit.register(lambda: print(taken.give_back()))\n"
        )

        assert embedded(kind, before, "") == ["restored"]
