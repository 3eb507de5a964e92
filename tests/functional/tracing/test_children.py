"""Every process of a run is in its one recording."""

import shlex
import sys
import textwrap

import pytest

from .conftest import only

POOL = """
    import multiprocessing, os

    def work(number):
        import colorsys
        return os.getpid()

    if __name__ == "__main__":
        context = multiprocessing.get_context({method!r})
        with context.Pool(1) as pool:
            pool.map(work, range(2))
            pool.close()
            pool.join()
"""


def those_that_imported(recording, fullname):
    """The processes that loaded a module."""
    return [
        process
        for process in recording.processes
        if any(each.fullname == fullname for each in process.imports())
    ]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_workers_of_multiprocessing_are_recorded(tracer, method):
    tracer.write("program.py", POOL.format(method=method))

    recording = tracer.record("program.py")

    (worker,) = those_that_imported(recording, "colorsys")
    first = recording.processes[0]
    assert worker.how == ("started" if method == "spawn" else "forked")
    assert worker.ended == ("exit" if method == "spawn" else "_exit")
    ancestors = []
    while worker.parent is not None:
        worker = recording.processes[worker.parent]
        ancestors.append(worker)
    assert ancestors[-1] is first
    assert len(ancestors) == (2 if method == "forkserver" else 1)


def test_a_started_interpreter_is_recorded_unless_children_are_left_alone(tracer):
    program = """
        import subprocess, sys
        subprocess.run([sys.executable, "-c", "import colorsys"], check=True)
    """
    tracer.write("program.py", program)

    parent, child = tracer.record("program.py").processes
    (alone,) = tracer.record("--no-children", "program.py").processes

    assert child.parent == parent.number
    assert only(child, "colorsys").asker.file == "<string>"
    assert alone.parent is None


def test_a_fork_in_the_middle_of_an_import_goes_on_in_both(tracer):
    forking = """
        import os, colorsys
        child = os.fork()
        if child:
            os.waitpid(child, 0)
            import stat as for_the_parent, this_is_absent
        else:
            import fractions
    """
    tracer.write("forking.py", forking)
    program = """
        try:
            import forking
        except ImportError:
            pass
        import decimal
    """
    tracer.write("program.py", program)

    parent, child = tracer.record("program.py").processes

    assert child.how == "forked"
    assert child.parent == parent.number
    assert only(parent, "colorsys").parent.fullname == "forking"
    assert "colorsys" not in [each.fullname for each in child.imports()]
    assert only(child, "fractions").parent is None
    assert only(parent, "forking").outcome == "failed"
    assert [process.ended for process in (parent, child)] == ["exit", "exit"]
    assert only(parent, "decimal").outcome == "loaded"


def test_what_was_imported_before_an_exec_is_kept(tracer):
    program = """
        import os, sys, colorsys
        os.execv(sys.executable, [sys.executable, "-c", "import fractions"])
    """
    tracer.write("program.py", program)

    before, after = tracer.record("program.py").processes

    assert before.pid == after.pid
    assert before.ended == "execv"
    assert only(before, "colorsys").outcome == "loaded"
    assert only(after, "fractions").outcome == "loaded"


def test_workers_of_pytest_are_recorded(tracer):
    pytest.importorskip("xdist", reason="pytest-xdist is not installed")
    tracer.write("test_it.py", "def test_it():\n    import colorsys\n")

    recording = tracer.record("-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider")

    (worker,) = those_that_imported(recording, "colorsys")
    workers = [each for each in recording.processes if each.parent == 0]
    assert worker in workers
    assert len(workers) == 2


def test_a_launcher_that_starts_a_program_on_each_rank_is_followed(tracer):
    launcher = """
        import os, subprocess, sys
        line = [sys.executable, "-u", *sys.argv[1:]]
        ranks = [subprocess.Popen(line, env={**os.environ, "RANK": rank}) for rank in "01"]
        sys.exit(max(each.wait() for each in ranks))
    """
    tracer.write("launcher.py", launcher)
    rank = "import os; __import__(['colorsys', 'fractions'][int(os.environ['RANK'])])"
    tracer.write("rank.py", rank)

    recording = tracer.record("launcher.py", "rank.py")

    assert len(recording.processes) == 3
    assert len(those_that_imported(recording, "colorsys")) == 1
    assert len(those_that_imported(recording, "fractions")) == 1


def test_threads_are_kept_apart(tracer):
    program = """
        import threading
        import slow_one, slow_two

        def work(name, own, other):
            own.set()
            other.wait()
            __import__(name)

        events = threading.Event(), threading.Event()
        threads = [
            threading.Thread(target=work, args=("many_one", *events), name="one"),
            threading.Thread(target=work, args=("many_two", *reversed(events)), name="two"),
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    """
    for name in ("one", "two"):
        parts = [f"{name}_{number}" for number in range(20)]
        tracer.write(f"slow_{name}.py", "")
        tracer.write(f"many_{name}.py", "\n".join(f"import {part}" for part in parts))
        for part in parts:
            tracer.write(f"{part}.py", "sum(range(1000))")

    process = tracer.record_program(program)

    by_name = {thread.name: thread for thread in process.threads}
    for name in ("one", "two"):
        (root,) = by_name[name].roots
        assert root.fullname == f"many_{name}"
        assert [each.fullname for each in root.children] == [f"{name}_{n}" for n in range(20)]
    assert process.total_ns <= sum(thread.total_ns for thread in process.threads)


def test_a_child_that_prepares_itself_is_seen_twice_and_ends_once(tracer):
    program = """
        import os, subprocess, sys
        line = [sys.executable, "-c", "import colorsys"]
        subprocess.run(line, check=True, preexec_fn=lambda: os.setpgrp())
    """
    tracer.write("program.py", program)

    parent, forked, started = tracer.record("program.py").processes

    assert forked.pid == started.pid != parent.pid
    assert (forked.how, forked.ended) == ("forked", "exec")
    assert (started.how, started.ended) == ("started", "exit")


def test_a_fork_in_a_thread_goes_on_in_that_thread_alone(tracer):
    program = """
        import os, threading
        def forking():
            child = os.fork()
            if child:
                os.waitpid(child, 0)
            else:
                import colorsys
                os._exit(0)
        thread = threading.Thread(target=forking, name="forking")
        thread.start()
        thread.join()
    """

    parent, child = tracer.record_program_with_children(program)

    assert (child.how, child.parent, child.ended) == ("forked", parent.number, "_exit")
    assert {each.name for each in child.threads if each.roots} == {"forking"}
    assert only(child, "colorsys").outcome == "loaded"


def test_a_child_that_is_killed_leaves_the_others_parts(tracer):
    program = """
        import os, signal
        child = os.fork()
        if not child:
            import colorsys
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(child, 0)
        import fractions
    """

    parent, child = tracer.record_program_with_children(program)

    assert (parent.ended, child.ended) == ("exit", None)
    assert only(parent, "fractions").outcome == "loaded"


def test_a_program_may_leave_its_folder_and_close_what_it_did_not_open(tracer):
    program = """
        import os, subprocess, sys
        os.chdir("/")
        os.closerange(3, 256)
        line = [sys.executable, "-c", "import colorsys"]
        subprocess.run(line, check=True, close_fds=True, cwd="/usr", env={})
        import fractions
    """
    tracer.write("program.py", program)
    full, tracer.file = tracer.file, "a.rec"
    tracer.run("--quiet", "program.py")
    tracer.file = full

    parent, child = tracer.recording().processes

    assert only(parent, "fractions").outcome == "loaded"
    assert only(child, "colorsys").outcome == "loaded"


THROUGH_OTHERS = {
    "a shell": "subprocess.run('python child.py | cat', shell=True)",
    "a shell for its output": "print(subprocess.getoutput('A=1 python child.py; true'))",
    "os.system": "os.system('python child.py && true')",
    "another program": "subprocess.run(['timeout', '60', 'python', 'child.py'])",
    "a program in the place of this one": "os.execlp('nice', 'nice', 'python', 'child.py')",
    "posix_spawn": "os.waitpid(os.posix_spawnp('nice', ['nice', 'python', 'child.py'], "
    "os.environ), 0)",
    "env with options": "subprocess.run(['env', '-u', 'NONE', 'python', 'child.py'])",
    "a script of a shell": "subprocess.run(['./tool'])",
    "a script that is called python": "subprocess.run(['shims/python', 'child.py'])",
}
# What a child could notice.
CHILD = """
    import colorsys, os, sys
    names = [name for name in sys.modules if not name.startswith("thence")]
    print(sys.argv, sys.orig_argv, sys.path, sys.flags, dict(os.environ), names)
"""


@pytest.fixture
def parent(tracer):
    """A tracer for a program that starts ``child.py`` by way of another program."""
    tracer.write("child.py", CHILD)
    tracer.write("tool", "#!/bin/sh\npython child.py\n").chmod(0o755)
    shim = f'#!/bin/sh\nexec {sys.executable} "$@"\n'
    tracer.write("shims/python", shim).chmod(0o755)
    tracer.env["PATH"] = f"{sys.exec_prefix}/bin:{tracer.env['PATH']}"

    def run(start):
        tracer.write("program.py", f"import os, subprocess, sys\n{start}\n")
        return tracer.run("--quiet", "program.py").stdout

    tracer.run_program = run
    return tracer


@pytest.mark.parametrize("name", THROUGH_OTHERS)
@pytest.mark.parametrize("before", [None, "", "elsewhere:"])
def test_children_of_other_programs_are_recorded_and_do_not_notice(parent, name, before):
    if before is not None:
        parent.env["PYTHONPATH"] = before

    said = parent.run_program(THROUGH_OTHERS[name])

    assert len(those_that_imported(parent.recording(), "colorsys")) == 1
    assert said == parent.run_untraced("program.py")


def test_a_customization_of_the_site_comes_next(parent):
    parent.write("own/sitecustomize.py", "import sys; sys.customized = __file__, __name__")
    parent.env["PYTHONPATH"] = "own"
    parent.write("child.py", "import sys; print(sys.customized, sys.modules['sitecustomize'])")

    said = parent.run_program(THROUGH_OTHERS["a shell"])

    assert "own/sitecustomize.py" in said
    assert said == parent.run_untraced("program.py")


def test_other_interpreters_between_find_what_they_would_have(parent):
    """One that thence does not run in is not started anew; here, as if by another path."""
    parent.write("child.py", f"{textwrap.dedent(CHILD)}\nprint(sorted(sys.path_importer_cache))")
    line = "THENCE_PLAN=/other/python python child.py"

    said = parent.run_program(f"subprocess.run({line!r}, shell=True)")
    names = [each.how for each in parent.recording().processes]

    plain = line.replace("THENCE_PLAN=/other/python ", "")
    parent.write("program.py", f"import subprocess\nsubprocess.run({plain!r}, shell=True)")
    assert said == parent.plain("program.py")
    assert names == ["started"]


def test_a_child_that_cannot_be_started_anew_goes_on_and_says_so(parent):
    line = "THENCE_PLAN=$THENCE_PLAN$(printf '\\037a=b') python child.py"
    parent.write("program.py", f"import subprocess\nsubprocess.run({line!r}, shell=True)")

    ended = parent.run("--quiet", "program.py")

    plain = "import subprocess\nsubprocess.run('python child.py', shell=True)"
    parent.write("program.py", plain)
    assert ended.stdout == parent.plain("program.py")
    assert "is not recorded" in ended.stderr
    assert len(parent.recording().processes) == 1


def test_a_launcher_of_thences_in_a_shell_is_left_alone(parent):
    line = shlex.join([sys.executable, "-m", "thence", "--version"])

    said = parent.run_program(f"subprocess.run({line!r}, shell=True)")

    assert said.startswith("thence ")
    assert len(parent.recording().processes) == 1


def test_the_shell_itself_is_told_where_to_lead_its_pythons(parent):
    start = "subprocess.run('echo $THENCE_PLAN $PYTHONPATH', shell=True)"

    said = parent.run_program(start)
    alone = parent.run("--quiet", "--no-children", "program.py").stdout

    assert "outside" in said
    assert str(parent.file) in said
    assert alone == "\n"
