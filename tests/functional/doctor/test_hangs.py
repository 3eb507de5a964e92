"""Programs that hang: what their threads wait for, after a time-out and on interrupt."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

DEADLOCK = "thence doctor: TH051 import-deadlock\n"
SERVICE = """\
import threading
def work():
    print("waits", flush=True)
    from service import x
# When this import is interrupted, a thread that still waited would begin it anew.
thread = threading.Thread(target=work, daemon=True)
thread.start()
thread.join()
"""
CHILD = """\
import multiprocessing
def work():
    import service
if __name__ == "__main__":
    child = multiprocessing.get_context({method!r}).Process(target=work)
    child.start()
    print("child", child.pid, flush=True)
    child.join()
"""
SLOW = """\
import threading
def work():
    import slow
thread = threading.Thread(target=work)
thread.start()
import slow
"""


@pytest.fixture
def hanging(doctor):
    doctor.write("service.py", SERVICE)
    doctor.write("program.py", "import service\n")
    return doctor


def is_alive(process):
    """Is there such a process, and not only its exit status?"""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def is_gone(process):
    """Does it come to its end?  One that was killed may need a moment for it."""
    until = time.monotonic() + 30
    while is_alive(process) and time.monotonic() < until:
        os.sched_yield()
    return not is_alive(process)


def states(process):
    """What each thread of a process is doing: S for those that wait."""
    files = Path(f"/proc/{process}/task").glob("*/stat")
    return [file.read_text().rpartition(")")[2].split()[0] for file in files]


def wait_until_all_wait(process):
    """The threads have said that they are going to wait; now they do."""
    seen = 0
    while seen < 50:
        seen = seen + 1 if set(states(process)) == {"S"} else 0


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_child_that_hangs_is_told_of_and_ended_with_the_program(hanging, method):
    hanging.write("program.py", CHILD.format(method=method))

    said = hanging("--timeout", "4", "--", "program.py")

    child = next(line.split()[1] for line in said.stdout.splitlines() if "child" in line)
    assert said.returncode == 124
    assert said.stderr.count(DEADLOCK) == 1
    assert is_gone(child)


def test_both_stacks_are_shown(hanging):
    said = hanging("--timeout", "2", "--", "program.py").stderr

    assert "thread that imports service: " in said
    assert "service.py:8: thread.join()" in said
    assert "thread that waits for it: " in said
    assert "service.py:4: from service import x" in said


def test_a_slow_import_that_another_thread_waits_for_is_no_deadlock(doctor):
    doctor.write("slow.py", "import time\nfor _ in range(1000):\n    time.sleep(0.05)\n")
    doctor.write("program.py", SLOW)

    said = doctor("--timeout", "2", "--", "program.py")

    assert said.returncode == 124
    assert "TH051" not in said.stderr
    assert "waiting for slow: " in said.stderr


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_an_interrupt_tells_of_the_deadlock_of_a_child(hanging, method):
    hanging.write("program.py", CHILD.format(method=method))

    said, status = interrupted(hanging)

    assert said.count(DEADLOCK) == 1
    assert status == -signal.SIGINT


def test_an_interrupt_tells_of_a_deadlock(hanging):
    said, status = interrupted(hanging)

    assert said.count(DEADLOCK) == 1
    assert status == -signal.SIGINT


def test_an_interrupt_of_a_program_that_does_not_hang_is_no_case(doctor):
    doctor.write("program.py", "print('waits', flush=True)\nimport time\ntime.sleep(60)\n")

    said, status = interrupted(doctor)

    assert "thence" not in said
    assert status == -signal.SIGINT


def interrupted(doctor):
    """Run the program, press Ctrl-C when it hangs; what it says, and its status."""
    with subprocess.Popen(
        doctor.command("--", "program.py"),
        cwd=doctor.folder,
        env=doctor.env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            wait_until_all_wait(the_one_that_hangs(process))
            os.killpg(process.pid, signal.SIGINT)
            said = process.communicate(timeout=60)[1]
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    return said, process.returncode


def the_one_that_hangs(process):
    """Read what the program says until its threads are about to wait; whose they are."""
    waiting = process.pid
    for line in process.stdout:
        if line.startswith("child"):
            waiting = int(line.split()[1])
        if line == "waits\n":
            return waiting
    raise AssertionError("it ended before it hung")
