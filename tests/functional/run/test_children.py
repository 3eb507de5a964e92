"""Processes that the program starts: they run on thence, unless --no-children."""

import sys

import pytest

# Which import system is in force.
WHO = "__import__('sys').modules['_frozen_importlib']._find_and_load.__module__"
SAY = f"import sys; print('by:' + {WHO}.partition('.')[0], sys.argv, sys.orig_argv[1:], sys.flags)"

STARTS = {
    "run": "subprocess.run([sys.executable, '-c', SAY, 'a'])",
    "call by name": "subprocess.call(['python', '-c', SAY, 'a'])",
    "Popen": "p = subprocess.Popen((sys.executable, '-c', SAY)); p.wait(); print(p.args[1:])",
    "executable": "subprocess.run(['another name', '-c', SAY], executable=sys.executable)",
    "bytes": "subprocess.run([os.fsencode(sys.executable), b'-c', SAY.encode(), b'\\xff'])",
    "path": "subprocess.run([pathlib.Path(sys.executable), pathlib.Path('child.py')])",
    "isolated": "subprocess.run([sys.executable, '-IS', 'child.py'])",
    "environment": "subprocess.run([sys.executable, '-E', 'child.py'], env={})",
    "module": "subprocess.run([sys.executable, '-OO', '-m', 'child', '-x'])",
    "stdin": "subprocess.run([sys.executable, '-', 'x'], input=SAY.encode())",
    "stdin alone": "subprocess.run([sys.executable], input=SAY.encode())",
    "folder": "subprocess.run([sys.executable, 'child.py'], cwd='folder')",
    "descriptors": "r, w = os.pipe(); subprocess.run([sys.executable, '-c', f'{SAY}; import os;"
    ' os.write({w}, b"x")\'], pass_fds=[w]); print(os.read(r, 1))',
    "exit status": "print(subprocess.run([sys.executable, '-c', 'import sys; sys.exit(9)']))",
    "error": "print(subprocess.run([sys.executable, '-c', '1/0'], capture_output=True))",
    "version": "print(subprocess.check_output([sys.executable, '-V']))",
    "other program": "subprocess.run(['echo', 'x', '-c'])",
    "missing program": "subprocess.run(['./missing', 'x'])",
    "spawnv": "os.spawnv(os.P_WAIT, sys.executable, [sys.executable, '-c', SAY])",
    "spawnl": "os.spawnl(os.P_WAIT, sys.executable, 'name', 'child.py', 'a')",
    "spawnlp": "os.spawnlp(os.P_WAIT, 'python', 'python', '-c', SAY)",
    "posix_spawn": "me = sys.executable\npid = os.posix_spawn(me, [me, '-c', SAY], os.environ)\n"
    "print(os.waitpid(pid, 0)[1])",
    "posix_spawnp": "os.waitpid(os.posix_spawnp('python', ['python', 'child.py'], {}), 0)",
    "close_fds": "subprocess.run([sys.executable, '-c', SAY], close_fds=False)",
    "execv": "os.execv(sys.executable, [sys.executable, '-c', SAY, 'x'])",
    "execl": "os.execl(sys.executable, sys.executable, 'child.py')",
    "execvp": "os.execvp('python', ['python', 'child.py', 'a'])",
    "execvpe": "os.execvpe('python', ['python', '-O', 'child.py'], dict(PATH=os.environ['PATH']))",
    "missing file": "os.execv('/no/such', ['x'])",
    "again": "('x' in sys.argv) or os.execv(sys.executable, [*sys.orig_argv, 'x'])",
    "asyncio": "import asyncio\nasync def f():\n    p = await asyncio.create_subprocess_exec("
    "sys.executable, '-c', SAY)\n    await p.wait()\nasyncio.run(f())",
    "grandchild": "subprocess.run([sys.executable, '-c', 'import subprocess, sys; "
    'subprocess.run([sys.executable, "child.py"])\'])',
    "link": "os.path.lexists('link') or os.symlink(sys.executable, 'link')\n"
    "subprocess.run(['./link', '-S', 'child.py'])",
    "script": "subprocess.run(['./tool', 'a'])",
    "script elsewhere": "subprocess.run(['./tool', 'a'], cwd='folder')",
    "script on PATH": "subprocess.run(['tool'], env={'PATH': os.path.abspath('folder')})",
    "script in a relative PATH": "subprocess.run(['tool'], cwd='folder', env={'PATH': 'x::/bin'})",
    "script of env": "subprocess.run(['./tool-of-env', 'a'])",
    "script of env -S": "os.spawnl(os.P_WAIT, './tool-of-env-S', 'name', 'a')",
    "script of an installer": "subprocess.run(['./tool-of-pip', 'a'])",
    "script in place of it": "os.execlp('./tool', 'tool', 'a')",
    "script of a shell": "subprocess.run(['./tool-of-sh', 'a'])",
    "script that may not run": "subprocess.run(['./no-tool', 'a'])",
    "script without an interpreter": "subprocess.run(['./lost-tool', 'a'])",
    "env": "subprocess.run(['env', 'A=1', '/usr/bin/env', 'B=2', 'python', 'child.py', 'a'])",
    "env and a script": "subprocess.run(['env', 'A=1', './tool', 'a'])",
    "env with another PATH": "subprocess.run(['env', 'PATH=/none', 'python', 'child.py'])",
    "env with options": "print(subprocess.run(['env', '-u', 'A', 'true']))",
    "env alone": "print(subprocess.check_output(['env'], env={'A': '1'}))",
    "shell": "print(subprocess.getoutput(f'{sys.executable} -c \"print(1)\"'))",
    "fork": "pid = os.fork()\nif pid: os.waitpid(pid, 0)\nelse: exec(SAY); os._exit(0)",
}
PYTHONS = {*STARTS} - {
    "again",
    "exit status",
    "error",
    "version",
    "other program",
    "missing program",
    "missing file",
    "script of a shell",
    "script that may not run",
    "script without an interpreter",
    "env with another PATH",
    "env with options",
    "env alone",
    "shell",
}

TOOLS = {
    "tool": f"#!{sys.executable} -s\n{SAY}\n",
    "folder/tool": f"#! {sys.executable}\n{SAY}\nprint(__file__)\n",
    "tool-of-env": f"#!/usr/bin/env python\n{SAY}\n",
    "tool-of-env-S": f"#!/usr/bin/env -S A=1 python -u -X utf8\n{SAY}\n",
    "tool-of-pip": f"#!/bin/sh\n'''exec' \"{sys.executable}\" -s \"$0\" \"$@\"\n' '''\n{SAY}\n",
    "tool-of-sh": "#!/bin/sh\necho $0 $1\n",
    "lost-tool": f"#!/none/python\n{SAY}\n",
}

PARENT = """\
import os, pathlib, subprocess, sys
SAY = {say!r}
{start}
"""

POOL = """\
import multiprocessing, sys, os

def work(number):
    who = "by:" + {who}.partition(".")[0]
    return who, number, sys.argv, sys.orig_argv[0], __name__, tuple(sys.flags), sys.path

def append(shared):
    shared.append(2)

if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    with context.Pool(2) as pool:
        print(pool.map(work, range(4)))
    with context.Manager() as manager:
        shared = manager.list([1])
        child = context.Process(target=append, args=(shared,))
        child.start()
        child.join()
        print(list(shared), child.exitcode)
    print("done")
"""

EXECUTOR = """\
import concurrent.futures, multiprocessing, sys

class Data:
    def __init__(self, batches):
        self.batches = batches

    def __getitem__(self, index):
        return index, "by:" + {who}.partition(".")[0]

if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    data = Data(4)
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as workers:
        print(list(workers.map(data.__getitem__, range(4))))
"""


@pytest.fixture
def parent(both):
    """A program that starts another."""
    both.write("child.py", SAY)
    both.write("folder/child.py", f"{SAY}\nprint(__file__, sys.path[0])")
    for name, text in TOOLS.items():
        both.write(name, text).chmod(0o755)
    both.write("no-tool", TOOLS["tool"])
    both.env["PATH"] = f"{sys.exec_prefix}/bin:{both.env['PATH']}"
    return both


def as_thence(expected):
    """What a plain run says, but for who is in force."""
    return expected[0].replace("by:_frozen_importlib", "by:thence"), *expected[1:]


class TestChildren:
    @pytest.mark.parametrize("name", STARTS)
    def test_run_on_thence_and_do_not_notice(self, parent, name):
        parent.write("program.py", PARENT.format(say=SAY, start=STARTS[name]))

        expected = parent.plain("program.py")
        ended = parent.thence("program.py")

        assert ended == as_thence(expected)
        assert ("by:thence" in ended[0]) == (name in PYTHONS)

    @pytest.mark.parametrize("name", STARTS)
    def test_are_left_alone_on_request(self, parent, name):
        parent.write("program.py", PARENT.format(say=SAY, start=STARTS[name]))

        expected = parent.plain("program.py")
        if name == "fork":
            expected = as_thence(expected)  # a copy of the process that runs on thence

        assert parent.thence("--no-children", "program.py") == expected

    def test_environment_made_of_the_same_interpreter(self, parent):
        parent.plain("-m", "venv", "--without-pip", "linked")
        parent.plain("-m", "venv", "--without-pip", "--copies", "copied")
        start = "for env in ('linked', 'copied'): subprocess.run([f'{env}/bin/python', '-c', SAY])"
        parent.write("program.py", PARENT.format(say=f"{SAY}; print(sys.prefix)", start=start))

        assert parent.thence("program.py") == as_thence(parent.plain("program.py"))

    def test_a_launcher_among_the_children(self, parent):
        words = ["-c", parent.command, "run", "child.py"]
        start = f"subprocess.run([sys.executable, *{words!r}])"
        parent.write("program.py", PARENT.format(say="", start=start))

        out, err, status = parent.thence("program.py")

        assert (out.split()[0], err, status) == ("by:thence", "", 0)


class TestMultiprocessing:
    @pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
    @pytest.mark.parametrize("source", [POOL, EXECUTOR], ids=["pool", "executor"])
    @pytest.mark.parametrize(
        "words", [["program.py"], ["-m", "program"], ["-O", "program.py"]], ids=str
    )
    def test_workers_run_on_thence(self, both, method, source, words):
        both.write("program.py", source.replace("{who}", WHO))

        expected = both.plain(*words, method)
        ended = both.thence(*words, method)

        assert expected[2] == 0
        assert ended == as_thence(expected)

    def test_spawned_workers_are_left_alone_on_request(self, both):
        both.write("program.py", POOL.replace("{who}", WHO))

        assert both.thence("--no-children", "program.py", "spawn") == both.plain(
            "program.py", "spawn"
        )

    def test_killed_worker(self, both):
        both.write(
            "program.py",
            "import multiprocessing as m, os, time\n"
            "def f(): os.kill(os.getpid(), 9)\n"
            "if __name__ == '__main__':\n"
            "    m.set_start_method('spawn'); p = m.Process(target=f); p.start(); p.join()\n"
            "    print(p.exitcode)",
        )

        both.same("program.py")

    def test_failing_worker(self, both):
        both.write(
            "program.py",
            "import multiprocessing as m\ndef f(): 1/0\n"
            "if __name__ == '__main__':\n"
            "    m.set_start_method('spawn'); p = m.Process(target=f); p.start(); p.join()\n"
            "    print(p.exitcode)",
        )

        both.same("program.py")
