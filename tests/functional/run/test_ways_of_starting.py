"""What a program finds at its start, for each way of starting one."""

import sys
import zipfile

import pytest

REPORT = """\
import sys
names = {name: value for name, value in globals().items() if name not in ("sys", "names")}
for name, value in names.items():
    shown = repr(value)
    if name in ("__loader__", "__builtins__"):
        kind = value if isinstance(value, type) else type(value)
        shown = kind.__name__, getattr(value, "path", None), getattr(value, "name", None)
    if name == "__spec__" and value is not None:
        spec = value
        shown = spec.name, spec.origin, spec.cached, spec.has_location, spec.parent
    print(name, shown)
print(sys.argv, sys.orig_argv)
print(sys.path)
print(sys.flags)
print(tuple(sys.flags), len(sys.flags), type(sys.flags), sys.flags.no_site, sys.flags.inspect)
print(sys._xoptions, sys.warnoptions)
print(sorted(sys.path_importer_cache))
print([name for name in sys.modules if name.partition(".")[0] != "thence"])
print(sys.executable, sys.prefix, sys.base_prefix, sys.exec_prefix, sys.path_hooks[0])
print(hasattr(sys, "ps1"), hasattr(sys, "last_type"), sys.dont_write_bytecode)
print(repr(sys.stdin.buffer.read()))
import os
print(dict(os.environ), os.getcwd())
"""

OPTIONS = [
    [],
    ["-P"],
    ["-I"],
    ["-E"],
    ["-s"],
    ["-S"],
    ["-IS"],
    ["-O"],
    ["-OO"],
    ["-B"],
    ["-b"],
    ["-bb"],
    ["-q"],
    ["-u"],
    ["-d"],
    ["-x"],
    ["-R"],
    ["-Xdev"],
    ["-X", "utf8=0"],
    ["-W", "error", "-Wd"],
    ["-X", "a=b", "-Xc"],
    ["-Xint_max_str_digits=700"],
    ["-Xfrozen_modules=off"],
    ["--check-hash-based-pycs", "always"],
    ["-Xno_debug_ranges"],
    ["-X", "warn_default_encoding"],
    ["-t"],
    ["-X", "utf8"],
    ["-bOsB"],
]


@pytest.fixture
def report(both):
    """A program that reports what it finds, in every form that can be started."""
    both.write("program.py", f"# first line\n{REPORT}")
    both.write("package/__init__.py", "")
    both.write("package/__main__.py", REPORT)
    both.write("folder/__main__.py", REPORT)
    with zipfile.ZipFile(both.folder / "archive.zip", "w") as archive:
        archive.writestr("__main__.py", REPORT)
    return both


class TestScript:
    @pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
    def test_with_each_option(self, report, options):
        out, _err, status = report.same(*options, "program.py", "a", "-b", "--", "-c", stdin=b"in")

        assert "b'in'" in out
        assert status == 0

    @pytest.mark.parametrize("name", ["./program.py", "folder/../program.py", "x/../program.py"])
    def test_under_other_spellings_of_its_path(self, report, name):
        report.same(name)

    def test_by_its_absolute_path(self, report):
        report.same(str(report.folder / "program.py"), cwd="/")

    def test_after_two_dashes(self, report):
        report.same("-O", "--", "program.py", "--", "x")

    def test_through_links(self, report):
        (report.folder / "links").mkdir()
        (report.folder / "links/first.py").symlink_to("second.py")
        (report.folder / "links/second.py").symlink_to("../program.py")
        (report.folder / "elsewhere").symlink_to("links")

        report.same("elsewhere/first.py")

    def test_with_a_name_and_arguments_beyond_ascii(self, report):
        report.write("prográm ☃.py", REPORT)

        report.same("prográm ☃.py", "ä", "\udcff", "")

    def test_with_bytecode(self, report):
        report.plain("-c", "import py_compile; py_compile.compile('program.py', 'code.pyc')")
        (report.folder / "disguised").write_bytes((report.folder / "code.pyc").read_bytes())

        report.same("code.pyc", "a")
        report.same("disguised", "a")

    def test_from_a_pipe(self, report):
        command = "cat program.py | {} /dev/fd/0 a"
        assert report.finish(["sh", "-c", command.format(sys.executable)])[2] == 0
        report.same("/dev/fd/0", "a", stdin=REPORT.encode())

    def test_without_its_first_line(self, report):
        report.write(
            "skipped.py", "this is no Python\nimport sys\nprint(sys.flags, sys.argv)\n1/0\n"
        )

        assert report.same("-x", "skipped.py")[2] == 1
        assert report.same("-xO", "skipped.py")[2] == 1


class TestOthers:
    @pytest.mark.parametrize(
        "options", [[], ["-P"], ["-I"], ["-S"], ["-O", "-Xdev"]], ids=" ".join
    )
    @pytest.mark.parametrize(
        "program",
        [
            ["-m", "program"],
            ["-m", "package"],
            ["-m", "package.__main__"],
            ["folder"],
            ["archive.zip"],
            ["-c", REPORT],
            ["-"],
            [],
        ],
        ids=lambda words: words[-1][:16] if words else "nothing",
    )
    def test_with_each_option(self, report, options, program):
        arguments = ["a", "-b"] if program else []
        report.same(*options, *program, *arguments, stdin=REPORT.encode())

    def test_joined_to_other_letters(self, report):
        report.same(f"-Oc{REPORT}", "-O")
        report.same("-OIcprint(1)")
        report.same("-OPmprogram", "a")

    @pytest.mark.parametrize(
        "code",
        [
            "  import sys\n  print(sys.orig_argv)",
            "\n \t \n  text = '''\n \n   a'''\n  print(repr(text))",
            "  if 1:\n\tprint(1)",
            "\tx = 1\n\t print(1)",
            "  print(1)\n# all to the left\n  print(2)",
            "  print(1)\r\n  print(2)\r\n   ",
            "  def f():\n    1/0\n\n  f()",
            "  print('\udcff')",
            "   \n \t",
        ],
        ids=repr,
    )
    def test_command_whose_lines_are_indented(self, both, code):
        both.same("-c", code)

    @pytest.mark.parametrize("code", ["1/0", "x = =", "return", "exec('1/0')"])
    def test_command_that_fails(self, both, code):
        hook = "lambda *_: print([n for n in sys.modules if not n.startswith('thence')])"
        both.write("early/sitecustomize.py", f"import sys\nsys.excepthook = {hook}")

        both.same("-c", code)
        both.same("-c", code, env={"PYTHONPATH": "early"})

    @pytest.mark.parametrize(
        "code", ["def _register_code(*words): print(words[1:])", "_register_code = 3", "1/0"]
    )
    def test_command_beside_a_linecache(self, both, code):
        # The launcher is a command, too; its linecache does nothing.
        launcher = "import sys\n_register_code = lambda *_: None\n"
        both.write("linecache.py", f"{launcher}if len(sys.orig_argv) == 3:\n {code}\n")

        both.same("-c", "print(1)")

    def test_folder_where_path_zero_is_forbidden(self, report):
        report.same("folder", env={"PYTHONSAFEPATH": "1"})

    def test_module_in_a_folder_that_is_gone(self, report):
        gone = report.folder / "gone"
        script = f"import os, sys; os.mkdir({str(gone)!r}); os.chdir({str(gone)!r}); "
        script += (
            f"os.rmdir({str(gone)!r}); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
        )
        from_gone = ["-c", script]

        expected = spoken(report.plain(*from_gone, "-m", "this"))
        assert expected[2] == 0
        shown = report.plain(*from_gone, "-c", report.command, "run", "-m", "this")
        assert spoken(shown) == expected

    def test_in_a_folder_with_names_of_the_standard_library(self, report):
        for name in ("site", "sys", "os", "thence", "importlib", "runpy", "re"):
            report.write(f"{name}.py", f"print('shadowed by', __file__)\n{REPORT}")
        report.write("encodings/__init__.py", "1/0")

        report.same("site.py")
        report.same("sys.py")
        report.same("thence.py")
        report.same("-c", REPORT)


class TestEnvironment:
    @pytest.mark.parametrize(
        "env",
        [
            {"PYTHONSAFEPATH": "1"},
            {"PYTHONOPTIMIZE": "2"},
            {"PYTHONWARNINGS": "error,ignore"},
            {"PYTHONUTF8": "1"},
            {"PYTHONPATH": "folder:nowhere:"},
            {"PYTHONHASHSEED": "3"},
            {"LC_ALL": "C"},
            {"LC_ALL": "", "LC_CTYPE": "C", "LANG": ""},
            {"PYTHONINSPECT": "1"},
            {"LC_ALL": "", "LC_CTYPE": "POSIX", "LANG": "C.UTF-8"},
            {"PYTHONNOUSERSITE": "1"},
            {"PYTHONDEVMODE": "1"},
            {"PYTHONDONTWRITEBYTECODE": "1"},
            {"PYTHONUNBUFFERED": "1"},
            {"PYTHONIOENCODING": "latin-1"},
            {"PYTHONCOERCECLOCALE": "0", "LC_ALL": ""},
        ],
        ids=str,
    )
    def test_variables_count_as_ever(self, report, env):
        report.same("program.py", env=env)

    def test_nothing_is_set(self, report):
        report.env = {}

        report.same("program.py")
        report.same("-c", REPORT)

    def test_sitecustomize_runs_on_thence_and_before_path_zero(self, both):
        # The launcher's own process has the command's words in sys.argv.
        early = "import sys; sys.argv[1:2] == ['run'] or print(sys.path, sys.argv, sys.flags)"
        both.write("early/sitecustomize.py", early)
        both.write(
            "program.py", "import sitecustomize; print(type(sitecustomize.__loader__).__name__)"
        )

        both.same("program.py", "a", env={"PYTHONPATH": "early"})


def spoken(ended):
    """What a program said, without what a shell script says that starts the interpreter.

    It says so at each start, and thence needs one more.
    """
    out, err, status = ended
    lines = [line for line in err.splitlines() if not line.startswith("sh: ")]
    return out, lines, status
