"""The joined modules of a wheel: what they define, and what the small files become."""

from __future__ import annotations

import ast
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).parents[3]
SOURCES = ROOT / "src" / "thence"

pytestmark = pytest.mark.skipif(not SOURCES.exists(), reason="there are no sources here")


@pytest.fixture(scope="module")
def joining() -> Iterator[Any]:
    """The builder, which is no part of the package."""
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(ROOT))
        from building import joining

        yield joining
    for name in [each for each in sys.modules if each.partition(".")[0] == "building"]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def texts(joining: Any) -> dict[str, str]:
    """What the wheel has in the place of thence's files."""
    return joining.joined_package(SOURCES)


@pytest.fixture(scope="module")
def package(texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files, laid out; returns the folder that holds them."""
    folder = tmp_path_factory.mktemp("wheel")
    for file in SOURCES.rglob("*.py"):
        place = folder / "thence" / file.relative_to(SOURCES)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.read_bytes())
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def joined(tmp_path: Path, joining: Any) -> Callable[[Mapping[str, str]], dict[str, str]]:
    """Join the modules of a package ``p``, all but ``p`` itself, into ``p.whole``."""

    def join(files: Mapping[str, str]) -> dict[str, str]:
        for name, text in files.items():
            file = tmp_path / "p" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(textwrap.dedent(text))
        group = joining.Group("p.whole", ("p.a", "p.b", "p.inner"))
        texts: dict[str, str] = joining.joined_package(tmp_path / "p", [group])
        for name, text in texts.items():
            (tmp_path / name).write_text(text)
        return texts

    return join


def printed_by(code: str, folder: Path) -> list[str]:
    """What a program prints, line by line, with a folder on its path."""
    command = [sys.executable, "-c", code]
    environment = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


PACKAGE = {
    "__init__.py": "from .b import double\n__all__ = ['double']",
    "a.py": """
        '''Module a.'''
        import sys
        TYPE_CHECKING = False
        if TYPE_CHECKING:
            from typing import Any
        def one(given: "Any" = 1) -> "Any":
            '''One.'''
            return given
        """,
    "b.py": """
        from . import a
        from .a import one as single
        def double(x: int) -> int:
            '''Twice.'''
            return x * (single() + a.one())
        class Kept:
            '''A class.'''
            number: int = 5
        """,
    "later.py": """
        from .b import Kept, double
        def late():
            from .a import one
            return double(one(4)), Kept.number
        """,
}


class TestJoined:
    """A package whose modules were joined, beside the same one as it was written."""

    def test_a_start_loads_the_joined_module_and_not_the_small_ones(self, joined, tmp_path):
        joined(PACKAGE)

        lines = printed_by(
            "import p, sys; print(*sorted(m for m in sys.modules if 'p' == m[0]))", tmp_path
        )

        assert [each for each in lines[0].split() if each.partition(".")[0] == "p"] == [
            "p",
            "p.whole",
        ]

    def test_it_does_what_the_small_files_did(self, joined, tmp_path):
        joined(PACKAGE)

        assert printed_by("import p.later; print(p.double(3), p.later.late())", tmp_path) == [
            "6 (8, 5)"
        ]

    def test_a_small_file_hands_on_the_very_same_things(self, joined, tmp_path):
        joined(PACKAGE)

        code = """if True:
            import p.b as b, p.whole as w
            print(b.Kept is w.Kept, b.single is w.one, b.a.one is w.one)
        """
        assert printed_by(code, tmp_path) == ["True True True"]

    def test_everything_says_which_module_it_was_written_in(self, joined, tmp_path):
        joined(PACKAGE)

        code = "import p.whole as w; print(w.one.__module__, w.Kept.__module__, w.__name__)"
        assert printed_by(code, tmp_path) == ["p.a p.b p.whole"]

    def test_what_the_package_hands_on_keeps_its_docstrings(self, joined, tmp_path):
        joined(PACKAGE)

        code = "import p.whole as w; print(w.double.__doc__, w.one.__doc__)"
        assert printed_by(code, tmp_path) == ["Twice. None"]

    def test_type_checkers_read_the_text_as_it_was_written(self, joined):
        texts = joined(PACKAGE)

        assert texts["p/a.pyi"] == textwrap.dedent(PACKAGE["a.py"])

    def test_a_name_for_two_things_is_refused(self, joined, joining):
        clashing = {**PACKAGE, "b.py": PACKAGE["b.py"] + "\n        def one(): ...\n"}

        with pytest.raises(joining.ClashError, match=r"'one' is p\.a\.one and p\.b\.one"):
            joined(clashing)


@pytest.mark.xdist_group("thence is joined once")
class TestThence:
    """The joined form of thence itself."""

    def test_installing_loads_four_modules(self, package):
        code = """if True:
            import sys, thence
            thence.install()
            print(*(name for name in sys.modules if name.startswith('thence')))
        """

        assert sorted(printed_by(code, package)[0].split()) == [
            "thence",
            "thence._bootstrap",
            "thence._bootstrap_external",
            "thence.joined",
        ]

    def test_while_installed_its_code_passes_for_the_interpreters(self, package):
        code = """if True:
            import thence, thence.joined
            code = thence.joined.find_and_load.__code__
            with thence.install():
                print(code.co_filename, thence.joined.__name__)
            print(code.co_filename.endswith('joined.py'), thence.joined.__name__)
        """

        assert printed_by(code, package) == [
            "<frozen importlib._bootstrap> importlib._bootstrap",
            "True thence.joined",
        ]

    def test_every_name_of_a_small_file_is_there(self, package):
        code = """if True:
            from thence._engine import paths, spec
            print(spec.ModuleSpec.__module__, paths.join('a', 'b'))
        """

        assert printed_by(code, package) == ["thence._engine.spec a/b"]

    def test_nothing_but_python_is_written(self, texts):
        for name, text in texts.items():
            ast.parse(text, name)
