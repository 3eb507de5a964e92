"""Errors that quote the traceback of another: of a cell in a kernel, which is gone by then."""

import pytest

from thence.doctor.quoted_tracebacks import diagnose_with_quoted

# As nbclient puts it together, with IPython's colours.
CELL = """\
An error occurred while executing the following cell:
------------------
{source}
------------------


\x1b[31m---------------------------------------------------------------------------\x1b[39m
\x1b[31m{error}\x1b[39m                       Traceback (most recent call last)
\x1b[36mCell\x1b[39m\x1b[36m \x1b[39m\x1b[32mIn[1]\x1b[39m\x1b[32m, line 1\x1b[39m
\x1b[32m----> \x1b[39m\x1b[32m1\x1b[39m {source}

\x1b[31m{error}\x1b[39m: {message}
"""
ABSENT = {
    "source": "import Colorsys",
    "error": "ModuleNotFoundError",
    "message": "No module named 'Colorsys'",
}


def facts(how="uncaught", **cell):
    """Of a program that an error ended which quotes that of a cell."""
    row = {"type": "CellExecutionError", "message": CELL.format(**cell), "name": None}
    more = {"bases": [], "frames": [], "object": None, "how": how, "is_import": False}
    return {"errors": [row | more], "failed": True, "interpreter": {"version": "3.11.7"}}


def test_the_error_of_a_cell_is_explained_as_a_guess():
    """The kernel's environment may be another than that of the program that started it."""
    (diagnosis,) = diagnose_with_quoted(facts(**ABSENT), {})

    (first, *_) = diagnosis.findings
    assert (first.code, str(first.culprit)) == ("TH040", "Cell In[1]:1: 'Colorsys' for 'colorsys'")
    assert not first.certain


@pytest.mark.parametrize(
    "cell",
    [
        {"source": "1 / 0", "error": "ZeroDivisionError", "message": "division by zero"},
        {**ABSENT, "how": "formatted"},
    ],
    ids=["no import failed", "the program did not end by it"],
)
def test_nothing_is_said_of_a_cell_that_has_nothing_to_do_with_a_failed_import(cell):
    assert diagnose_with_quoted(facts(**cell), {}) == []
