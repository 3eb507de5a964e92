"""``thence.explain`` and ``thence.install(explain=True)``."""

EXPLAIN = """\
import thence
try:
    import Fractions
except ImportError as error:
    for finding in thence.explain(error):
        print(finding.code, finding.culprit.line, finding.certain, finding.mends[0])
try:
    thence.explain("no exception")
except TypeError as error:
    print(error)
"""
NOTES = """\
import thence
installation = thence.install(explain=True)
import concurrent
concurrent.futures.ThreadPoolExecutor
"""
UNDONE = """\
import sys
import thence
before = sys.excepthook
with thence.install(explain=True):
    assert sys.excepthook != before
assert sys.excepthook == before
assert thence.process_system.attendants == ()
"""
PATH = "import sys; sys.path.append(sys.argv[1])\n"


def run(doctor, text, sources):
    doctor.write("program.py", PATH + text)
    return doctor.plain("program.py", sources)


def test_explain_returns_findings_as_data(doctor, sources):
    said = run(doctor, EXPLAIN, sources)

    lines = said.stdout.splitlines()
    assert lines[0] == "TH040 4 True write import fractions", said.stderr
    assert lines[-1] == "explain() takes an exception, not str"


def test_an_error_that_nobody_catches_gets_a_note(doctor, sources):
    said = run(doctor, NOTES, sources)

    assert "has no attribute 'futures'" in said.stderr
    assert (
        "\nTH046 submodule-not-imported: the submodule concurrent.futures was not" in said.stderr
    )
    assert "mend: add to" in said.stderr


def test_it_is_undone_with_the_installation(doctor, sources):
    said = run(doctor, UNDONE, sources)

    assert (said.returncode, said.stderr) == (0, "")
