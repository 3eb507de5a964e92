"""``thence show``: a recording of a real run, in a terminal and in every format."""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

import thence

SOURCES = str(Path(thence.__file__).parent.parent)


@pytest.fixture
def show(thence_command, recording_file):
    def show(*words, **more):
        return thence_command("show", str(recording_file), *words, **more)

    return show


def lines(done):
    assert done.returncode == 0, done.stderr
    return [line.rstrip() for line in done.stdout.splitlines()]


def test_the_table_has_each_module_its_owner_and_who_asked(show):
    shown = lines(show("--name", "shop*"))

    rows = {line.split()[4]: line for line in shown[2:5]}
    assert shown[1].split() == ["own", "total", "module", "of", "asked", "by"]
    assert set(rows) == {"shop", "shop.cart", "shop.prices"}
    assert "the program" in rows["shop.cart"]
    assert rows["shop.prices"].endswith("shop.cart:2")


def test_it_says_what_to_do_next(show, recording_file):
    shown = lines(show())

    assert shown[-1] == f"a page for the browser: thence show {recording_file} --as html"


def test_the_tree_has_the_requests_below_the_one_that_led_to_them(show):
    shown = lines(show("--as", "tree", "--name", "shop*"))

    names = {line.split()[4]: line[21:] for line in shown[2:-2]}
    indents = {name: len(line) - len(line.lstrip()) for name, line in names.items()}
    assert indents["shop.cart"] == 0
    assert indents["shop.prices"] > 0


def test_what_nobody_has_is_marked(show):
    assert "speedups not found" in show("--name", "speedups").stdout


def test_one_screen_is_shown_unless_all_is_wanted(show, recording_file):
    some, every = lines(show()), lines(show("--all"))

    assert len(every) > len(some)
    hidden = len(every) - len(some) + 1
    assert f"and {hidden} more: thence show {recording_file} --all" in some


def test_one_module_tells_its_story_and_everybody_who_asked(show):
    shown = "\n".join(lines(show("shop.cart")))

    assert "app.py:1" in shown
    assert "found and executed" in shown
    assert "shop/cart.py" in shown
    assert "again" in shown
    assert "prices.py:1" in shown


def test_a_swallowed_error_is_told_with_its_place(show):
    shown = show("speedups").stdout

    assert "No module named 'speedups'" in shown
    assert "swallowed by the except at" in shown
    assert "app.py:4" in shown


@pytest.fixture
def changing(thence_command, tmp_path):
    """Shows the recording of a program that changes things between its imports."""
    program = (
        "import os, sys\n"
        "sys.path.append('/by hand')\n"
        "import json\n"
        "json.__package__ = 'other'\n"
        "if not os.fork(): import colorsys; os._exit(0)\n"
        "os.wait()\n"
    )
    (tmp_path / "changing.py").write_text(program, encoding="utf-8")
    lines(thence_command("trace", "-o", "changing.rec", "changing.py"))
    return lambda *words: lines(thence_command("show", "changing.rec", *words))


def test_what_changed_between_imports_is_told_of_each_process(changing):
    shown = changing("--as", "processes")
    first = shown.index(next(line for line in shown if line.startswith("process ")))
    second = shown.index(next(line for line in shown[first + 1 :] if line.startswith("process ")))
    told = "\n".join(shown[first:second])

    assert "changed between imports sys.path: " in told
    assert "+ /by hand" in told
    assert "json.__package__: + 'other', - 'json'" in told
    assert "it came to its end" in told
    assert "forked by process number 0" in "\n".join(shown[second:])
    assert not any("loaded before" in line for line in shown)
    assert any("loaded before" in line for line in changing("--as", "processes", "--all"))


def test_the_table_says_how_many_changes_fell_between_imports(changing):
    hints = [line for line in changing() if line.endswith("--as processes")]

    assert re.match(r"processes, and \d changes between imports: ", hints[0])


def test_labels_of_a_story_stand_apart_from_its_lines(changing):
    (line,) = [line for line in changing("json") if "changed later" in line]

    assert line.startswith(" changed later json.__package__: ")


def test_a_module_that_nobody_asked_for_is_said(show):
    done = show("shop.card")

    assert done.returncode == 1
    assert done.stderr == "thence show: nobody asked for shop.card; did you mean shop.cart?\n"


def test_filters_narrow_the_table(show):
    names = [line.split()[4] for line in lines(show("--name", "shop", "--depth", "0"))[2:3]]

    assert names == ["shop.cart"]
    assert "shop" not in show("--min", "1s").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--as", "pdf"], "there is no format 'pdf'; there are table, tree, processes, html"),
        (["--min", "soon"], "'soon' is no time"),
        (["--sort", "colour"], "'colour' is not one of"),
    ],
)
def test_a_bad_line_is_said(show, words, told):
    done = show(*words)

    assert done.returncode == 2
    assert told in done.stderr


def test_a_file_that_is_no_recording_is_said(thence_command, tmp_path):
    (tmp_path / "notes.txt").write_text("hello\n", encoding="utf-8")

    absent, other = thence_command("show", "absent"), thence_command("show", "notes.txt")

    assert (absent.returncode, other.returncode) == (2, 2)
    assert "cannot read absent: No such file" in absent.stderr
    assert "notes.txt" in other.stderr


def test_recordings_of_plain_python_are_shown(thence_command, tmp_path):
    with (tmp_path / "plain.txt").open("w", encoding="utf-8") as stream:
        command = [sys.executable, "-X", "importtime", "-c", "import json.tool"]
        subprocess.run(command, stderr=stream, check=True)

    table = lines(thence_command("show", "plain.txt", "--name", "json"))
    page = thence_command("show", "plain.txt", "--as", "html")

    assert {line.split()[4] for line in table[2:-2]} >= {"json", "json.tool", "json.decoder"}
    assert page.returncode == 0
    assert "json.tool" in (tmp_path / "plain.txt.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["chrome", "speedscope", "otlp", "json", "cyclonedx"])
def test_documents_are_json_that_names_the_modules(show, form):
    document = show("--as", form).stdout

    assert json.loads(document)
    assert "shop/prices.py" in document


@pytest.mark.parametrize("form", ["importtime", "dot"])
def test_texts_name_the_modules(show, form):
    assert "shop.prices" in show("--as", form).stdout


def test_the_bill_of_materials_has_the_hashes_of_the_files(show, recording_file):
    components = json.loads(show("--as", "cyclonedx").stdout)["components"]

    hashes = {
        file["name"]: file["hashes"][0]["content"]
        for component in components
        for file in component["components"]
    }
    cart = recording_file.parent / "shop" / "cart.py"
    assert hashes[str(cart)] == hashlib.sha256(cart.read_bytes()).hexdigest()


def test_a_document_is_written_whole_or_not_at_all(show, tmp_path):
    (tmp_path / "there").mkdir()

    written, refused = show("--as", "dot", "-o", "graph.dot"), show("--as", "dot", "-o", "there")

    assert written.returncode == 0
    assert (tmp_path / "graph.dot").read_text(encoding="utf-8").startswith("digraph")
    assert refused.returncode == 1
    assert {each.name for each in tmp_path.iterdir()} == {"there", "graph.dot"}


def test_what_is_no_file_is_written_to_and_stays_what_it_is(show, tmp_path):
    (tmp_path / "link.dot").symlink_to("graph.dot")
    (tmp_path / "full").symlink_to("/dev/full")

    shown = show("--as", "dot", "-o", "/dev/stdout")
    linked = show("--as", "dot", "-o", "link.dot")
    full = show("--as", "dot", "-o", "full")

    assert shown.stdout.startswith("digraph")
    assert linked.returncode == 0
    assert (tmp_path / "link.dot").is_symlink()
    assert (tmp_path / "graph.dot").read_text(encoding="utf-8").startswith("digraph")
    assert (full.returncode, full.stderr) == (1, "thence show: full: No space left on device\n")


def test_a_folder_that_is_not_there_is_said_by_the_name_that_was_given(show):
    refused = show("--as", "dot", "-o", "absent/graph.dot")

    assert refused.returncode == 1
    assert refused.stderr == "thence show: absent/graph.dot: No such file or directory\n"


def test_cycles_are_found_in_a_real_program(show):
    marked = [
        line
        for line in show("--as", "dot").stdout.splitlines()
        if "->" in line and "color" in line
    ]

    assert any('"shop.prices" -> ' in line for line in marked)


def test_the_page_of_a_real_program_opens(show, open_page, tmp_path):
    show("--as", "html", "-o", "page.html")

    page = open_page((tmp_path / "page.html").read_text(encoding="utf-8"))
    page.locator("#search").fill("shop.prices")
    page.keyboard.press("Enter")

    assert page.locator("#story h2").inner_text() == "shop.prices"
    assert "cart.py:2" in page.locator("#story").inner_text()


def test_why_tells_who_asked_in_a_recorded_run(thence_command, recording_file):
    done = thence_command("why", "json", "--recording", str(recording_file))

    static, _, recorded = done.stdout.partition(f"in {recording_file}:\n")
    assert static.startswith("json comes from ")
    assert "shop/cart.py:1" in recorded
    assert "found and executed" in recorded


def test_why_says_when_nobody_asked(thence_command, recording_file):
    done = thence_command("why", "tomllib", "--recording", str(recording_file))

    assert done.stdout.endswith("nobody asked for it\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["gone.rec"], "cannot read gone.rec"),
        (["gone.rec", "--json"], "thence show FILE --as json"),
    ],
)
def test_why_says_what_is_wrong_with_a_recording(thence_command, words, told):
    done = thence_command("why", "json", "--recording", *words)

    assert done.returncode == 2
    assert told in done.stderr


def test_names_cannot_steer_the_terminal(thence_command, tmp_path):
    text = "import time: 5 | 5 | evil\x1b[31m\u202e\nimport time: 9 | 14 | top\n"
    (tmp_path / "evil.txt").write_text(text, encoding="utf-8")

    shown = [
        thence_command("show", "evil.txt", *words).stdout
        for words in ([], ["--as", "tree"], ["evil\x1b[31m\u202e"])
    ]

    assert all("evil" in each for each in shown)
    assert not any("\x1b" in each or "\u202e" in each for each in shown)


def test_memory_has_a_column_where_it_was_measured(thence_command, program):
    thence_command("trace", "--quiet", "--memory", "-o", "memory.rec", "app.py")

    done = thence_command("show", "memory.rec", "--sort", "memory")

    assert lines(done)[1].split()[:3] == ["own", "total", "memory"]
    assert "memory by rss" in lines(done)[0]


def test_a_terminal_gets_one_screen_with_colours(recording_file):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 20, 300, 0, 0))  # no line wraps
    # The size is that of the terminal, not of the one that runs the tests.
    left_out = ("PYTHON", "COLUMNS", "LINES")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
    done = subprocess.Popen(
        [sys.executable, "-m", "thence", "show", str(recording_file)],
        stdin=theirs,
        stdout=theirs,
        env={**environment, "PYTHONPATH": SOURCES, "TERM": "xterm-256color"},
    )
    os.close(theirs)
    written = b""
    try:
        while part := os.read(ours, 65536):
            written += part
    except OSError:  # the other end is closed: that is how a terminal says so
        pass
    os.close(ours)

    assert done.wait() == 0
    assert b"\x1b[" in written
    assert 10 < written.count(b"\n") <= 20


def test_processes_of_one_run_are_shown_together(thence_command, program):
    (program / "parent.py").write_text(
        "import subprocess, sys\nsubprocess.run([sys.executable, 'app.py'])\n", encoding="utf-8"
    )
    thence_command("trace", "--quiet", "-o", "two.rec", "parent.py")

    table, tree = (thence_command("show", "two.rec", *words) for words in ([], ["--as", "tree"]))

    assert ", 2 processes  parent.py" in lines(table)[0]
    assert tree.stdout.count(", MainThread\n") == 2


class TestHostileNames:
    """Whatever a module is called, neither a terminal nor a tool obeys it."""

    NAME = "\x1b]0;title\x07\u202e\u2028\udcff\ud800<"

    @pytest.fixture
    def hostile(self, thence_command, tmp_path):
        program = f"""import importlib
try: importlib.import_module({self.NAME!r})
except ImportError: pass"""
        (tmp_path / "app.py").write_text(program, encoding="utf-8")
        thence_command("trace", "--quiet", "-o", "app.rec", "app.py", "\x1b[31m")
        return tmp_path / "app.rec"

    @pytest.mark.parametrize(
        "view", ["table", "tree", "importtime", "dot", "html", "json", "otlp"]
    )
    def test_it_is_written_as_an_escape_or_not_at_all(self, thence_command, hostile, view):
        done = thence_command("show", str(hostile), "--as", view, "--all", "-o", "-")

        assert (done.returncode, done.stderr) == (0, "")
        assert "\x1b" not in done.stdout
        assert "\x07" not in done.stdout
        assert "title" in done.stdout

    def test_nor_is_it_where_nobody_asked_for_a_module(self, thence_command, hostile):
        done = thence_command("show", str(hostile), self.NAME[:-3])

        assert "\\x1b]0;title\\x07" in done.stderr
        assert "\x1b" not in done.stderr


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
@pytest.mark.parametrize("view", ["table", "tree"])
def test_a_line_is_a_line_on_any_screen(recording_file, view, columns):
    from rich.cells import cell_len
    from rich.console import Console

    from thence.cli import show_table, show_tree
    from thence.tracing.loading import load
    from thence.tracing.reports.selecting import Wish

    screen = io.StringIO()
    target = Console(file=screen, force_terminal=True, width=columns, height=24, color_system=None)
    show = {"table": show_table, "tree": show_tree}[view].show
    show(load(recording_file), Wish(name="json*"), target)

    lines = screen.getvalue().splitlines()
    rows = [line for line in lines if re.search(r"\d (ns|µs|ms|s) ", line)][1:]
    assert all(cell_len(line.rstrip()) <= columns for line in rows)
    assert len(lines) <= 24
    assert any("json.decoder" in line or "….decoder" in line for line in rows)
