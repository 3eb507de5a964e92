"""What can be recorded, and what the command says."""

import sys

from thence.tracing import load

from .conftest import COMMAND, only


def test_a_script_with_its_arguments_and_its_status(tracer):
    tracer.write("app.py", "import colorsys, sys; print(sys.argv); sys.exit(3)")

    ended = tracer.run("--quiet", "app.py", "-o", "--memory", status=3)

    assert ended.stdout == "['app.py', '-o', '--memory']\n"
    assert ended.stderr == ""
    assert only(load(tracer.file).processes[0], "colorsys").asker.line == 1


def test_a_module_and_options_of_python(tracer):
    tracer.write("pkg/__main__.py", "import colorsys, sys; print(sys.flags.optimize)")

    process = tracer.record("-O", "-m", "pkg").processes[0]

    assert only(process, "colorsys").asker.file == str(tracer.folder / "pkg/__main__.py")


def test_a_console_script_runs_on_the_interpreter_of_its_first_line(tracer):
    script = tracer.write("bin/tool", f"#!{sys.executable} -s\nimport colorsys\n")
    script.chmod(0o755)
    tracer.env["PATH"] = f"{script.parent}:{tracer.env['PATH']}"

    (process,) = tracer.record("tool", "--fast").processes

    assert process.argv == (str(script), "--fast")
    assert only(process, "colorsys").asker.file == str(script)


def test_a_signal_that_ends_the_command_is_its_status(tracer):
    tracer.write("app.py", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")

    tracer.run("--quiet", "app.py", status=128 + 9)

    assert load(tracer.file).processes[0].ended is None


def test_at_the_end_it_says_what_was_recorded_and_where(tracer):
    tracer.write("app.py", "import colorsys")

    ended = tracer.run("app.py")

    assert ended.stdout == ""
    assert "imports in 1 process:" in ended.stderr
    assert str(tracer.file) in ended.stderr
    assert "colorsys" in ended.stderr


def test_an_older_recording_is_replaced_and_another_file_is_not(tracer):
    tracer.write("app.py", "import colorsys")
    tracer.record("app.py")

    (process,) = tracer.record("app.py").processes
    tracer.file.write_text("something else")
    ended = tracer.run("app.py", status=2)

    assert process.ended == "exit"
    assert "is no recording: name another file" in ended.stderr
    assert tracer.file.read_text() == "something else"


def test_a_recording_of_another_format_is_replaced(tracer):
    tracer.write("app.py", "import colorsys")
    tracer.file.write_bytes(b"thence recording 0\nwhatever")

    (process,) = tracer.record("app.py").processes

    assert process.ended == "exit"


def test_two_runs_do_not_write_to_one_file(tracer):
    tracer.write("other.py", "import fractions")
    words = [*tracer.line("--quiet", "other.py")]
    program = f"""
        import subprocess, sys, colorsys
        ended = subprocess.run({words!r}, capture_output=True, text=True)
        print(ended.returncode, ended.stderr)
    """
    tracer.write("app.py", program)

    said = tracer.run("--quiet", "app.py").stdout
    first = tracer.recording().processes[0]
    (later,) = tracer.record("other.py").processes

    assert said.startswith("2 ")
    assert f"another thence trace is writing to {tracer.file}" in said
    assert only(first, "colorsys").outcome == "loaded"
    assert only(later, "fractions").outcome == "loaded"


def test_a_word_that_is_no_command_makes_no_file(tracer):
    ended = tracer.run("nonsense", status=2)

    assert "no file 'nonsense' here" in ended.stderr
    assert not tracer.file.exists()


def test_memory_is_measured_and_said_by_what(tracer):
    program = "import big"
    tracer.write("big.py", "kept = [bytes(1000) for _ in range(10_000)]")

    process = tracer.record_program(program, "--memory=tracemalloc")

    assert process.memory_by == "tracemalloc"
    assert 10_000_000 < only(process, "big").own_memory < 13_000_000


def test_the_program_finds_nothing_of_the_recorder_in_its_own_library(tracer):
    report = "import sys; print(sorted(n for n in sys.modules if not n.startswith('thence')))"
    tracer.write("app.py", report)

    traced = tracer.run("--quiet", "--memory=tracemalloc", "app.py").stdout
    tracer.line = lambda *words: [sys.executable, "-c", COMMAND, "run", *words]

    assert traced == tracer.run("app.py").stdout
