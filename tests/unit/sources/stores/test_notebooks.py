"""A folder with notebooks beside its modules."""

from __future__ import annotations

import json
import traceback
from collections.abc import Mapping
from pathlib import Path

import pytest

import thence
from thence.sources import RefusedError, Settings, Source, Sources
from thence.sources.libraries import Libraries
from thence.sources.opening import open_source
from thence.sources.roles import SourceRoles
from thence.sources.stores.notebook_magics import plain_script
from thence.sources.stores.notebooks import NotebooksSource

IPYTHON = {"kernelspec": {"language": "python", "name": "python3", "display_name": "Python 3"}}
# As Jupyter writes it: each line of code in a line of the file.
REPORT = """\
import math

%matplotlib inline
def area(r):
    return math.pi * r ** 2
---
! pip install \\
    something
files = !ls
text = '''
%not a magic
'''
rest = (17
  % 5)
area?
if text:
    %time area(1)
---
%%bash
echo this is no Python
---
%%time
timed = area(2)
---
def fail():
    raise RuntimeError("on purpose")
"""


def settings() -> Settings:
    return Settings([], Libraries())


def notebook(text: str, *, metadata=IPYTHON, indent: int | None = 1) -> bytes:
    """A notebook with a cell of text before each cell of code."""
    cells = []
    for code in text.split("---\n"):
        cells.append({"cell_type": "markdown", "metadata": {}, "source": ["# A\n", "heading"]})
        lines = code.removesuffix("\n").splitlines(keepends=True)
        cells.append({"cell_type": "code", "metadata": {}, "outputs": ["x = 1"], "source": lines})
    file = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(file, indent=indent).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a notebook."""
    folder = tmp_path / "lib"
    folder.mkdir()
    (folder / "report.ipynb").write_bytes(notebook(REPORT))
    return folder


def system(folder: Path):
    entry = f"notebooks:{folder}"
    return thence.ImportSystem([entry], sources=Sources([entry], cache=folder / "cache"))


class TestNotebooks(SourceRoles):
    """The roles of every store, for plain files."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        for file in (place / "lib").rglob("*.*"):
            file.unlink()
        for name, data in files.items():
            (place / "lib" / name).parent.mkdir(parents=True, exist_ok=True)
            (place / "lib" / name).write_bytes(data)
        return NotebooksSource(f"notebooks:{place}/lib", settings())


@pytest.mark.filterwarnings("ignore:left out:ImportWarning")
def test_a_notebook_is_a_module(folder):
    report = system(folder).import_module("report")

    assert report.area(1) == pytest.approx(3.14159, rel=1e-5)
    assert report.timed == report.area(2)
    assert report.text == "\n%not a magic\n"
    assert report.rest == 2
    assert not hasattr(report, "files")


@pytest.mark.filterwarnings("ignore:left out:ImportWarning")
def test_lines_are_those_of_the_file(folder):
    report = system(folder).import_module("report")
    lines = (folder / "report.ipynb").read_text().splitlines()

    with pytest.raises(RuntimeError) as caught:
        report.fail()

    frame = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert "on purpose" in lines[(frame.lineno or 0) - 1]
    assert frame.line == 'raise RuntimeError("on purpose")'


def test_it_is_said_what_is_left_out(folder):
    lines = (folder / "report.ipynb").read_text().splitlines()
    left_out = ["%matplotlib", "pip install", "something", "files =", "area?", "%time area"]
    left_out += ["%%bash", "echo", "%%time"]
    numbers = [index for index, line in enumerate(lines, 1) if any(x in line for x in left_out)]

    with pytest.warns(ImportWarning) as told:
        source = NotebooksSource(f"notebooks:{folder}", settings()).read("report.py").decode()

    shown = ", ".join(map(str, numbers))
    assert f"line {shown} of {folder}/report.ipynb" in str(told[0].message)
    assert source.splitlines()[numbers[0] - 1] == "pass  # left out: %matplotlib inline"


def test_the_notebook_itself_and_the_module_are_listed(folder):
    (folder / "odd name.ipynb").write_bytes(notebook("x = 1"))
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "report.ipynb").write_bytes(notebook("x = 'old'"))
    source = NotebooksSource(f"notebooks:{folder}", settings())

    assert set(source.list()) == {"report.ipynb", "report.py", "odd name.ipynb"}
    assert source.read("report.ipynb") == notebook(REPORT)


def test_a_module_beside_a_notebook_of_its_name_comes_first(folder):
    (folder / "report.py").write_text("answer = 'module'")

    assert system(folder).import_module("report").answer == "module"


def test_notebooks_and_modules_import_each_other(folder):
    (folder / "pkg").mkdir()
    (folder / "pkg" / "__init__.ipynb").write_bytes(notebook("from .plain import answer"))
    (folder / "pkg" / "plain.py").write_text("from .data import answer")
    (folder / "pkg" / "data.ipynb").write_bytes(notebook("answer = 42"))

    assert system(folder).import_module("pkg").answer == 42


def test_a_file_of_one_line_counts_on_through_the_cells(folder):
    (folder / "flat.ipynb").write_bytes(notebook("a = 1\nb = 2\n---\nc = 1 / 0\n", indent=None))

    with pytest.raises(ZeroDivisionError) as caught:
        system(folder).import_module("flat")

    assert traceback.extract_tb(caught.value.__traceback__)[-1].lineno == 3


def test_letters_that_only_some_take_for_ends_of_lines_end_none(folder):
    (folder / "odd.ipynb").write_bytes(notebook('a = "\\f"\n').replace(b"\\\\f", b"\\u2028"))

    assert system(folder).import_module("odd").a == "\u2028"


def test_what_is_wrong_stays_for_the_import_to_complain_of(folder):
    (folder / "wrong.ipynb").write_bytes(notebook("x = = 1"))

    with pytest.raises(SyntaxError) as caught:
        system(folder).import_module("wrong")

    line = (folder / "wrong.ipynb").read_text().splitlines()[(caught.value.lineno or 0) - 1]
    assert "x = = 1" in line


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{", "no notebook of version 4: JSONDecodeError"),
        (b'{"worksheets": []}', "no notebook of version 4: KeyError: 'cells'"),
        (b'{"cells": [{"cell_type": "code", "source": [1]}]}', "no notebook of version 4"),
        (b"\xff", "no notebook of version 4: UnicodeDecodeError"),
        (notebook("x <- 1", metadata={"language_info": {"name": "R"}}), "notebook in r"),
    ],
)
def test_what_is_no_notebook_is_refused(folder, data, why):
    (folder / "odd.ipynb").write_bytes(data)

    with pytest.raises(RefusedError, match=why) as caught:
        system(folder).import_module("odd")
    assert f"{folder}/odd.ipynb" in str(caught.value)


VERSION_3 = {
    "nbformat": 3,
    "worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1"], "language": "python"}]}],
}


def test_a_notebook_of_version_3_is_refused_with_what_to_do(folder):
    (folder / "old.ipynb").write_text(json.dumps(VERSION_3))

    with pytest.raises(RefusedError, match="version 3") as caught:
        system(folder).import_module("old")
    assert "jupyter nbconvert" in str(caught.value)


def test_asking_for_ipython_works_where_it_is_asked_for_first(folder):
    (folder / "asks.ipynb").write_bytes(
        notebook("try:\n    shell = get_ipython()\nexcept NameError:\n    shell = None\n")
    )

    assert system(folder).import_module("asks").shell is None


def test_awaiting_at_top_level_is_an_error_in_its_line(folder):
    (folder / "waits.ipynb").write_bytes(
        notebook("import asyncio\nasync def f(): pass\nawait f()")
    )

    with pytest.raises(SyntaxError, match="'await' outside") as caught:
        system(folder).import_module("waits")
    lines = (folder / "waits.ipynb").read_text().splitlines()
    assert "await f()" in lines[(caught.value.lineno or 0) - 1]


def test_cells_of_text_and_raw_cells_are_no_code(folder):
    cells = [
        {"cell_type": "raw", "metadata": {}, "source": ["x = = 1"]},
        {"cell_type": "markdown", "metadata": {}, "source": "y = = 1"},
        {"cell_type": "code", "metadata": {}, "source": "answer = 'gr\u00fc\u00dfe'"},
    ]
    (folder / "mixed.ipynb").write_text(
        json.dumps({"cells": cells, "nbformat": 4}, ensure_ascii=False, indent=1), "utf-8"
    )

    assert system(folder).import_module("mixed").answer == "gr\u00fc\u00dfe"


def test_a_notebook_that_was_edited_is_reloaded(folder):
    (folder / "edited.ipynb").write_bytes(notebook("answer = 1"))
    here = system(folder)
    module = here.import_module("edited")
    (folder / "edited.ipynb").write_bytes(notebook("answer = 2"))

    assert here.reload(module).answer == 2


def test_notebooks_of_a_package_import_each_other_relatively(folder):
    (folder / "pkg").mkdir()
    (folder / "pkg" / "one.ipynb").write_bytes(
        notebook("from .two import value\nfrom . import two")
    )
    (folder / "pkg" / "two.ipynb").write_bytes(notebook("value = 2"))

    assert system(folder).import_module("pkg.one").value == 2


def test_magics_in_scripts_with_cells_are_left_out(folder):
    (folder / "script.py").write_text("# %% load\n%load_ext autoreload\n# %%\nanswer = 42\n")

    with pytest.warns(ImportWarning, match=rf"line 2 of {folder}/script.py"):
        assert system(folder).import_module("script").answer == 42


def test_a_script_without_magics_is_what_it_is():
    data = b"# %%\nx = 1 \\\n%2\n"

    assert plain_script(data) == (data, [])
    assert plain_script(b"# \xe4 coding: latin-1\n# %%\n!ls") == (
        b"# \xe4 coding: latin-1\n# %%\n!ls",
        [],
    )


def test_a_relative_path_is_refused():
    with pytest.raises(RefusedError, match="absolute"):
        open_source("notebooks:lib", settings())
