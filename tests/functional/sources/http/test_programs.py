"""Programs in processes of their own that import over HTTP."""

from __future__ import annotations

import base64
import io
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from authority import Authority
from published import publish
from web_server import serving

SECRET = "s3cr3t-t0ken"
FILES = {
    "tool/__init__.py": "from .part import value\n",
    "tool/part.py": "value = 1\ndef fail():\n    raise RuntimeError('on purpose')\n",
    "tool/__main__.py": "import sys, tool\nprint(sys.argv[1:], tool.value)\n",
    "tool/data.txt": "words",
}
USE = "import tool; print(tool.value)"
# What each process can be seen by; the module beside it is what a spawned child is told to call.
CHILDREN = """
import multiprocessing, pickle, subprocess, sys
import seen, tool

if __name__ == "__main__":
    seen.show(pickle.dumps((tool.part.fail, repr(vars(tool)), repr(sys.path_hooks), sys.argv)))
    process = multiprocessing.get_context("spawn").Process(target=seen.show)
    process.start()
    process.join()
    subprocess.run([sys.executable, "-c", "import seen; seen.show()"], check=True)
"""
SEEN = """
from pathlib import Path
import tool

def show(*more):
    words = [Path("/proc/self", name).read_bytes() for name in ("cmdline", "environ")]
    print("tool is", tool.value, words, *more, flush=True)
"""
LOOKS = """
import importlib.metadata, importlib.util, pkgutil, runpy, sys
sys.path += ["{url}/lib", "{url}/tool.whl", "{url}"]
for look in (
    lambda: __import__("tool"),
    lambda: importlib.util.find_spec("tool"),
    lambda: list(pkgutil.iter_modules()),
    lambda: importlib.metadata.version("tool"),
    lambda: list(importlib.metadata.distributions()),
    lambda: runpy.run_path("{url}/tool.whl"),
    lambda: runpy.run_module("tool"),
    importlib.invalidate_caches,
):
    try:
        look()
    except (ImportError, OSError):
        pass
print("looked")
"""


@pytest.fixture
def program(place):
    """Where programs are run: no proxy, no users, nothing of this machine's."""
    for name in [name for name in place.environment if name.lower().endswith("_proxy")]:
        del place.environment[name]
    place.environment["NETRC"] = str(place.folder / "netrc")
    return place


def wheel() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in FILES.items():
            archive.writestr(name, text)
    return stream.getvalue()


def test_a_wheel_at_a_url_is_pinned_and_run(site, program):
    site.files["lib/tool.whl"] = wheel()
    url = f"{site.url}/lib/tool.whl"
    pinned = program.thence("pin", url)
    assert pinned.returncode == 0, pinned.stderr
    program.thence("cache", "prune")
    site.requests.clear()

    ended = program.thence("run", url, "-m", "tool", "a")

    assert ended.stdout == "['a'] 1\n", ended.stderr
    assert site.requests == ["lib/tool.whl"]


def test_a_second_start_needs_no_server(program):
    with serving() as site:
        entry = publish(site, FILES)
        assert program.thence("pin", entry).returncode == 0
        first = program.thence("run", "--source", entry, "-c", USE)
    second = program.thence("run", "--source", entry, "-c", USE)

    assert (first.stdout, second.stdout) == ("1\n", "1\n"), second.stderr


@pytest.mark.parametrize("is_pinned", [True, False])
def test_when_the_server_is_down_all_that_the_lock_names_imports(program, is_pinned):
    """Pinned here, or trusted when it was first used."""
    begin = () if is_pinned else ("--trust-first-use",)
    with serving() as site:
        entry = publish(site, FILES)
        if is_pinned:
            assert program.thence("pin", entry).returncode == 0
        assert program.thence("run", *begin, "--source", entry, "-c", USE).stdout == "1\n"
    locked = tomllib.loads((program.folder / "thence.lock").read_text())["sources"][entry]
    names = [file.removesuffix(".py").replace("/", ".") for file in locked if ".py" in file]
    modules = sorted(name.removesuffix(".__init__") for name in names if "__main__" not in name)

    ended = program.thence("run", "--source", entry, "-c", f"import {', '.join(modules)}")

    assert "tool.part" in modules
    assert ended.returncode == 0, ended.stderr


def test_without_a_lock_nothing_is_run(site, program):
    entry = publish(site, FILES)

    ended = program.thence("run", "--source", entry, "-c", USE)

    assert ended.returncode == 1
    assert "NotPinnedError" in ended.stderr
    assert "thence pin" in ended.stderr
    assert site.requests == []


def test_what_is_trusted_at_first_is_pinned(site, program):
    """A folder without a listing, too: each file as it is asked for."""
    site.publish("lib", FILES)
    entry = f"{site.url}/lib"
    line = ("run", "--source", entry, "--trust-first-use", "-c", USE)
    first = program.thence(*line)
    site.publish("lib", {**FILES, "tool/part.py": "value = 'another'\n"})
    program.thence("cache", "prune")

    second = program.thence("run", "--source", entry, "-c", USE)

    assert first.stdout == "1\n", first.stderr
    assert "WrongHashError" in second.stderr
    assert "another" not in second.stdout


def test_over_tls(program):
    authority = Authority(program.folder)
    program.environment["SSL_CERT_FILE"] = str(authority.file)
    with serving(context=authority.context()) as site:
        entry = publish(site, FILES)
        pinned = program.thence("pin", entry)
        program.thence("cache", "prune")

        ended = program.thence("run", "--source", entry, "-c", USE)

    assert pinned.returncode == 0, pinned.stderr
    assert ended.stdout == "1\n", ended.stderr


def test_the_client_does_not_show_in_the_program(site, program):
    entry = publish(site, FILES)
    code = f"""
import sys, thence
from thence.sources import Sources
before = set(sys.modules)
thence.install(sources=Sources([{entry!r}], lock="thence.lock", trust_first_use=True))
sys.path.append({entry!r})
import tool
shown = [name for name in sorted(set(sys.modules) - before) if not name.startswith("thence")]
print([name for name in shown if not name.startswith("_")])
"""

    ended = program.python(code)

    assert ended.returncode == 0, ended.stderr
    heavy = {"http", "http.client", "ssl", "socket", "json", "email", "urllib", "select"}
    assert heavy.isdisjoint(eval(ended.stdout))


def test_passwords_are_shown_nowhere(site, program):
    entry = publish(site, FILES)
    pair = f"me:{SECRET}"
    coded = base64.b64encode(pair.encode()).decode()
    rights = [f"Basic {coded}"]
    site.gate = lambda handler: (
        handler.headers.get("Authorization") not in rights and handler.send(b"", 401)
    )
    program.environment["THENCE_AUTH_TOKENS"] = f"{pair}@127.0.0.1:{site.port}"
    use = "import tool; print(tool.__spec__, tool.__loader__, vars(tool)); tool.part.fail()"
    run = ("run", "--source", entry, "-v", "-c", use)

    assert program.thence("pin", entry).returncode == 0
    said = [program.thence(*run), program.thence("why", "--source", entry, "tool")]
    program.thence("cache", "prune")
    rights.clear()
    said.append(program.thence(*run))

    assert "on purpose" in said[0].stderr
    assert "answers 401" in said[2].stderr
    everything = "".join(each.stdout + each.stderr for each in said)
    everything += (program.folder / "thence.lock").read_text()
    assert SECRET not in everything
    assert coded not in everything


FORMATS = ("tree", "html", "chrome", "otlp", "json", "cyclonedx", "importtime")


@pytest.mark.parametrize("is_right", [True, False])
def test_no_recording_and_no_page_of_one_shows_a_password(site, program, is_right):
    """Neither of an import that had it, nor of one that failed for want of the right one."""
    entry = publish(site, FILES)
    pair = f"me:{SECRET}"
    coded = base64.b64encode(pair.encode()).decode()
    expected = f"Basic {coded if is_right else 'other'}"
    site.gate = lambda handler: (
        handler.headers.get("Authorization") != expected and handler.send(b"", 401)
    )
    program.environment["THENCE_AUTH_TOKENS"] = f"{pair}@127.0.0.1:{site.port}"
    program.environment["SOME_PASSWORD"] = SECRET
    where = ("--source", entry, "--trust-first-use")

    done = program.thence("trace", "--quiet", "-o", "it.rec", *where, "-c", "import tool")
    said = [done.stdout, done.stderr]
    for name in FORMATS:
        shown = program.thence("show", "it.rec", "--as", name, "-o", f"shown.{name}")
        assert shown.returncode == 0, shown.stderr
        file = program.folder / f"shown.{name}"
        said.append(shown.stdout + (file.read_text() if file.exists() else ""))
    names = [file.as_posix() for file in (program.folder / "cache").rglob("*")]

    everything = [str((program.folder / "it.rec").read_bytes()), *said, *names]
    assert done.returncode == (0 if is_right else 1)
    assert any(entry in each for each in everything)
    for form in (SECRET, coded, SECRET.encode().hex()):
        assert not any(form in each for each in everything)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are seen elsewhere")
def test_children_are_told_no_passwords(site, program):
    """Neither on their command lines nor in what is pickled for them; netrc stays a file."""
    entry = publish(site, FILES)
    coded = base64.b64encode(f"me:{SECRET}".encode()).decode()
    site.gate = lambda handler: (
        handler.headers.get("Authorization") != f"Basic {coded}" and handler.send(b"", 401)
    )
    program.write("netrc", f"machine 127.0.0.1 login me password {SECRET}")
    program.write("program.py", CHILDREN)
    program.write("seen.py", SEEN)

    ended = program.thence("run", "--source", entry, "--trust-first-use", "program.py")

    seen = ended.stdout.splitlines()
    assert len(seen) == 3, ended.stderr
    assert all(each.startswith("tool is 1 ") for each in seen)
    forms = (SECRET, SECRET.encode().hex(), coded, coded.encode().hex())
    assert not any(form in each for each in seen for form in forms)


def test_what_nobody_allowed_is_never_asked_for(site, program):
    """Not by an import, nor by what looks for files, distributions or modules on the path."""
    publish(site, FILES)
    program.write("allowed/a.py", "")

    ended = program.thence("run", "--source", "allowed", "-c", LOOKS.format(url=site.url))

    assert ended.stdout == "looked\n", ended.stderr
    assert (site.requests, site.connections) == ([], 0)


def test_portions_of_a_package_on_disk_and_on_a_server(site, program):
    entry = publish(site, {"space/far.py": "name = __name__"})
    program.write("here/space/near.py", "name = __name__")
    use = (
        "import sys; sys.path.append('here'); import space.near, space.far\n"
        "print(space.near.name, space.far.name, len(list(space.__path__)))"
    )

    ended = program.thence("run", "--source", entry, "--trust-first-use", "-c", use)

    assert ended.stdout == "space.near space.far 2\n", ended.stderr


def test_resources_lines_and_reload(site, program):
    entry = publish(site, FILES)
    code = f"""
import importlib, inspect, sys, traceback, thence
from importlib import resources
from thence.sources import Sources
thence.install(sources=Sources([{entry!r}], lock="thence.lock", trust_first_use=True))
sys.path.append({entry!r})
import tool
print(resources.files(tool).joinpath("data.txt").read_text())
print(inspect.getsource(tool.part.fail).splitlines()[0])
try:
    tool.part.fail()
except RuntimeError:
    print("raise RuntimeError('on purpose')" in traceback.format_exc())
print(importlib.reload(tool.part).value)
"""

    ended = program.python(code)

    assert ended.stdout.splitlines() == ["words", "def fail():", "True", "1"], ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the message is the system's")
def test_a_server_that_is_down_hides_nothing_that_is_elsewhere(program):
    with serving() as site:
        entry = publish(site, FILES)
    program.write("here/tool.py", "value = 'here'")
    code = f"import sys; sys.path[:0] = [{entry!r}, 'here']; {USE}; import absent"

    ended = program.thence("run", "--source", entry, "--trust-first-use", "-c", code)

    assert ended.stdout == "here\n", ended.stderr
    assert "No module named 'absent'" in ended.stderr
    assert f"{entry} could not be asked" in ended.stderr
    assert "Connection refused" in ended.stderr


def test_nothing_is_left_open_at_the_end(site, program):
    """``-X dev`` warns of sockets that nobody closed."""
    entry = publish(site, FILES)
    code = f"""
import thence
from thence.sources import Sources
thence.install(sources=Sources([{entry!r}], lock="thence.lock", trust_first_use=True))
import sys
sys.path.append({entry!r})
import tool
"""

    ended = program.python(code, "-X", "dev")

    assert (ended.returncode, ended.stderr) == (0, "")
