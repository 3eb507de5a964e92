"""What of a name lies in a directory or an archive, in the order of preference."""

import zipfile

import pytest

from thence.explaining.what_is_archived import things_in_archive
from thence.explaining.what_lies_there import Directory


@pytest.fixture
def folder(tmp_path):
    """Writes empty files; a name that ends in a slash is a folder."""

    def write(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith("/"):
                path.mkdir(exist_ok=True)
            else:
                path.touch()
        return str(tmp_path)

    return write


def kinds_of(things):
    return [thing.kind for thing in things]


class TestDirectory:
    def test_the_order_is_that_of_the_finder(self, folder):
        path = folder("m/__init__.py", "m.so", "m.py", "m.pyc")

        things = Directory(path, "m").things()

        assert kinds_of(things) == ["package", "extension", "source", "bytecode"]
        assert all(thing.importable for thing in things)

    def test_a_directory_without_init_is_a_portion_and_comes_last(self, folder):
        path = folder("m/other.py", "m.py")

        things = Directory(path, "m").things()

        assert kinds_of(things) == ["source", "portion"]
        assert things[1].note == "no __init__.py in it"

    def test_an_init_of_no_use_is_named(self, folder):
        path = folder("m/__init__.pyi")

        assert Directory(path, "m").things()[0].note == "no __init__.py in it, only __init__.pyi"

    def test_an_init_of_another_python_is_named(self, folder):
        path = folder("m/__init__.cpython-27-riscos.so")

        portion, foreign = Directory(path, "m").things()

        assert portion.kind == "portion"
        assert foreign.note == "built for CPython 2.7 on riscos"

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("m.cpython-27-riscos.so", "foreign-extension"),
            ("m.pyi", "no-module"),
            ("m.ipynb", "no-module"),
            ("m.py/", "no-file"),
            ("M.py", "other-case"),
            ("M/", "other-case"),
            ("__pycache__/m.cpython-311.pyc", "orphaned-bytecode"),
        ],
    )
    def test_what_cannot_be_imported_is_told_apart(self, folder, name, kind):
        (thing,) = Directory(folder(name), "m").things()

        assert (thing.kind, thing.importable) == (kind, False)

    @pytest.mark.parametrize("name", ["mm.py", "m2/", "xm.py", "m.txt", "__pycache__/mm.x.pyc"])
    def test_other_names_are_left_out(self, folder, name):
        assert Directory(folder(name), "m").things() == ()

    def test_bytecode_of_a_source_that_is_there_is_left_out(self, folder):
        path = folder("m.py", "__pycache__/m.cpython-311.pyc")

        assert kinds_of(Directory(path, "m").things()) == ["source"]

    def test_a_directory_that_cannot_be_listed_raises(self, tmp_path):
        with pytest.raises(OSError, match="missing"):
            Directory(str(tmp_path / "missing"), "m")


class TestArchive:
    @pytest.fixture
    def archive(self, tmp_path):
        def write(*names):
            path = tmp_path / "a.zip"
            with zipfile.ZipFile(path, "w") as opened:
                for name in names:
                    opened.writestr(name, "")
            return str(path)

        return write

    def test_the_order_is_that_of_zipimport(self, archive):
        path = archive("m/__init__.py", "m.py", "m.pyc")

        things = things_in_archive(path, "", "m")

        assert kinds_of(things) == ["package", "bytecode", "source"]
        assert things[0].file == f"{path}/m/__init__.py"

    def test_a_folder_of_the_archive(self, archive):
        path = archive("p/m.py", "m.py")

        assert [thing.file for thing in things_in_archive(path, "p", "m")] == [f"{path}/p/m.py"]

    def test_an_extension_is_of_no_use_there(self, archive):
        (thing,) = things_in_archive(archive("m.so"), "", "m")

        assert (thing.kind, thing.importable) == ("archived-extension", False)

    def test_a_folder_without_an_entry_of_its_own_is_no_portion(self, archive):
        (implicit,) = things_in_archive(archive("m/x.py"), "", "m")
        (explicit,) = things_in_archive(archive("m/", "m/x.py"), "", "m")

        assert (implicit.importable, explicit.importable) == (False, True)
