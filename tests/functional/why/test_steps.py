"""Each step of a search, as it is told: finders, entries, what lay there, what is shadowed."""

import os
import py_compile
import zipfile
from pathlib import Path

import pytest

EDITABLE_FINDER = """
import sys
from importlib.util import spec_from_file_location

class EditableFinder:
    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if fullname == "linked":
            return spec_from_file_location(fullname, {file!r})

sys.meta_path.append(EditableFinder)
"""


def entry_at(document, place):
    return next(e for e in document["search"]["entries"] if e["place"] == str(place))


def things_at(document, place):
    return {Path(t["file"]).name: t for t in entry_at(document, place)["things"]}


class TestFinders:
    def test_each_is_asked_in_order(self, project):
        project.write("app.py")

        # Before them, there may be those of what is installed.
        finders = project.explain("app")["search"]["finders"][-3:]

        assert [each["name"].rpartition(".")[2] for each in finders] == [
            "BuiltinImporter",
            "FrozenImporter",
            "PathFinder",
        ]
        assert [each["answer"] for each in finders] == ["nothing", "nothing", "found"]

    def test_that_of_an_editable_installation_is_asked_like_any_other(self, project, trap):
        file = project.write("sources/linked.py", trap.code)
        project.write("site/usercustomize.py")
        project.write("site/sitecustomize.py", EDITABLE_FINDER.format(file=str(file)))
        path = f"{project.folder / 'site'}:{project.env['PYTHONPATH']}"

        answer = project.why("linked", env={"PYTHONPATH": path})

        assert answer.out.startswith(f"linked comes from {file}\n"), answer.err
        assert "EditableFinder" in answer.out
        assert trap.sprung() == []

    def test_one_that_would_have_had_it_is_shadowed(self, project, trap):
        theirs = project.write("sources/linked.py", trap.code)
        project.write("linked.py", trap.code)
        project.write("site/sitecustomize.py", EDITABLE_FINDER.format(file=str(theirs)))
        path = f"{project.folder / 'site'}:{project.env['PYTHONPATH']}"

        document = project.explain("linked", env={"PYTHONPATH": path})

        assert document["module"]["file"] == str(project.folder / "linked.py")
        assert [each["origin"] for each in document["shadows"]] == [str(theirs)]
        assert "later on the meta path" in document["shadows"][0]["where"]

    def test_one_that_raises_ends_the_search(self, project):
        project.write(
            "site/sitecustomize.py",
            "import sys\n"
            "class Broken:\n"
            "    def find_spec(self, fullname, path, target=None):\n"
            "        if fullname == 'app': raise RuntimeError('out of order')\n"
            "sys.meta_path.insert(0, Broken())\n",
        )
        path = f"{project.folder / 'site'}:{project.env['PYTHONPATH']}"

        answer = project.why("app", env={"PYTHONPATH": path})

        assert answer.status == 1
        assert "a finder raised an error" in answer.out
        assert "RuntimeError: out of order" in answer.out
        assert "importlib._bootstrap" not in answer.out

    def test_one_that_imports_the_very_module_is_told_apart(self, project):
        project.write("app.py")
        project.write(
            "site/sitecustomize.py",
            "import sys\n"
            "class Curious:\n"
            "    def find_spec(self, fullname, path, target=None):\n"
            "        if fullname == 'app' and not self.busy:\n"
            "            self.busy = True\n"
            "            import app\n"
            "    busy = False\n"
            "sys.meta_path.insert(0, Curious())\n",
        )
        path = f"{project.folder / 'site'}:{project.env['PYTHONPATH']}"

        document = project.explain("app", env={"PYTHONPATH": path})

        finders = document["search"]["finders"]
        assert [f["name"].rpartition(".")[2] for f in finders].count("Curious") == 1
        assert finders[0]["executed"] == ["app"]
        assert document["cache"] == {
            "state": "loaded",
            "module": "app",
            "origin": str(project.folder / "app.py"),
            "by_search": True,
        }


class TestEntries:
    def test_the_hook_and_the_finder_that_took_each(self, project):
        with zipfile.ZipFile(project.folder / "lib.zip", "w") as archive:
            archive.writestr("zipped.py", "")

        entry = entry_at(
            project.explain("zipped", "--path", "lib.zip"), project.folder / "lib.zip"
        )

        assert (entry["kind"], entry["chosen"]) == ("archive", True)
        assert entry["hook"] == entry["entry_finder"] == "zipimport.zipimporter"
        assert entry["origin"] == str(project.folder / "lib.zip" / "zipped.py")

    def test_an_archive_with_an_extension_module(self, project):
        with zipfile.ZipFile(project.folder / "lib.zip", "w") as archive:
            archive.writestr("fast.so", "")

        answer = project.why("fast", "--path", "lib.zip")

        assert answer.status == 1
        assert "cannot load an extension module out of an archive" in answer.out

    def test_what_is_no_place_for_modules(self, project):
        project.write("notes.txt", "text")

        document = project.explain("nothing_here", "--path", "notes.txt", "--path", "missing")

        assert entry_at(document, project.folder / "notes.txt")["kind"] == "file"
        assert entry_at(document, project.folder / "missing")["kind"] == "missing"

    def test_a_relative_entry(self, project):
        project.write("lib/app.py")
        project.write("site/sitecustomize.py", "import sys; sys.path.insert(0, 'lib')")
        path = f"{project.folder / 'site'}:{project.env['PYTHONPATH']}"

        document = project.explain("app", env={"PYTHONPATH": path})

        entry = entry_at(document, project.folder / "lib")
        assert (entry["entry"], entry["chosen"]) == ("lib", True)
        assert entry["notes"] == [f"relative to the working directory: {project.folder / 'lib'}"]

    def test_a_url_that_no_path_hook_takes(self, project):
        """It is no folder below the working directory."""
        url = "https://example.org/lib"
        project.write("site/sitecustomize.py", f"import sys; sys.path.insert(0, {url!r})")
        path = f"{project.folder / 'site'}:{project.env['PYTHONPATH']}"

        document = project.explain("nothing_here", env={"PYTHONPATH": path})

        entry = entry_at(document, url)
        assert (entry["kind"], entry["hook"]) == ("missing", None)
        assert entry["notes"] == ["a URL, which no path hook has taken"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
    def test_an_unreadable_directory(self, project):
        project.write("locked/app.py")
        (project.folder / "locked").chmod(0)

        document = project.explain("app", "--path", "locked")

        assert entry_at(document, project.folder / "locked")["kind"] == "unreadable"

    def test_all_shows_those_where_nothing_lay(self, project):
        project.write("app.py")

        short, whole = project.why("app"), project.why("app", "--all")

        assert "other entries have nothing of that name" in short.out
        assert "lib-dynload" not in short.out
        assert "lib-dynload" in whole.out
        assert "FileFinder, by the hook path_hook_for_FileFinder" in whole.out


class TestWhatLayThere:
    def test_a_package_comes_before_a_module(self, project):
        project.write("app/__init__.py")
        project.write("app.py")

        document = project.explain("app")

        assert document["module"]["file"] == str(project.folder / "app" / "__init__.py")
        shadow = document["shadows"][0]
        assert shadow["origin"] == str(project.folder / "app.py")
        assert shadow["reason"] == "a package comes before a module"

    def test_an_extension_comes_before_source(self, project):
        project.write("app.so")
        project.write("app.py")

        shadow = project.explain("app")["shadows"][0]

        assert shadow["reason"] == "extension comes before source"

    def test_a_directory_without_init_loses_to_a_module(self, project):
        project.write("app/other.py")
        project.write("app.py")

        document = project.explain("app")

        assert document["module"]["file"] == str(project.folder / "app.py")
        assert document["shadows"][0]["origin"] == str(project.folder / "app")

    def test_and_to_a_module_further_down(self, project):
        project.write("a/app/other.py")
        project.write("b/app.py")

        document = project.explain("app", "--path", "a", "--path", "b")

        assert document["module"]["file"] == str(project.folder / "b" / "app.py")
        assert document["shadows"][0]["origin"] == str(project.folder / "a" / "app")
        assert document["shadows"][0]["where"] == "sys.path entry 1"

    def test_a_namespace_package_has_all_its_portions(self, project):
        project.write("a/ns/one.py")
        project.write("b/ns/two.py")

        answer = project.why("ns", "--path", "a", "--path", "b")
        document = project.explain("ns", "--path", "a", "--path", "b")

        portions = [str(project.folder / "a" / "ns"), str(project.folder / "b" / "ns")]
        assert answer.out.startswith(f"ns comes from {', '.join(portions)}\n")
        assert document["module"]["kind"] == "namespace package"
        assert document["module"]["locations"] == portions
        assert [e["chosen"] for e in document["search"]["entries"][:2]] == [True, True]

    def test_an_extension_for_another_python(self, project):
        project.write("fast.cpython-27-riscos.so")

        answer = project.why("fast")

        assert answer.status == 1
        assert "fast.cpython-27-riscos.so: built for CPython 2.7 on riscos" in answer.out

    def test_bytecode_that_was_left_over(self, project):
        project.write("__pycache__/gone.cpython-311.pyc")

        document = project.explain("gone")

        assert document["found"] is False
        things = things_at(document, project.folder)
        assert "not used without its source" in things["gone.cpython-311.pyc"]["note"]

    def test_a_name_in_another_case(self, project):
        project.write("App.py")

        document = project.explain("app")

        assert things_at(document, project.folder)["App.py"]["kind"] == "other-case"

    def test_a_stub_alone(self, project):
        project.write("app.pyi")

        assert "a stub for type checkers" in project.why("app").out

    def test_a_link_that_leads_nowhere(self, project):
        (project.folder / "app.py").symlink_to("missing.py")

        assert "a link that leads nowhere: missing.py" in project.why("app").out

    def test_an_entry_is_compared_as_it_is_written(self, project):
        project.write("lib/app.py")

        document = project.explain("app", "--path", f"{project.folder}//lib/")

        assert document["search"]["entries"][0]["chosen"] is True
        assert document["shadows"] == []


class TestBytecode:
    """The state of the file, without anything being executed or written."""

    def compiled(self, project, mode="TIMESTAMP"):
        """A source file with its bytecode beside it; returns the source."""
        source = project.write("app.py", "x = 1\n")
        mode = py_compile.PycInvalidationMode[mode]
        py_compile.compile(str(source), doraise=True, invalidation_mode=mode)
        return source

    def state(self, project, **more):
        return project.explain("app", **more)["bytecode"]

    def test_absent(self, project):
        project.write("app.py")

        assert self.state(project)["state"] == "absent"

    def test_fresh_by_timestamp(self, project):
        self.compiled(project)

        found = self.state(project)

        assert (found["state"], found["validation"]) == ("fresh", "timestamp")

    def test_stale_by_time(self, project):
        source = self.compiled(project)
        os.utime(source, (0, 0))

        found = self.state(project)

        assert (found["state"], found["validation"]) == ("stale", "timestamp")
        assert found["reason"].startswith("the source is of ")

    def test_stale_by_size(self, project):
        source = self.compiled(project)
        before = source.stat()
        source.write_text("x = 12345\n")
        os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))

        found = self.state(project)

        assert found["reason"] == "the source has 10 bytes, it had 6"
        assert found["consequence"].startswith("the source would be compiled")

    def test_checked_by_hash(self, project):
        source = self.compiled(project, mode="CHECKED_HASH")
        fresh = self.state(project)
        source.write_text("x = 2\n")

        stale = self.state(project)

        assert (fresh["state"], fresh["validation"]) == ("fresh", "hash")
        assert (stale["state"], stale["validation"]) == ("stale", "hash")

    def test_unchecked_by_hash(self, project):
        source = self.compiled(project, mode="UNCHECKED_HASH")
        source.write_text("x = 2\n")

        found = self.state(project)
        checked = self.state(project, options=["--check-hash-based-pycs", "always"])

        assert (found["state"], found["validation"]) == ("unchecked", "unchecked hash")
        assert checked["state"] == "stale"

    def test_of_another_python(self, project):
        source = self.compiled(project)
        cached = next((project.folder / "__pycache__").iterdir())
        cached.write_bytes((3413).to_bytes(2, "little") + b"\r\n" + cached.read_bytes()[4:])
        assert source.exists()

        found = self.state(project)

        assert (found["state"], found["reason"]) == ("foreign", "written by Python 3.8")

    @pytest.mark.parametrize(
        ("spoil", "says"),
        [
            (lambda data: data[:8], "cut short: 8 bytes"),
            (lambda data: data[:4] + b"\xff" + data[5:], "unknown flags (0xff)"),
            (lambda data: data[:20], "it holds no code"),
        ],
    )
    def test_damaged(self, project, spoil, says):
        self.compiled(project)
        cached = next((project.folder / "__pycache__").iterdir())
        cached.write_bytes(spoil(cached.read_bytes()))

        found = self.state(project)

        assert found["state"] == "damaged"
        assert says in found["reason"]

    def test_below_a_prefix(self, project):
        project.write("app.py")

        found = self.state(project, env={"PYTHONPYCACHEPREFIX": "/prefix"})

        assert found["file"].startswith("/prefix/")
        assert "PYTHONPYCACHEPREFIX is /prefix" in found["reason"]

    def test_not_kept(self, project):
        project.write("app.py")

        found = self.state(project, options=["-B"])

        assert "not kept (-B" in found["consequence"]

    def test_without_source(self, project):
        source = project.write("app.py", "x = 1\n")
        py_compile.compile(str(source), cfile=str(project.folder / "app.pyc"), doraise=True)
        source.unlink()

        document = project.explain("app")

        assert document["module"]["kind"] == "bytecode-only module"
        assert document["bytecode"]["validation"] == "sourceless"

    def test_without_source_and_of_another_python(self, project):
        project.write("app.pyc", (3413).to_bytes(2, "little") + b"\r\n" + bytes(20))

        answer = project.why("app")

        assert "its import would fail: written by Python 3.8" in answer.out
