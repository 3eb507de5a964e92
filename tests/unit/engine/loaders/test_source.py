"""Source files and their bytecode; loaders of source from any storage."""

from __future__ import annotations

import marshal
import sys
from pathlib import Path

import pytest

from thence._engine.bytecode import format
from thence._engine.loaders.source import permissions_of
from thence._engine.versions import LOAD_MODULE

SOURCE = b"answer = 42"


@pytest.fixture
def loader(machinery, tree):
    return machinery.SourceFileLoader("a", tree({"a.py": "answer = 42"}) + "/a.py")


def held(data):
    """Header and code of a bytecode file: how code is marshalled depends on who refers to it."""
    return bytes(data[:16]), marshal.loads(data[16:])


def executed(code):
    names: dict[str, int] = {}
    exec(code, names)
    return names["answer"]


def test_a_loader_knows_one_module(loader, tmp_path):
    assert loader.get_filename("a") == loader.get_filename() == f"{tmp_path}/a.py"
    with pytest.raises(ImportError, match=r"^loader for a cannot handle b$") as caught:
        loader.get_filename("b")
    assert caught.value.name == "b"


def test_loaders_are_equal_by_class_and_content(machinery, loader):
    same = machinery.SourceFileLoader("a", loader.path)

    assert loader == same
    assert hash(loader) == hash(same)
    assert loader != machinery.SourceFileLoader("b", loader.path)
    assert loader != machinery.SourcelessFileLoader("a", loader.path)


def test_a_file_named_init_is_a_package(machinery):
    kind = machinery.SourceFileLoader

    assert kind("a", "/a/__init__.py").is_package("a")
    assert not kind("a", "/a.py").is_package("a")
    assert not kind("a.__init__", "/a/__init__.py").is_package("a.__init__")


def test_the_text_is_read(loader):
    assert loader.get_source("a") == "answer = 42"


def test_a_text_that_cannot_be_read_is_an_import_error(machinery):
    loader = machinery.SourceFileLoader("a", "/nowhere/a.py")

    with pytest.raises(ImportError, match="source not available through get_data") as caught:
        loader.get_source("a")

    assert caught.value.name == "a"
    assert isinstance(caught.value.__cause__, OSError)


def test_time_and_size_are_the_files(loader):
    found = Path(loader.path).stat()

    assert loader.path_stats(loader.path) == {"mtime": found.st_mtime, "size": found.st_size}


@pytest.mark.usefixtures("writes_bytecode")
class TestBytecode:
    """5.4.7: what is cached, and what of it is believed."""

    def cached(self, machinery, loader):
        return machinery.file_names.cache_of(loader.path)

    def test_code_is_compiled_and_kept(self, machinery, loader):
        code = loader.get_code("a")

        found = Path(loader.path).stat()
        expected = format.timestamp_pyc(code, found.st_mtime, found.st_size)
        assert executed(code) == 42
        assert held(loader.get_data(self.cached(machinery, loader))) == held(expected)

    def test_bytecode_has_the_permissions_of_the_source_and_can_be_renewed(
        self, machinery, loader
    ):
        Path(loader.path).chmod(0o440)

        loader.get_code("a")

        assert Path(self.cached(machinery, loader)).stat().st_mode & 0o777 == 0o640

    def test_valid_bytecode_is_believed(self, machinery, loader):
        found = Path(loader.path).stat()
        other = compile("answer = 43", "elsewhere", "exec")
        loader.set_data(
            self.cached(machinery, loader),
            format.timestamp_pyc(other, found.st_mtime, found.st_size),
        )

        code = loader.get_code("a")

        assert executed(code) == 43
        assert code.co_filename == loader.path

    @pytest.mark.parametrize(
        "damaged",
        [b"", b"nonsense", format.MAGIC_NUMBER, format.MAGIC_NUMBER + b"\x08" + bytes(11)],
    )
    def test_damaged_bytecode_is_replaced(self, machinery, loader, damaged):
        cached = self.cached(machinery, loader)
        loader.set_data(cached, damaged)

        assert executed(loader.get_code("a")) == 42
        assert loader.get_data(cached)[:4] == format.MAGIC_NUMBER
        assert loader.get_data(cached) != damaged

    def test_bytecode_that_holds_no_code_is_an_error(self, machinery, loader):
        found = Path(loader.path).stat()
        data = format.timestamp_pyc(None, found.st_mtime, found.st_size)  # type: ignore[arg-type]
        loader.set_data(self.cached(machinery, loader), data)

        with pytest.raises(ImportError, match="Non-code object"):
            loader.get_code("a")

    @pytest.mark.parametrize(
        ("checked", "source_hash", "expected"),
        [
            (True, format.hash_of_source(SOURCE), 43),
            (True, b"12345678", 42),
            (False, b"12345678", 43),
        ],
    )
    def test_bytecode_by_hash_is_compared_if_it_says_so(
        self, machinery, loader, checked, source_hash, expected
    ):
        other = compile("answer = 43", "elsewhere", "exec")
        data = format.hash_pyc(other, source_hash, checked)
        loader.set_data(self.cached(machinery, loader), data)

        assert executed(loader.get_code("a")) == expected

    @pytest.mark.parametrize("checked", [True, False])
    def test_what_replaces_bytecode_by_hash_goes_by_hash(
        self, machinery, loader, checked, monkeypatch
    ):
        monkeypatch.setattr("_imp.check_hash_based_pycs", "always")
        cached = self.cached(machinery, loader)
        loader.set_data(cached, format.hash_pyc(compile("", "", "exec"), b"12345678", checked))

        code = loader.get_code("a")

        expected = format.hash_pyc(code, format.hash_of_source(SOURCE), checked)
        assert held(loader.get_data(cached)) == held(expected)

    def test_nothing_is_kept_where_it_is_forbidden(self, machinery, loader, monkeypatch):
        monkeypatch.setattr(sys, "dont_write_bytecode", True)

        loader.get_code("a")

        assert not Path(self.cached(machinery, loader)).exists()

    def test_nothing_is_kept_where_the_interpreter_has_no_cache(
        self, machinery, loader, monkeypatch, tmp_path
    ):
        monkeypatch.setattr(sys, "implementation", type("None", (), {"cache_tag": None}))

        assert executed(loader.get_code("a")) == 42
        assert [each.name for each in tmp_path.iterdir()] == ["a.py"]

    def test_a_place_that_cannot_be_written_is_no_error(self, machinery, loader, tmp_path):
        (tmp_path / "__pycache__").write_text("in the way")

        assert executed(loader.get_code("a")) == 42

    def test_a_directory_that_cannot_be_made_is_no_error(self, loader, tmp_path):
        kept = loader.set_data(f"{tmp_path}/a.py/inner/deeper/a.pyc", b"")

        assert kept is False
        assert [each.name for each in tmp_path.iterdir()] == ["a.py"]

    def test_a_file_that_cannot_be_written_is_no_error(self, machinery, loader):
        Path(self.cached(machinery, loader)).mkdir(parents=True)

        assert executed(loader.get_code("a")) == 42
        assert loader.set_data(self.cached(machinery, loader), b"") is False


def test_permissions_of_a_source_that_is_gone_are_the_usual_ones():
    assert permissions_of("/nowhere/a.py") == 0o666


class TestOtherStorage:
    """A subclass that has the source elsewhere."""

    @pytest.fixture
    def kept(self):
        return {}

    @pytest.fixture
    def storing(self, machinery, kept):
        """A class of loaders that have a source and nothing else."""

        class Storing(machinery.SourceLoader):  # type: ignore[name-defined]
            def get_filename(self, fullname):
                return f"store/{fullname}.py"

            def get_data(self, path):
                if path.endswith(".pyc"):
                    raise FileNotFoundError(path)
                return SOURCE

        return Storing

    def test_source_is_enough(self, storing):
        assert executed(storing().get_code("a")) == 42
        assert storing().get_source("a") == "answer = 42"

    def test_without_a_time_nothing_is_kept(self, storing, kept, writes_bytecode):
        class Keeping(storing):  # type: ignore[valid-type, misc]
            def set_data(self, path, data):
                kept[path] = data

        Keeping().get_code("a")

        assert kept == {}

    def test_with_a_time_bytecode_is_kept(self, storing, kept, writes_bytecode):
        class Keeping(storing):  # type: ignore[valid-type, misc]
            def path_mtime(self, path):
                return 7

            def set_data(self, path, data):
                kept[path] = data

        code = Keeping().get_code("a")

        (data,) = kept.values()
        assert held(data) == held(format.timestamp_pyc(code, 7, len(SOURCE)))

    def test_a_loader_that_keeps_nothing_says_nothing(self, storing, writes_bytecode):
        class Timed(storing):  # type: ignore[valid-type, misc]
            def path_mtime(self, path):
                return 7

        assert executed(Timed().get_code("a")) == 42
        assert Timed().set_data("a.pyc", b"") is False

    def test_a_loader_that_cannot_write_may_say_so(self, storing, writes_bytecode):
        class Refusing(storing):  # type: ignore[valid-type, misc]
            def path_mtime(self, path):
                return 7

            def set_data(self, path, data):
                raise NotImplementedError

        assert executed(Refusing().get_code("a")) == 42

    def test_methods_that_a_subclass_has_to_write_are_missing(self, machinery):
        loader = machinery.SourceLoader()

        with pytest.raises(NotImplementedError):
            loader.get_data("a")
        with pytest.raises(NotImplementedError):
            loader.get_filename("a")
        with pytest.raises(OSError):  # noqa: PT011 : it says nothing more
            loader.path_mtime("a")


class TestOfAnyCode:
    """A subclass that has code, wherever it comes from."""

    def test_code_is_executed_in_the_module(self, machinery, system):
        class Having(machinery.LoaderBasics):  # type: ignore[name-defined]
            def get_code(self, fullname):
                return compile("answer = 42", fullname, "exec")

        module = system.module_from_spec(machinery.ModuleSpec("a", Having()))
        module.__loader__.exec_module(module)

        assert module.answer == 42

    def test_no_code_is_an_error(self, machinery, system):
        class Lacking(machinery.LoaderBasics):  # type: ignore[name-defined]
            def get_code(self, fullname):
                return None

        module = system.module_from_spec(machinery.ModuleSpec("a", Lacking()))

        with pytest.raises(ImportError, match=r"cannot load module 'a' when get_code\(\) returns"):
            module.__loader__.exec_module(module)

    def test_get_code_has_to_be_written(self, machinery):
        with pytest.raises(NotImplementedError):
            machinery.LoaderBasics().get_code("a")


@pytest.mark.skipif(not LOAD_MODULE, reason="gone in 3.15")
class TestLoadModule:
    """The deprecated way: everything in one step."""

    @pytest.fixture(autouse=True)
    def expects_a_warning(self):
        with pytest.warns(DeprecationWarning, match=r"load_module\(\) method is deprecated"):
            yield

    def test_a_new_module_is_made(self, loader, system):
        module = loader.load_module("a")

        assert system.modules["a"] is module
        assert (module.answer, module.__file__) == (42, loader.path)

    def test_one_in_the_cache_is_executed_again(self, loader, system):
        module = system.modules["a"] = loader.load_module()
        module.answer = 0

        again = loader.load_module()

        assert again is module
        assert module.answer == 42

    def test_a_loader_of_any_code_has_it_too(self, machinery, system):
        class Having(machinery.LoaderBasics):  # type: ignore[name-defined]
            def get_code(self, fullname):
                return compile("answer = 42", fullname, "exec")

            def get_filename(self, fullname):
                return "/a.py"

        assert Having().load_module("a").answer == 42


def test_resources_of_a_package_are_read(machinery, tree):
    root = tree({"p/__init__.py": "", "p/data.txt": "text"})
    loader = machinery.SourceFileLoader("p", f"{root}/p/__init__.py")

    reader = loader.get_resource_reader("p")

    assert reader.files().joinpath("data.txt").read_text() == "text"
    with pytest.raises(ImportError):
        loader.get_resource_reader("other")
