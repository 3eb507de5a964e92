"""Processes that publish to one place at once, and some that are killed while they do."""

from __future__ import annotations

import functools
import http.server
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import thence
from thence.sources import Settings, Sources
from thence.sources.libraries import Libraries
from thence.sources.publishing import publisher_for

KILLS = max(int(os.environ.get("THENCE_KILLS", "8")) // 2, 4)
PUBLISHERS = 5
ROUNDS = 3
FILES = 40
# argv: where to, which revision; what is to be done in the middle.
PROGRAM = """
import os, sys
from thence.sources import Settings
from thence.sources.libraries import Libraries
from thence.sources.publishing import publisher_for
place, revision = sys.argv[1:]
files = {{f"many/m{{n}}.py": f"value = {{revision}}\\n#".encode().ljust({size}, b"#")
          for n in range({files})}}
files["many/__init__.py"] = b"only" + revision.encode() + b" = True"
files[f"many/only{{revision}}.py"] = b""
publish = publisher_for(place)
print("begun", flush=True)
sys.stdin.readline()
publish(files, place, Settings([], Libraries()), bundle={bundle})
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9, and flock")


class Publishers:
    """Processes that publish revisions of one tree to one place."""

    def __init__(self, place, where: str, *, bundle: bool = False, size: int = 1000) -> None:
        self._place = place
        self.where = where
        text = PROGRAM.format(files=FILES, bundle=bundle, size=size)
        self._program = str(place.write("publish.py", text))

    def begin(self, revision: int) -> subprocess.Popen[str]:
        """One that waits for a word."""
        process = subprocess.Popen(
            [sys.executable, self._program, self.where, str(revision)],
            cwd=self._place.folder,
            env={**self._place.environment, "PYTHONPATH": self._place.thence_folder},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout.readline() == "begun\n", process.communicate()[1]
        return process

    def publish(self, *revisions: int) -> None:
        """Publish some at once; all have to end well."""
        running = [self.begin(each) for each in revisions]
        for each in running:
            each.stdin.write("go\n")
            each.stdin.flush()
        ended = [each.communicate(timeout=120) for each in running]
        assert all(each.returncode == 0 for each in running), ended

    def kill(self, revision: int, turns: int) -> None:
        """Publish one, whose process is killed after some turns."""
        process = self.begin(revision)
        process.stdin.write("go\n")
        process.stdin.flush()
        for _ in range(turns):  # some time, without a clock
            pass
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)


@pytest.fixture
def served(place) -> Iterator[str]:
    """The address of a web server that serves a folder, in which ``site`` is published."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing."""

    handler = functools.partial(Quiet, directory=str(place.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/site"
        server.shutdown()
        thread.join()


def revision_at(entry: str, folder: Path) -> int:
    """The revision that can be imported; its modules are all of that one."""
    folder.mkdir(exist_ok=True)
    (folder / "thence.lock").unlink(missing_ok=True)
    sources = Sources([entry], lock=folder / "thence.lock", trust_first_use=True, cache=folder)
    system = thence.ImportSystem([entry], sources=sources)
    found = {system.import_module(f"many.m{number}").value for number in range(FILES)}
    assert len(found) == 1, f"parts of several publications: {found}"
    revision = found.pop()
    assert hasattr(system.modules["many"], f"only{revision}")
    only = [name for name in names_at(sources, entry) if name.startswith("many/only")]
    assert only == [f"many/only{revision}.py"]
    return revision


def names_at(sources: Sources, entry: str) -> list[str]:
    """The files that the source lists."""
    return list(sources.shelf.contents_at(entry)[0].source.list())


@pytest.mark.parametrize("bundle", [False, True])
def test_a_folder_holds_one_of_several_publications_whole(place, served, bundle):
    publishers = Publishers(place, str(place.folder / "site"), bundle=bundle)

    for number in range(ROUNDS):
        revisions = range(number * PUBLISHERS, (number + 1) * PUBLISHERS)
        publishers.publish(*revisions)
        assert revision_at(served, place.folder / "reader") in revisions


def test_a_database_holds_one_of_several_publications_whole(place):
    """The first of them makes the file and its tables."""
    publishers = Publishers(place, f"sqlite://{place.folder}/code.db")

    for number in range(ROUNDS):
        revisions = range(number * PUBLISHERS, (number + 1) * PUBLISHERS)
        publishers.publish(*revisions)
        assert revision_at(publishers.where, place.folder / "reader") in revisions


@pytest.mark.parametrize("bundle", [False, True])
def test_a_folder_whose_publisher_was_killed_holds_the_one_before(place, served, bundle):
    publishers = Publishers(place, str(place.folder / "site"), bundle=bundle)
    survive_kills(publishers, lambda: revision_at(served, place.folder / "reader"))


def test_a_database_whose_publisher_was_killed_holds_the_one_before(place):
    """What it has written already is more than SQLite keeps in memory: it is in the file."""
    publishers = Publishers(place, f"sqlite://{place.folder}/code.db", size=200_000)
    survive_kills(
        publishers, lambda: revision_at(publishers.where, place.folder / "reader"), slow=10
    )


def survive_kills(publishers: Publishers, revision: Callable[[], int], slow: int = 1) -> None:
    """Kill publishers at random moments: what can be imported is whole, old or new."""
    chance = random.Random(6)
    publishers.publish(0)
    published = 0
    for number in range(1, KILLS + 1):
        publishers.kill(number, chance.randrange(1_000_000 * slow))

        found = revision()
        assert found in (published, number)
        published = found
    publishers.publish(KILLS + 1)
    assert revision() == KILLS + 1


def test_what_a_killed_publisher_has_written_to_a_database_is_taken_back(place):
    """It was killed when the file had changed already: a reader may not write to it."""
    where = f"sqlite://{place.folder}/code.db"
    publisher_for(where)({"a.py": b"value = 'old'"}, where, Settings([], Libraries()))
    program = f"""
        import os, signal
        from thence.sources import Settings
        from thence.sources.libraries import Libraries
        from thence.sources.stores import sqlite
        files = {{f"m{{n}}.py": os.urandom(100_000) for n in range(100)}}
        plain = sqlite.replace_files

        def cut_off(*words):
            plain(*words)
            os.kill(os.getpid(), signal.SIGKILL)

        sqlite.replace_files = cut_off
        sqlite.publish({{**files, "a.py": b"value = 'new'"}}, {where!r}, Settings([], Libraries()))
        """

    assert place.python(program).returncode == -signal.SIGKILL

    assert (place.folder / "code.db-journal").stat().st_size
    system = thence.ImportSystem([where], sources=Sources([where], cache=place.folder / "cache"))
    assert system.import_module("a").value == "old"
