"""A store of somebody else's, found through its entry point."""

from __future__ import annotations

import sys
import sysconfig
import tomllib
import venv
from collections.abc import Mapping
from pathlib import Path

import pytest

from thence.sources import Source
from thence.sources.roles import SourceRoles

DOCS = Path(__file__).parents[3] / "docs/sources.md"
STORE = '''
from thence.sources import Source

MARK = "#### "


class OneFile(Source):
    """Many modules in one text file: lines that begin with #### name the file that follows."""

    is_local = True

    def __init__(self, entry, settings):
        super().__init__(entry)
        self.path = entry.partition(":")[2]

    def list(self):
        return dict.fromkeys(self.files())

    def read(self, name):
        try:
            return self.files()[name]
        except KeyError:
            raise FileNotFoundError(2, "no such part", f"{self.entry}/{name}") from None

    def files(self):
        with open(self.path, "rb") as stream:
            parts = stream.read().split(MARK.encode())[1:]
        rows = (part.partition(b"\\n") for part in parts)
        return {name.decode(): data for name, _, data in rows}
'''
PARTS = "#### pkg/__init__.py\nvalue = 1\n#### pkg/part.py\nfrom . import value\n"


class TestOneFile(SourceRoles):
    """The roles of every store, for somebody else's."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        text = b"".join(b"#### " + name.encode() + b"\n" + data for name, data in files.items())
        (place / "many.txt").write_bytes(text)
        namespace: dict = {}
        exec(STORE, namespace)
        return namespace["OneFile"](f"onefile:{place / 'many.txt'}", None)


def test_an_entry_point_makes_a_scheme_known(place):
    place.write("site/onefile.py", STORE)
    place.write("site/onefile-1.dist-info/METADATA", "Name: onefile\nVersion: 1\n")
    place.write(
        "site/onefile-1.dist-info/entry_points.txt",
        "[thence.sources]\nonefile = onefile:OneFile\n",
    )
    place.write("many.txt", PARTS)
    entry = f"onefile:{place.folder}/many.txt"

    printed = place.output(f"""
import sys
sys.path.append("site")
import thence
from thence.sources import Sources
thence.install(sources=Sources([{entry!r}]))
sys.path.append({entry!r})
import pkg.part
print(pkg.part.value, pkg.part.__file__)
""")

    assert printed.split() == ["1", f"{entry}/pkg/part.py"]


def environment_in(place) -> Path:
    """The folder of packages of an environment of its own, which sees what is installed here."""
    venv.create(place.folder / "environment")
    site = next((place.folder / "environment/lib").glob("*/site-packages"))
    (site / "here.pth").write_text(sysconfig.get_path("purelib"))
    return site


@pytest.mark.skipif(sys.platform == "win32", reason="environments look otherwise there")
def test_the_store_of_the_docs_is_found_in_a_distribution_of_its_own(place):
    """As it is written there, with the entry point that is written there."""
    chapter = DOCS.read_text().partition("## A store of your own\n")[2]
    code = chapter.partition("```python\n")[2].partition("\nmany = ")[0]
    point = tomllib.loads(chapter.partition("```toml\n")[2].partition("```")[0])
    ((group, points),) = point["project"]["entry-points"].items()
    rows = "".join(f"{name} = {value}\n" for name, value in points.items())
    site = environment_in(place)
    (site / "my_package").mkdir()
    (site / "my_package/__init__.py").write_text(code)
    (site / "my_package-1.dist-info").mkdir()
    (site / "my_package-1.dist-info/METADATA").write_text("Name: my_package\nVersion: 1\n")
    (site / "my_package-1.dist-info/entry_points.txt").write_text(f"[{group}]\n{rows}")
    place.write("many.txt", PARTS + "#### pkg/__main__.py\nprint(__spec__.name, __file__)\n")
    entry = f"onefile:{place.folder}/many.txt"

    pinned = place.thence("pin", entry, python=str(place.folder / "environment/bin/python"))
    for words in (("--source", entry, "-m", "pkg"), (entry, "-m", "pkg")):
        python = str(place.folder / "environment/bin/python")
        ended = place.thence("run", *words, python=python)
        assert ended.stdout == f"pkg.__main__ {entry}/pkg/__main__.py\n", ended.stderr

    assert pinned.returncode == 0, pinned.stderr
    assert entry in (place.folder / "thence.lock").read_text()
    lines = [line for line in code.splitlines() if line.strip() and "import" not in line]
    assert len(lines) <= 30


def test_a_store_that_is_needed_too_early_is_had_later(place):
    """What looks for stores needs what the program is just importing, and that looks for more."""
    place.write(
        "early.py",
        """
        import sys
        try:
            import absent_but_looked_for
        except ImportError as error:
            said = "".join(error.__notes__)
        needed = True
        """,
    )
    place.write("site/store.py", f"from early import needed\n{STORE}")
    place.write("site/onefile-1.dist-info/METADATA", "Name: onefile\nVersion: 1\n")
    place.write(
        "site/onefile-1.dist-info/entry_points.txt", "[thence.sources]\nonefile = store:OneFile\n"
    )
    place.write("many.txt", PARTS)
    entry = f"onefile:{place.folder}/many.txt"

    printed = place.output(f"""
import sys
sys.path.append("site")
import thence
from thence.sources import Sources
thence.install(sources=Sources([{entry!r}]))
sys.path.append({entry!r})
import early
print("what onefile: is read with cannot be imported now: ImportError" in early.said)
import pkg.part
print(pkg.part.value)
""")

    assert printed.split() == ["True", "1"]


def test_a_scheme_that_nobody_knows_is_said_to_be(place):
    ended = place.python("""
import sys, thence
from thence.sources import Sources
thence.install(sources=Sources(["nosuch:place"], lock="thence.lock", trust_first_use=True))
sys.path.append("nosuch:place")
import absent
""")

    assert ended.returncode == 1
    assert "no store takes nosuch: entries" in ended.stderr
    assert "entry point" in ended.stderr
    assert "fsspec" in ended.stderr, "which has the schemes that thence has not"


def test_a_program_of_a_scheme_that_nobody_knows_is_said_to_be_none(place):
    ended = place.thence("run", "nosuch:/a/many.txt", "-m", "pkg")

    assert ended.returncode == 2
    assert "no file nosuch:/a/many.txt, and no store takes nosuch: entries" in ended.stderr
    assert "installed for this Python" in ended.stderr


def test_a_file_whose_name_looks_like_a_scheme_is_that_file(place):
    place.write("notebooks:x", "import sys; print(sys.argv[1:])")

    assert place.thence("run", "notebooks:x", "-m", "host:80").stdout == "['-m', 'host:80']\n"
