"""thence pin, thence cache, thence publish, and thence run with sources."""

from __future__ import annotations

import json
import os
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

import pytest

INDEX = "thence-index.json"
FILES = {
    "tool/__init__.py": "value = 1\n",
    "tool/__main__.py": "import sys\nprint(sys.argv[1:])\n",
}


def recorded(text: str) -> str:
    """A hash as it stands in a RECORD."""
    return urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip("=")


@pytest.fixture
def tool(place):
    place.archive("tool.whl", FILES)
    return place


class TestPin:
    """``thence pin``."""

    def test_the_same_files_make_the_same_lock(self, tool):
        tool.write("lib/b.py", "")
        tool.write("lib/a.py", "")
        tool.thence("pin", "tool.whl", "lib")
        first = (tool.folder / "thence.lock").read_text()
        (tool.folder / "thence.lock").unlink()

        tool.thence("pin", "lib", "tool.whl")

        assert (tool.folder / "thence.lock").read_text() == first
        assert first.index('"a.py"') < first.index('"b.py"') < first.index('"tool/__init__.py"')

    def test_each_file_has_a_line_of_its_own(self, tool):
        """Git merges what two branches add."""
        tool.thence("pin", "tool.whl")

        lines = (tool.folder / "thence.lock").read_text().splitlines()

        assert len([line for line in lines if "sha256" in line]) == len(FILES)
        assert '[sources."./tool.whl"]' in lines

    def test_check_says_what_changed_and_writes_nothing(self, tool):
        tool.thence("pin", "tool.whl")
        before = (tool.folder / "thence.lock").read_bytes()
        assert tool.thence("pin", "--check").returncode == 0
        tool.archive("tool.whl", {**FILES, "tool/__init__.py": "value = 2\n", "more.py": ""})

        ended = tool.thence("pin", "--check")

        assert ended.returncode == 1
        assert "changed  tool/__init__.py" in ended.stdout
        assert "added    more.py" in ended.stdout
        assert "thence pin --update" in ended.stdout
        assert (tool.folder / "thence.lock").read_bytes() == before

    def test_what_changed_is_only_pinned_when_asked_for(self, tool):
        tool.thence("pin", "tool.whl")
        tool.archive("tool.whl", {**FILES, "tool/__init__.py": "value = 2\n"})

        refused = tool.thence("pin", "tool.whl")
        updated = tool.thence("pin", "--update", "tool.whl")

        assert (refused.returncode, updated.returncode) == (1, 0)
        assert tool.thence("pin", "--check").returncode == 0

    def test_one_package_is_updated_and_others_stay(self, tool):
        tool.archive("tool.whl", {**FILES, "other.py": "1"})
        tool.thence("pin", "tool.whl")
        tool.archive("tool.whl", {**FILES, "tool/__init__.py": "value = 2\n", "other.py": "2"})

        ended = tool.thence("pin", "--update", "other")

        assert ended.returncode == 1, ended.stdout
        assert "changed  tool/__init__.py" in ended.stdout
        assert "changed  other.py" in ended.stdout.partition("is not what")[0]

    def test_a_wheel_that_contradicts_its_record_is_refused(self, tool):
        record = "tool/__init__.py,sha256=AAAA,10\ntool/__main__.py,sha256=AAAA,9\n"
        tool.archive("tool.whl", {**FILES, "tool-1.dist-info/RECORD": record})

        ended = tool.thence("pin", "tool.whl")

        assert ended.returncode == 1
        assert "its RECORD says" in ended.stderr

    def test_the_record_of_a_wheel_in_a_package_of_the_wheel_is_a_file_like_others(self, tool):
        """As setuptools has several, which come first in the alphabet."""
        files = {"a/_vendor/inner-1.dist-info/RECORD": "inner.py,sha256=AAAA,1\n", **FILES}
        rows = [f"{name},sha256={recorded(text)},\n" for name, text in files.items()]
        tool.archive("tool.whl", {**files, "tool-1.dist-info/RECORD": "".join(rows)})

        ended = tool.thence("pin", "tool.whl")

        assert ended.returncode == 0, ended.stderr

    @pytest.mark.parametrize("record", [b"\xff\xfe,", b"a" * 200_000 + b",sha256=x,3\n"])
    def test_a_record_that_is_none_is_said_to_be(self, tool, record):
        tool.archive("tool.whl", {**FILES, "tool-1.dist-info/RECORD": record})

        ended = tool.thence("pin", "tool.whl")

        assert ended.returncode == 1
        assert "which is no RECORD" in ended.stderr
        assert "Traceback" not in ended.stderr

    def test_the_wheels_of_a_pylock_are_pinned_if_their_hash_is_right(self, tool):
        name = "tool-1-py3-none-any.whl"
        wheel = tool.archive(name, FILES)
        lock = """
            lock-version = "1.0"
            created-by = "test"
            [[packages]]
            name = "tool"
            [[packages.wheels]]
            path = "{name}"
            hashes = {{sha256 = "{digest}"}}
            """
        digest = sha256(wheel.read_bytes()).hexdigest()
        tool.write("pylock.toml", lock.format(name=name, digest="0" * 64))
        refused = tool.thence("pin", "--from", "pylock.toml")
        tool.write("pylock.toml", lock.format(name=name, digest=digest))

        accepted = tool.thence("pin", "--from", "pylock.toml")

        assert refused.returncode == 1
        assert "pylock.toml says" in refused.stderr
        assert accepted.returncode == 0, accepted.stderr
        assert name in (tool.folder / "thence.lock").read_text()

    def test_a_lock_that_is_none_is_named(self, tool):
        tool.write("thence.lock", "version = 1\nnonsense\n")

        ended = tool.thence("pin", "tool.whl")

        assert ended.returncode == 1
        assert "thence.lock is no lock of thence" in ended.stderr

    def test_nothing_to_pin_is_a_bad_line(self, place):
        assert place.thence("pin").returncode == 2


class TestCache:
    """``thence cache``."""

    def test_it_shows_verifies_and_prunes(self, tool):
        tool.pin_archive("tool.whl")
        content = [f for f in (tool.folder / "cache/content").rglob("*") if f.is_file()]
        content[0].write_bytes(b"damaged")

        shown = tool.thence("cache").stdout
        verified = tool.thence("cache", "verify")
        removed = tool.thence("cache", "verify", "--remove")
        tool.thence("cache", "prune", "--to", "1M")
        kept = len([f for f in (tool.folder / "cache").rglob("*") if f.is_file()])
        tool.thence("cache", "prune")

        assert f"content          {len(content)} files" in shown
        assert verified.returncode == 1
        assert f"damaged: {content[0]}" in verified.stdout
        assert removed.returncode == 0
        assert kept == len(content) - 1
        assert not [f for f in (tool.folder / "cache").rglob("*") if f.is_file()]

    def test_fill_makes_everything_available_without_its_source(self, tool):
        tool.pin_archive("tool.whl")
        tool.thence("cache", "prune")

        filled = tool.thence("cache", "fill")
        (tool.folder / "tool.whl").unlink()
        ended = tool.thence("run", "--source", "tool.whl", "-c", "import tool; print(tool.value)")

        assert filled.returncode == 0, filled.stderr
        assert ended.stdout == "1\n", ended.stderr

    def test_what_is_damaged_is_never_executed(self, tool):
        tool.pin_archive("tool.whl")
        for file in (tool.folder / "cache/content").rglob("*"):
            if file.is_file():
                file.write_bytes(b"raise SystemExit('executed')")

        ended = tool.thence("run", "--source", "tool.whl", "-c", "import tool; print(tool.value)")

        assert ended.stdout == "1\n", ended.stderr

    def test_damaged_bytecode_is_compiled_anew(self, tool):
        tool.pin_archive("tool.whl")
        line = ("run", "--source", "tool.whl", "-c", "import tool; print(tool.value)")
        tool.thence(*line)
        files = list((tool.folder / "cache/bytecode").rglob("*.pyc"))
        for file in files:
            data = bytearray(file.read_bytes())
            data[-10] ^= 1
            file.write_bytes(data)

        ended = tool.thence(*line)

        assert files
        assert ended.stdout == "1\n", ended.stderr

    @pytest.mark.parametrize("is_filled", [True, False])
    def test_a_cache_that_can_only_be_read_is_used_as_it_is(self, tool, is_filled):
        """Filled, it serves a program without its source; empty, it is done without."""
        tool.pin_archive("tool.whl")
        cache = tool.folder / "cache"
        if is_filled:
            (tool.folder / "tool.whl").unlink()
        else:
            tool.thence("cache", "prune")
        for place in [cache, *cache.rglob("*")]:
            place.chmod(0o500 if place.is_dir() else 0o400)
        before = sorted(cache.rglob("*"))
        tool.respect_permissions()

        ended = tool.thence("run", "--source", "tool.whl", "-m", "tool", "x")

        assert ended.stdout == "['x']\n", ended.stderr
        assert sorted(cache.rglob("*")) == before


class TestPublish:
    """``thence publish`` to a static folder."""

    def test_a_wheel_becomes_a_folder_with_a_listing(self, tool):
        ended = tool.thence("publish", "tool.whl", "--to", "site", "--bundle")

        index = json.loads((tool.folder / "site" / INDEX).read_text())
        assert ended.returncode == 0, ended.stderr
        assert set(index["files"]) == set(FILES)
        assert (tool.folder / "site/tool/__init__.py").read_text() == FILES["tool/__init__.py"]
        assert (tool.folder / "site" / index["bundle"]).is_file()

    def test_a_second_time_removes_what_is_gone(self, tool):
        tool.thence("publish", "tool.whl", "--to", "site", "--bundle")
        tool.write("site/by_hand.txt", "stays")
        tool.archive("tool.whl", {"tool/__init__.py": "value = 2\n"})

        tool.thence("publish", "tool.whl", "--to", "site")

        site = tool.folder / "site"
        left = {f.name for f in site.rglob("*") if f.is_file()}
        kept = {Path(name).name for name in json.loads((site / INDEX).read_text())["kept"]}
        assert left - kept == {"__init__.py", "by_hand.txt", INDEX}
        assert kept < left
        assert len(kept) == len(FILES) + 1  # and the archive of all

    def test_a_wheel_that_is_not_what_its_record_says_is_not_published(self, tool):
        record = "tool/__init__.py,sha256=AAAA,10\ntool-1.dist-info/RECORD,,\n"
        tool.archive(
            "bad.whl", {"tool/__init__.py": "value = 1\n", "tool-1.dist-info/RECORD": record}
        )

        ended = tool.thence("publish", "bad.whl", "--to", "site")

        assert ended.returncode == 1
        assert "RECORD" in ended.stderr
        assert not (tool.folder / "site").exists()

    def test_a_bundle_in_a_database_holds_all_files(self, tool):
        entry = f"sqlite://{tool.folder}/code.db"
        assert tool.thence("publish", "tool.whl", "--to", entry, "--bundle").returncode == 0
        assert tool.thence("pin", entry).returncode == 0

        ended = tool.thence("run", "--source", entry, "-m", "tool", "a")

        assert ended.stdout == "['a']\n", ended.stderr
        assert "thence-bundle" not in (tool.folder / "thence.lock").read_text()

    def test_where_nothing_can_be_published_is_said(self, tool):
        ended = tool.thence("publish", "tool.whl", "--to", "nosuch:place")

        assert ended.returncode == 1
        assert "nosuch:place" in ended.stderr


class TestLookingCloser:
    """``thence why``, ``thence trace`` and ``thence doctor`` with sources."""

    def test_why_tells_source_hash_and_size(self, tool):
        tool.pin_archive("tool.whl")

        said = tool.thence("why", "tool", "--source", "tool.whl").stdout

        assert f"tool comes from {tool.folder}/tool.whl/tool/__init__.py" in said
        assert f"tool/__init__.py in {tool.folder}/tool.whl, 10 bytes, sha256 " in said
        assert "pinned, in the cache" in said

    def test_why_as_json_tells_the_same(self, tool):
        tool.pin_archive("tool.whl")

        said = json.loads(tool.thence("why", "tool", "--source", "tool.whl", "--json").stdout)

        content = said["module"]["content"]
        assert content["source"] == f"{tool.folder}/tool.whl"
        assert (content["file"], content["size"]) == ("tool/__init__.py", 10)

    def test_a_trace_has_what_was_read(self, tool):
        tool.pin_archive("tool.whl")
        line = ("--source", "tool.whl", "-c", "import tool")
        assert tool.thence("trace", "--quiet", "-o", "it.rec", *line).returncode == 0

        shown = tool.thence("show", "it.rec", "tool").stdout
        everything = tool.thence("show", "it.rec", "--all").stdout

        unwrapped = "".join(shown.split())
        assert f"{tool.folder}/tool.whl/tool/__init__.py:10bytesfromthecachein" in unwrapped
        assert "sha256" in unwrapped
        assert "thence.sources.policy" not in everything

    def test_the_doctor_looks_into_sources(self, tool):
        said = tool.thence("doctor", "--", "--source", "tool.whl", "-c", "import tool, absent")

        assert f"nothing in {tool.folder}/tool.whl" in said.stdout + said.stderr


class TestRun:
    """``thence run`` with sources."""

    def test_a_source_is_named_by_an_option(self, tool):
        ended = tool.thence("run", "--source", "tool.whl", "-m", "tool", "a", "--source", "b")

        assert ended.stdout == "['a', '--source', 'b']\n", ended.stderr

    def test_a_source_is_named_by_the_project(self, tool):
        tool.write("pyproject.toml", '[tool.thence.sources]\nentries = ["tool.whl"]\n')

        ended = tool.thence("run", "-m", "tool", "a")

        assert ended.stdout == "['a']\n", ended.stderr

    def test_a_projects_lock_lies_beside_it(self, tool):
        tool.write("pyproject.toml", '[tool.thence.sources]\nentries = ["tool.whl"]\n')
        tool.write("thence.lock", "version = 1\n")
        tool.write("deep/er/program.py", "import tool")

        ended = tool.thence("run", "program.py", below="deep/er")

        assert "has no hashes of" in ended.stderr

    def test_a_project_with_nonsense_is_a_bad_line(self, tool):
        tool.write("pyproject.toml", "[tool.thence.sources]\ntrust-first-use = true\n")

        ended = tool.thence("run", "-m", "tool")

        assert ended.returncode == 2
        assert "trust-first-use" in ended.stderr

    def test_a_project_of_somebody_else_is_not_believed(self, tool):
        if os.getuid() != 0:
            pytest.skip("only root can make a file somebody else's: NOT TESTED")
        file = tool.write("pyproject.toml", '[tool.thence.sources]\nentries = ["tool.whl"]\n')
        os.chown(file, 12345, 12345)

        ended = tool.thence("run", "-m", "tool")

        assert ended.returncode == 2
        assert "belongs to somebody else" in ended.stderr

    def test_a_link_of_somebody_else_to_a_project_is_not_believed(self, tool):
        """What it names would be looked for beside the link."""
        if os.getuid() != 0:
            pytest.skip("only root can make a link somebody else's: NOT TESTED")
        file = tool.write("own/pyproject.toml", '[tool.thence.sources]\nentries = ["tool.whl"]\n')
        link = tool.folder / "pyproject.toml"
        link.symlink_to(file)
        os.lchown(link, 12345, 12345)

        ended = tool.thence("run", "-m", "tool")

        assert ended.returncode == 2
        assert "belongs to somebody else" in ended.stderr

    def test_children_import_from_the_sources_too(self, tool):
        program = """
            import multiprocessing, subprocess, sys, tool
            def child(queue):
                import tool
                queue.put(tool.value)
            if __name__ == "__main__":
                context = multiprocessing.get_context("spawn")
                queue = context.Queue()
                process = context.Process(target=child, args=(queue,))
                process.start()
                print(queue.get())
                process.join()
                code = "import tool; print(tool.value)"
                subprocess.run([sys.executable, "-c", code], check=True)
            """
        tool.write("program.py", program)

        ended = tool.thence("run", "--source", "tool.whl", "program.py")

        assert ended.stdout == "1\n1\n", ended.stderr

    def test_a_lock_that_cannot_be_read_runs_nothing(self, tool):
        """And zipimport, the next hook, does not get the archive."""
        tool.write("thence.lock", "version = 1\nnonsense")

        ended = tool.thence("run", "--source", "tool.whl", "-c", "import tool; print('executed')")

        assert "executed" not in ended.stdout
        assert "is no lock of thence" in ended.stderr

    def test_a_frozen_lock_stays_what_it_is_whatever_else_is_said(self, tool):
        tool.thence("pin", "tool.whl")
        before = (tool.folder / "thence.lock").read_bytes()
        tool.archive("tool.whl", {**FILES, "more.py": ""})
        line = ("--trust-first-use", "--source", "tool.whl", "-c", "import more; print('run')")

        frozen = tool.thence("run", "--frozen", *line)
        after = (tool.folder / "thence.lock").read_bytes()

        assert "No module named 'more'" in frozen.stderr
        assert after == before
        assert tool.thence("run", *line).stdout == "run\n"
        assert (tool.folder / "thence.lock").read_bytes() != before

    @pytest.mark.parametrize("init", [b"", b"value = 1"])
    def test_a_module_to_run_that_cannot_be_had_is_said_to_be_and_why(self, place, init):
        """The package, or its main module: runpy tells both in one line."""
        entry = "http://127.0.0.1:1/lib"
        place.pin(entry, {"tool/__init__.py": init, "tool/__main__.py": b"print('run')"})

        ended = place.thence("run", entry, "-m", "tool")

        assert ended.returncode == 1
        assert "Error while finding module specification for 'tool" in ended.stderr
        assert f" could not be asked: ConnectionError: {entry}/thence-index.json" in ended.stderr

    @pytest.mark.parametrize("entry", ["http://127.0.0.1:1/lib", "http://127.0.0.1:2/lib"])
    def test_an_error_shows_the_line_of_the_program_and_none_of_thence(self, place, entry):
        """Where the lock says nothing, and where the server is down."""
        place.write("main.py", "import tool\n")
        place.pin("http://127.0.0.1:2/lib", {"tool.py": b"value = 1"})

        shown = place.thence("run", "--source", entry, "main.py").stderr

        traceback = shown[shown.index("Traceback") :].splitlines()
        assert traceback[1].endswith('main.py", line 1, in <module>')
        assert traceback[3].startswith("thence.sources.errors.")

    def test_a_source_that_the_lock_does_not_know_runs_nothing(self, tool):
        tool.write("thence.lock", "version = 1\n")

        ended = tool.thence("run", "--source", "tool.whl", "-c", "import tool; print('executed')")

        assert "executed" not in ended.stdout
        assert "has no hashes of" in ended.stderr
        assert "thence pin" in ended.stderr

    def test_a_url_that_nobody_allowed_is_not_read(self, place):
        program = "import sys; sys.path.append('https://127.0.0.1:1/lib'); import absent"
        place.archive("tool.whl", FILES)

        ended = place.thence("run", "--source", "tool.whl", "-c", program)

        assert "No module named 'absent'" in ended.stderr
        assert "https://127.0.0.1:1/lib is not allowed" in ended.stderr
