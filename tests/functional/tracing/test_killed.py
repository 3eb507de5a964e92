"""A process that is killed loses at most what was not written yet; the file can be read."""

import os
import random
import signal
import subprocess

import pytest

from thence.tracing import load

from .conftest import only

TIMES = int(os.environ.get("THENCE_KILLS", "10"))  # nox -s soak wants two hundred
MODULES = 300
# The recorder writes when so many facts wait; an import makes more than twenty.
MOST_UNWRITTEN = 2000 // 20


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    """A folder with modules that say when they are imported."""
    folder = tmp_path_factory.mktemp("killed")
    for number in range(MODULES):
        (folder / f"m{number}.py").write_text("import sys; sys.stdout.write('.')")
    lines = [
        f"try: import m{number}, absent\nexcept ImportError: pass" for number in range(MODULES)
    ]
    # It does not end by itself, however late it is killed.
    lines = ["import sys; sys.stdout.reconfigure(write_through=True)", *lines, "sys.stdin.read()"]
    text = "\n".join(lines)
    (folder / "program.py").write_text(text)
    return folder


@pytest.mark.parametrize("seed", range(TIMES))
def test_a_killed_process_leaves_a_recording(tracer, programs, seed):
    chance = random.Random(seed)
    reached = chance.randrange(1, MODULES)
    tracer.folder = programs
    process = subprocess.Popen(
        [*tracer.line("--quiet", "program.py")],
        cwd=programs,
        env=tracer.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        assert len(process.stdout.read(reached)) == reached
        os.killpg(process.pid, signal.SIGKILL)

    recording = load(tracer.file)

    (found,) = recording.processes
    loaded = [each.fullname for each in found.imports() if each.fullname.startswith("m")]
    assert loaded == [f"m{number}" for number in range(len(loaded))]
    assert len(loaded) >= reached - MOST_UNWRITTEN
    assert found.ended is None
    assert all(each.total_ns >= 0 for each in found.imports())


def test_a_process_that_leaves_by_os_exit_loses_nothing(tracer):
    tracer.write("program.py", "import colorsys, os, fractions; os._exit(5)")

    (process,) = tracer.record("program.py", status=5).processes

    assert process.ended == "_exit"
    assert only(process, "fractions").outcome == "loaded"


def test_imports_of_exit_handlers_are_recorded(tracer):
    program = "import atexit; atexit.register(lambda: __import__('colorsys'))"

    process = tracer.record_program(program)

    assert process.ended == "exit"
    assert only(process, "colorsys").outcome == "loaded"


def test_a_file_that_cannot_be_written_any_more_does_not_stop_the_program(tracer):
    program = "import os, sys; os.unlink(sys.argv[1]); import colorsys; print('went on')"
    tracer.write("program.py", program)

    ended = tracer.run("--quiet", "program.py", str(tracer.file))

    assert ended.stdout == "went on\n"
    assert "FileNotFoundError" in ended.stderr


def test_a_full_disk_does_not_stop_the_program_and_is_told_once(tracer):
    program = """
        import os, resource, sys
        size = os.stat(sys.argv[1]).st_size + 100
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        import asyncio, http.client
        print("went on")
    """
    tracer.write("program.py", program)

    ended = tracer.run("--quiet", "--cached", "program.py", str(tracer.file))
    recording = load(tracer.file)

    assert ended.stdout == "went on\n"
    assert ended.stderr.count("is put aside") == 1
    assert "OSError: [Errno 27] File too large" in ended.stderr
    assert len(recording.processes) == 1
    assert len(recording.damage) == 1
