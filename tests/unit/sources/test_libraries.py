"""What sources need for themselves, apart from the program's modules."""

from __future__ import annotations

import builtins
import os
import signal
import sys
import threading
import warnings

import pytest

from thence.sources.libraries import Libraries


@pytest.fixture
def without(monkeypatch):
    """Takes modules out of the program's cache, for the time of the test."""

    def take(*names):
        for name in names:
            monkeypatch.delitem(sys.modules, name, raising=False)

    return take


def test_what_the_program_has_loaded_is_used():
    assert Libraries()("json") is __import__("json")


def test_what_it_has_not_loaded_does_not_show(without):
    without("colorsys")

    found = Libraries()("colorsys")

    assert found.rgb_to_hsv(0, 0, 0) == (0.0, 0.0, 0)
    assert "colorsys" not in sys.modules


def test_it_is_the_same_at_each_time(without):
    without("colorsys")
    library = Libraries()

    assert library("colorsys") is library("colorsys")


def test_a_module_of_the_programs_own_is_not_taken_for_the_librarys(monkeypatch):
    monkeypatch.setitem(sys.modules, "colorsys", type(sys)("colorsys"))

    assert hasattr(Libraries()("colorsys"), "rgb_to_hsv")


def test_what_does_not_exist_is_an_import_error():
    with pytest.raises(ModuleNotFoundError, match="no_such_library"):
        Libraries()("no_such_library")


def test_only_the_importing_thread_asks_no_sources(without):
    library = Libraries()
    seen = []

    def look():
        seen.append(library.is_importing())

    def from_within():
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        look()

    library.apart(from_within)
    look()

    assert seen == [False, True, False]


def test_hashes_are_those_of_everybody():
    assert Libraries().sha256(b"") == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_a_fork_while_another_thread_imports_leaves_nothing_half_made(without, tmp_path):
    """That thread is not in the child, where nobody would ever finish its work."""
    without("slow_part")
    (tmp_path / "slow_part.py").write_text(
        "import builtins\nbuiltins.slow_begun.set()\nbuiltins.slow_goes_on.wait()\n"
    )
    builtins.slow_begun, builtins.slow_goes_on = threading.Event(), threading.Event()
    sys.path.append(str(tmp_path))
    library = Libraries()
    worker = threading.Thread(target=library, args=["slow_part"])
    try:
        worker.start()
        builtins.slow_begun.wait()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads, since 3.12
            child = os.fork()
        if not child:
            builtins.slow_goes_on = threading.Event()
            builtins.slow_goes_on.set()
            signal.alarm(20)
            library("slow_part")
            os._exit(library.is_importing())
        assert os.waitpid(child, 0)[1] == 0
    finally:
        builtins.slow_goes_on.set()
        worker.join()
        sys.path.remove(str(tmp_path))
        del builtins.slow_begun, builtins.slow_goes_on
