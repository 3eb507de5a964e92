"""Uninstalling leaves the process as it was."""

from __future__ import annotations

import pytest

# What a program may have loaded before that hands on names of the import system.
EARLY = "import importlib.abc, importlib.metadata, importlib.resources, importlib.util\n"
EARLIER = EARLY + "import inspect, json, pkgutil, runpy, zipimport\n"

PRELUDE = "import thence\nfrom import_state import changed, state\n"


@pytest.mark.parametrize("loaded_before", ["", EARLIER], ids=["little loaded", "much loaded"])
def test_every_trace_is_gone_after_uninstalling(programs, loaded_before):
    output = programs.output(
        loaded_before
        + PRELUDE
        + """if True:
        before = state()
        installation = thence.install()
        during = changed(before, state())
        installation.uninstall()
        print(bool(during), changed(before, state()))
        """
    )

    assert output == "True []\n"


def test_every_trace_is_gone_when_modules_were_loaded_meanwhile(programs):
    output = programs.output(
        PRELUDE
        + EARLIER
        + """if True:
        from import_state import foreign_modules
        before = state()
        with thence.install():
            import concurrent.futures, email.message, sqlite3, xml.dom
        print(changed(before, state()))
        print(foreign_modules())
        """
    )

    assert output == "[]\n[]\n"


def test_installing_again_and_again_changes_nothing_in_the_end(programs):
    output = programs.output(
        EARLIER
        + PRELUDE
        + """if True:
        before = state()
        for _ in range(5):
            thence.install().uninstall()
        print(changed(before, state()))
        """
    )

    assert output == "[]\n"


@pytest.mark.parametrize("order", ["0, 1, 2", "2, 1, 0", "1, 0, 2", "1, 2, 0"])
def test_the_last_of_several_handles_restores_the_process(programs, order):
    output = programs.output(
        PRELUDE
        + f"""if True:
        before = state()
        handles = [thence.install() for _ in range(3)]
        for each in [{order}]:
            print(bool(changed(before, state())))
            handles[each].uninstall()
        print(changed(before, state()))
        """
    )

    assert output == "True\nTrue\nTrue\n[]\n"


def test_a_second_uninstall_of_a_handle_does_nothing(programs):
    output = programs.output(
        PRELUDE
        + """if True:
        before = state()
        first, second = thence.install(), thence.install()
        first.uninstall()
        first.uninstall()
        print(bool(changed(before, state())), first, second)
        second.uninstall()
        second.uninstall()
        print(changed(before, state()), second)
        """
    )

    assert output == (
        "True <Installation, undone> <Installation, in force>\n[] <Installation, undone>\n"
    )


def test_the_end_of_a_with_block_uninstalls(programs):
    output = programs.output(
        PRELUDE
        + """if True:
        before = state()
        with thence.install() as installation:
            print(installation, bool(changed(before, state())))
        print(installation, changed(before, state()))
        """
    )

    assert output == "<Installation, in force> True\n<Installation, undone> []\n"


def test_an_error_in_a_with_block_uninstalls_and_goes_on(programs):
    output = programs.output(
        PRELUDE
        + """if True:
        before = state()
        try:
            with thence.install():
                import absent_module
        except ModuleNotFoundError as error:
            print(error, changed(before, state()))
        """
    )

    assert output == "No module named 'absent_module' []\n"


def test_modules_that_the_interpreter_loaded_count_as_loaded_by_thence(programs):
    output = programs.output(
        """
        import json, json.decoder
        import thence, thence.machinery
        with thence.install():
            print(type(json.__spec__) is thence.machinery.ModuleSpec)
            print(type(json.__loader__) is thence.machinery.SourceFileLoader)
            print(json.__loader__ is json.__spec__.loader)
        """
    )

    assert output == "True\nTrue\nTrue\n"


def test_an_error_while_taking_over_gives_everything_back(programs):
    output = programs.output(
        PRELUDE
        + """if True:
        import sys
        before = state()

        class RefusingOnce(dict):
            refused = False

            def values(self):
                if self.refused:
                    return super().values()
                self.refused = True
                raise MemoryError("no")

        cache, sys.path_importer_cache = sys.path_importer_cache, RefusingOnce()
        try:
            thence.install()
        except MemoryError as error:
            print(error)
        sys.path_importer_cache = cache
        print(changed(before, state()))
        with thence.install():
            print(bool(changed(before, state())))
        """
    )

    assert output == "no\n[]\nTrue\n"
