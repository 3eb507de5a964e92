"""thence in IPython: what a cell imported, and why a name is found where it is."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import made_recordings as make
import pytest

import thence
from thence.cli.layout import console
from thence.integrations.magics import Imports

SOURCES = str(Path(thence.__file__).parent.parent)
pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("IPython") is None,
    reason="SKIPPED LOUDLY: needs IPython (pip install thence[browser])",
)

# Runs cells as a notebook would, and prints what each of them showed, as JSON.
CELLS = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

shell = InteractiveShell.instance()
for cell in json.loads(sys.argv[1]):
    with capture_output() as captured:
        shell.run_cell(cell)
    shown = [output.data for output in captured.outputs]
    print(json.dumps({"out": captured.stdout, "err": captured.stderr, "shown": shown}))
"""


@pytest.fixture
def run_cells(program):
    def run_cells(*cells):
        variables = {name: value for name, value in os.environ.items() if name[:6] != "PYTHON"}
        done = subprocess.run(
            [sys.executable, "-c", CELLS, json.dumps(["%load_ext thence", *cells])],
            cwd=program,
            env={**variables, "PYTHONPATH": SOURCES, "IPYTHONDIR": str(program / "ipython")},
            capture_output=True,
            text=True,
            check=True,
        )
        return [json.loads(line) for line in done.stdout.splitlines()][1:]

    return run_cells


def test_a_cell_tells_what_it_imported(run_cells):
    (cell,) = run_cells("%%imports\nimport shop.cart\nprint('done')")

    (shown,) = cell["shown"]
    assert cell["out"] == "done\n"
    assert "shop.prices" in shown["text/plain"]
    assert "thence show" not in shown["text/plain"]
    assert "<table>" in shown["text/html"]
    assert "shop.prices</bdi>" in shown["text/html"]


def test_a_notebook_gets_the_page_where_it_can_do_no_harm(run_cells):
    (cell,) = run_cells("%%imports\nimport shop.cart")

    html = cell["shown"][0]["text/html"]
    assert '<iframe sandbox="allow-scripts" srcdoc="&lt;!DOCTYPE html&gt;' in html


def test_what_the_shell_imports_to_show_an_error_is_not_the_cells(run_cells):
    (cell,) = run_cells("%%imports\nimport colorsys, absent")
    shown = cell["shown"][0]["text/plain"]

    assert "No module named 'absent'" in cell["out"] + cell["err"]
    assert "colorsys" in shown
    assert "absent not found" in shown
    assert shown.startswith("2 modules, ")


def test_errors_are_shown_as_ever_after_the_cell(run_cells):
    _, later = run_cells("%%imports\nimport absent", "1 / 0")

    assert "ZeroDivisionError" in later["out"] + later["err"]


AWAITING = """
import asyncio
from IPython.core.interactiveshell import InteractiveShell

async def cell():
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "thence")
    shell.run_cell_magic("imports", "", "import asyncio\\nawait asyncio.sleep(0)")

asyncio.run(cell())
"""


def test_a_cell_that_awaits_is_refused_where_a_loop_is_running(program):
    """As the kernel of a notebook runs it."""
    variables = {**os.environ, "PYTHONPATH": SOURCES, "IPYTHONDIR": str(program / "ipython")}
    done = subprocess.run(
        [sys.executable, "-c", AWAITING], env=variables, capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("%%imports cannot run a cell that awaits at its top level")
    assert "RuntimeError" not in done.stdout + done.stderr


def test_names_of_the_cell_stay(run_cells):
    *_, cell = run_cells("%%imports\nimport shop.cart as cart", "print(cart.__name__)")

    assert cell["out"] == "shop.cart\n"


def test_a_cell_that_raises_tells_both(run_cells):
    (cell,) = run_cells("%%imports\nimport shop.cart\nimport nosuch")

    assert "No module named 'nosuch'" in cell["out"] + cell["err"]
    # What IPython shows errors with is imported now, too: the table may have no room for all.
    assert "shop.cart" in cell["shown"][-1]["text/html"]


def test_each_cell_tells_its_own_imports(run_cells):
    _, second = run_cells("%%imports\nimport shop", "%%imports\nimport shop, shop.prices")

    table = second["shown"][0]["text/html"].partition("<iframe")[0]
    assert "shop.prices</bdi>" in table
    assert ">shop</bdi>" not in table


def test_a_cell_that_imports_nothing_says_so(run_cells):
    (cell,) = run_cells("%%imports\n1 + 1")

    assert "Nothing was imported" in cell["shown"][-1]["text/html"]


def test_a_kernel_that_asks_for_colours_gets_one_output(monkeypatch):
    """A kernel sets FORCE_COLOR, and rich makes an output of each line where it finds one."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr("rich.console._is_jupyter", lambda: True)

    assert "\x1b" not in repr(Imports(make.sample()))
    assert not console(io.StringIO()).is_jupyter


def test_why_answers_below_the_cell(run_cells):
    (cell,) = run_cells("%thence why shop.cart")

    assert cell["out"].startswith("shop.cart comes from ")


@pytest.mark.parametrize("line", ["%thence", "%thence run app.py"])
def test_commands_that_would_end_the_kernel_are_not_run(run_cells, line):
    (cell,) = run_cells(line)

    assert cell["out"].startswith("usage: %thence why|show|diff")


def test_unloading_takes_the_magics_away(run_cells):
    _, cell = run_cells("%unload_ext thence", "%thence why json")

    assert "not found" in cell["out"] + cell["err"]


def test_a_word_after_imports_is_no_part_of_the_cell(run_cells):
    (cell,) = run_cells("%%imports json\nimport shop.cart")

    assert cell["out"].startswith("usage: %%imports")


def test_the_page_works_inside_of_a_notebook(open_page):
    html = Imports(make.sample())._repr_html_()

    frame = open_page(f"<!DOCTYPE html>{html}").frame_locator("iframe")
    frame.locator("#import-2").click()

    assert frame.locator("#story h2").inner_text() == "shop.cart"
