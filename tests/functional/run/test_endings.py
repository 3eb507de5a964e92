"""How a program ends: its status, its signals, what it says last."""

import signal
import sys

import pytest

ENDINGS = {
    "by itself": "print(1)",
    "exit nothing": "raise SystemExit",
    "exit none": "raise SystemExit(None)",
    "exit number": "import sys; sys.exit(7)",
    "exit negative": "import sys; sys.exit(-1)",
    "exit big": "import sys; sys.exit(2**40)",
    "exit true": "import sys; sys.exit(True)",
    "exit text": "import sys; sys.exit('farewell ☃')",
    "exit object": "import sys; sys.exit([1, 2])",
    "exit two": "raise SystemExit(1, 2)",
    "exit subclass": "class E(SystemExit):\n    code = 9\nraise E",
    "error": "def f():\n    1/0\nf()",
    "error with cause": "try:\n    1/0\nexcept Exception as e:\n    raise ValueError('x') from e",
    "error with context": "try:\n    1/0\nexcept Exception as e:\n    raise ValueError('x')",
    "error with note": "e = ValueError('x')\ne.add_note('note')\nraise e",
    "error group": "raise ExceptionGroup('g', [ValueError(1), TypeError(2)])",
    "error without str": "class E(Exception):\n    def __str__(self): 1/0\nraise E",
    "error in import": "import nothing.there",
    "error in imported": "import broken",
    "syntax error in imported": "import unreadable",
    "os exit": "import os; print(1, flush=True); os._exit(3)",
    "exit handlers": "import atexit; atexit.register(print, 'bye'); 1/0",
    "exit handler that fails": "import atexit; atexit.register(lambda: 1/0)",
    "exit in thread": "import threading, sys; t = threading.Thread(target=sys.exit); t.start()",
    "error in thread": "import threading; threading.Thread(target=lambda: 1/0, name='T').start()",
    "thread goes on": "import threading\ndef f(): threading.main_thread().join(); print('on')\n"
    "threading.Thread(target=f).start()",
    "interrupted": "raise KeyboardInterrupt",
    "interrupted by a signal": "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nprint(1)",
    "interrupt subclass": "class K(KeyboardInterrupt): pass\nraise K",
    "terminated": "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)",
    "aborted": "import os; os.abort()",
    "handler of its own": "import signal, os\nsignal.signal(signal.SIGINT, lambda *a: 1/0)\n"
    "os.kill(os.getpid(), signal.SIGINT)\nprint(1)",
    "dispositions": "import signal\nfor s in sorted(signal.valid_signals()):\n"
    "    print(s, signal.getsignal(s))",
    "hook": "import sys\ndef hook(k, e, t): print(k, e, t.tb_frame, t.tb_next)\n"
    "sys.excepthook = hook\nraise ValueError(1)",
    "hook fails": "import sys\ndef hook(*a): raise TypeError(2)\nsys.excepthook = hook\n1/0",
    "hook exits": "import sys\ndef hook(*a): sys.exit(5)\nsys.excepthook = hook\n1/0",
    "hook is none": "import sys\nsys.excepthook = None\n1/0",
    "hook is gone": "import sys\ndel sys.excepthook\n1/0",
    "hook is native": "import sys\nsys.excepthook = print\nraise KeyError",
    "last": "import sys, atexit\ndef show():\n    print(sys.last_type, sys.last_value, "
    "sys.last_traceback.tb_frame.f_code.co_filename, getattr(sys, 'last_exc', 0))\n"
    "atexit.register(show)\n1/0",
    "no stderr": "import sys\nsys.stderr = None\n1/0",
    "own stderr": "import sys\nsys.stderr = sys.stdout\n1/0",
    "closed stdout": "import os; os.close(1); print(1)",
    "flush fails": "import sys; sys.stdout = None; 1/0",
    "async": "import asyncio\nasync def f():\n    raise ValueError('in f')\nasyncio.run(f())",
    "names at exit": "import atexit\natexit.register(lambda: print(sorted(globals())))\n1/0",
    "names at exit of an exit": "import atexit, sys\n"
    "atexit.register(lambda: print(sorted(globals())))\nsys.exit(3)",
    "names while it exits": "class C:\n    def __str__(self): return f'{sorted(globals())}'\n"
    "raise SystemExit(C())",
    "names in the hook": "import sys\ndef hook(*_): print(sorted(globals()))\n"
    "sys.excepthook = hook\n1/0",
    "main at exit": "class D:\n    def __del__(self): print('__file__' in globals())\nd = D()",
    "warns": "import warnings\nwarnings.warn('x')\ndef f(): warnings.warn('', stacklevel=2)\nf()",
    "leaks": "open(__file__) if '__file__' in globals() else 0",
    "unraisable": "class D:\n    def __del__(self): 1/0\nD()",
    "assertion": "assert 0, 'never'",
    "traceback by hand": "import traceback\ntry: 1/0\nexcept Exception: traceback.print_exc()",
}

BROKEN_SOURCES = {
    "indent": b"x = 1\n  y = 2",
    "never closed": b"x = (1,\n\n",
    "tabs": b"def f():\n\tif 1:\n        x\n",
    "string": b"x = 'abc\ny=2",
    "not utf-8": b"# c\nprint('\xe9')\n",
    "not utf-8 in a comment": b"print(1) # \xff\n",
    "null": b"# c\nx = 'a\0b'\n",
    "unknown encoding": b"# coding: foo\nx = 1\n",
    "declared utf-8, is not": b"# coding: utf-8\nprint('\xe9')\n",
    "latin": "# coding: latin-1\nprint(ascii('é'))\n1/0 # é".encode("latin-1"),
    "mark": b"\xef\xbb\xbfprint(1)\n1/0",
    "mark and other encoding": b"\xef\xbb\xbf# coding: latin-1\nprint(1)",
    "mark and not utf-8": b"\xef\xbb\xbfx = '\xe9'\n",
    "mark and other encoding in the second line": b"\xef\xbb\xbf#\n# coding: foo\n",
    "not utf-8 in the second line": b"x = 1\ny = '\xe9'\n",
    "not utf-8 in a string of two lines": b"x = '''\n\xe9'''\n",
    "not utf-8 in the third line": b"x = 1\n\nz = '\xe9'\n",
    "not utf-8 below a null": b"x = '\0'\ny = '\xe9'\n",
    "codec": b"#!/bin/python\n# coding: ascii\nx = '\xe9'\n",
    "wide": "x = 'ééé☃' + $\n".encode(),
    "carriage returns": b"print(1)\r\nx = 1\rprint(x)\r\n1/0",
    "empty": b"",
    "escape": b"print('\\d')\n",
    "future": b"from __future__ import nothing\n",
    "return": b"return 1\n",
    "no newline at the end": b"def f():\n    1/0\nf()",
    "form feed": b"x = 1\n\f\nprint(x)\n1/0",
}

# From a pipe, only thence can read what is not UTF-8.
ONLY_FROM_FILES = {
    "latin",
    *(("unknown encoding", "codec") if sys.version_info >= (3, 14) else ()),
}


@pytest.fixture
def program(both):
    both.write("broken.py", "import json\n1/0\n")
    both.write("unreadable.py", "x = (\n")
    return both


class TestEndings:
    @pytest.mark.parametrize("code", ENDINGS.values(), ids=ENDINGS)
    def test_script(self, program, code):
        program.write("program.py", f"# a program\n{code}\n")

        program.same("program.py")

    @pytest.mark.parametrize("code", ENDINGS.values(), ids=ENDINGS)
    def test_module(self, program, code):
        program.write("program.py", f"# a program\n{code}\n")

        program.same("-m", "program")

    @pytest.mark.parametrize("code", ENDINGS.values(), ids=ENDINGS)
    def test_command(self, program, code):
        program.same("-c", f"\n{code}\n")

    @pytest.mark.parametrize("code", ENDINGS.values(), ids=ENDINGS)
    def test_standard_input(self, program, code):
        program.same("-", stdin=code.encode())

    @pytest.mark.parametrize(
        "options", [["-Xdev"], ["-I"], ["-We"], ["-O"], ["-S"], ["-b"]], ids=str
    )
    @pytest.mark.parametrize("name", ["error", "warns", "leaks", "assertion", "unraisable"])
    def test_with_options(self, program, options, name):
        program.write("program.py", ENDINGS[name])

        program.same(*options, "program.py")

    @pytest.mark.skipif(sys.version_info < (3, 14), reason="they go: docs/deviations.md")
    def test_names_stay_when_a_module_is_interrupted(self, both):
        code = "import atexit\natexit.register(lambda: print(sorted(globals())))\n"
        both.write("program.py", f"{code}raise KeyboardInterrupt")

        both.same("-m", "program")

    def test_interrupt_is_seen_by_the_parent(self, both):
        both.write("program.py", "raise KeyboardInterrupt")

        assert both.same("program.py")[2] == -signal.SIGINT


class TestBrokenSources:
    @pytest.mark.parametrize("source", BROKEN_SOURCES.values(), ids=BROKEN_SOURCES)
    def test_script(self, both, source):
        both.write("program.py", source)

        both.same("program.py")

    @pytest.mark.parametrize(
        "name", [name for name in BROKEN_SOURCES if name not in ONLY_FROM_FILES]
    )
    def test_standard_input(self, both, name):
        both.same(stdin=BROKEN_SOURCES[name])

    @pytest.mark.parametrize("line", [b"# \xe9\n", b"x = '\x81\xfe'\n"], ids=repr)
    @pytest.mark.parametrize("name", ["ascii", "cp1252", "euc-jp", "rot13", "UTF_8"])
    def test_script_in_an_encoding(self, both, name, line):
        head = f"# coding: {name}\n".encode()
        both.write("short.py", head + line)
        both.write("long.py", head + b"x = 1\n" * 3000 + line)

        both.same("short.py")
        both.same("long.py")

    @pytest.mark.parametrize(
        "code",
        ["x = (", "1 +", "", " x", "\n\n1/0", "é = $", "# coding: foo\n1/0", "print('\udcff')"],
    )
    def test_command(self, both, code):
        both.same("-c", code)

    def test_bytecode(self, both):
        both.write("foreign.pyc", b"abcd" * 10)
        both.plain(
            "-c",
            "import importlib.util as u, marshal; open('number.pyc', 'wb').write("
            "u.MAGIC_NUMBER + bytes(12) + marshal.dumps(1))",
        )

        both.same("foreign.pyc")
        both.same("number.pyc")


class TestMissing:
    @pytest.mark.parametrize(
        "words",
        [
            ["missing.py"],
            ["no/folder/x.py"],
            ["empty"],
            ["-m", "missing"],
            ["-m", "empty"],
            ["-m", "empty.part"],
            ["-m", "json"],
            ["-m", ""],
            ["-m", "a/b.py"],
            ["-m", "broken"],
            ["-m", ".x"],
            ["-m", "sys"],
            ["broken.zip"],
            [""],
            ["."],
        ],
        ids=str,
    )
    def test_program(self, program, words):
        (program.folder / "empty").mkdir()
        program.write("broken.zip", b"PK\x05\x06broken")

        program.same(*words)

    def test_unreadable(self, both):
        both.write("looping.py", "")
        (both.folder / "looping.py").unlink()
        (both.folder / "looping.py").symlink_to("looping.py")

        both.same("looping.py")


class TestSite:
    @pytest.mark.parametrize("code", ["1/0", "import nothing", "print('early')"])
    def test_sitecustomize_that_fails(self, both, code):
        # Not in the launcher's own process, which has the command's words in sys.argv.
        both.write("early/sitecustomize.py", f"import sys\nif sys.argv[1:2] != ['run']: {code}")
        both.write("program.py", "print(1)")

        both.same("program.py", env={"PYTHONPATH": "early"})

    def test_sitecustomize_that_exits_is_fatal(self, both):
        both.write(
            "early/sitecustomize.py", "import sys\nif sys.argv[1:2] != ['run']: sys.exit(3)"
        )
        both.write("program.py", "print(1)")
        expected = both.plain("program.py", env={"PYTHONPATH": "early"})

        out, err, status = both.thence("program.py", env={"PYTHONPATH": "early"})

        # The importer's own frames have other line numbers.
        assert without_importer(err) == without_importer(expected[1])
        assert (out, status) == (expected[0], expected[2])


class TestStreams:
    def test_broken_pipe(self, both):
        both.write("program.py", "for n in range(100000): print(n)")
        script = (
            "import subprocess, sys\np = subprocess.Popen(sys.argv[1:], stdout=-1, stderr=-1)\n"
        )
        script += "p.stdout.close()\nprint(p.stderr.read(), p.wait())"

        expected = both.plain("-c", script, sys.executable, "program.py")
        ended = both.plain("-c", script, sys.executable, "-c", both.command, "run", "program.py")
        assert ended == expected

    @pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
    def test_closed_streams(self, both, closed):
        both.write(
            "program.py", "import sys\nopen('out', 'w').write(f'{sys.stdin} {sys.stdout}')\n1/0"
        )
        command = 'exec "$@" ' + closed
        outputs = []
        for words in ([], ["-c", both.command, "run"]):
            started = ["sh", "-c", command, "sh", sys.executable, *words, "program.py"]
            outputs.append((both.finish(started), (both.folder / "out").read_text()))

        assert outputs[0] == outputs[1]

    def test_input_is_left_to_the_program(self, both):
        both.write("program.py", "print(input(), input())\nimport sys; print(sys.stdin.read())")

        both.same("program.py", stdin=b"a\nb\nc\nd")


def without_importer(text):
    return [line for line in text.splitlines() if "importlib" not in line]
