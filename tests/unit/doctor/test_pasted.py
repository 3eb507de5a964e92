"""A pasted traceback, read as text."""

from thence.doctor.pasted import facts_of

CHAINED = """\
some output before
Traceback (most recent call last):
  File "/a/first.py", line 2, in <module>
    import nowhere
ModuleNotFoundError: No module named 'nowhere'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/a/main.py", line 1, in <module>
    import first
    ^^^^^^^^^^^^
  File "/venv/lib/python3.12/site-packages/pkg/__init__.py", line 5, in load
    raise RuntimeError("of
RuntimeError: first line
second line
"""
SYNTAX = """\
  File "/a/old.py", line 1
    print "x"
    ^^^^^^^^^
SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?
"""


def error_of(text):
    return facts_of(text)["errors"][0]


def test_the_last_error_comes_first_and_leads_to_the_others():
    error = error_of(CHAINED)

    assert (error["type"], error["message"]) == ("RuntimeError", "first line\nsecond line")
    assert [frame["line"] for frame in error["frames"]] == [1, 5]
    assert error["frames"][0]["source"] == "import first"
    assert error["context"]["name"] == "nowhere"


def test_the_version_is_read_from_a_path():
    assert facts_of(CHAINED)["interpreter"]["version"] == "3.12"


def test_a_syntax_error_names_its_file():
    error = error_of(SYNTAX)

    assert (error["filename"], error["line"]) == ("/a/old.py", 1)


def test_what_runpy_says_is_an_error():
    error = error_of("/usr/bin/python3: No module named tool.__main__; 'tool' is a package\n")

    assert error["message"].startswith("No module named tool.__main__")


def test_a_text_without_an_error_has_no_facts():
    assert facts_of("all is well\n") == {}
