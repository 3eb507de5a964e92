"""The packages that are compared: what they need, and which of their modules are imported."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path, PurePosixPath

# Name of a distribution and of its package -> the distributions that it needs.
PACKAGES = {
    "requests": ("urllib3", "idna", "certifi", "charset-normalizer"),
    "jinja2": ("markupsafe",),
    "rich": ("markdown-it-py", "mdurl", "pygments"),
    "pydantic": ("pydantic-core", "annotated-types", "typing-extensions", "typing-inspection"),
    "sympy": ("mpmath",),
}
# A namespace package, and the stores that its portions are put into.
PORTIONS: tuple[dict[str, bytes], ...] = (
    {"space/one.py": b"from . import two\nvalue = two.value\n", "space/one.txt": b"1"},
    {"space/two.py": b"value = 2\n", "space/deep/__init__.py": b"from .. import three\n"},
    {"space/three.py": b"import importlib.resources\nvalue = 3\n", "space/more/a.py": b""},
    {"space/four.py": b"from . import one\nvalue = one.value + 2\n", "space/more/b.py": b""},
)
PORTIONS_IN = ("folder", "http", "postgresql", "s3")
PORTIONED = "space"
LEFT_OUT = ("__main__", "tests", "conftest", "benchmarks")
# They open files beside __file__, as those out of zip archives cannot do either.
OPEN_FILES = ("sympy.parsing.latex",)
MOST = 150  # modules of one package


def files_with(package: str) -> dict[str, bytes]:
    """The files of a package's distribution and of those that it needs, as in their wheels."""
    files: dict[str, bytes] = {}
    for name in (package, *PACKAGES[package]):
        files.update(files_of(name))
    return files


def files_of(name: str) -> dict[str, bytes]:
    """What a distribution has installed.  Raises PackageNotFoundError."""
    found = {}
    for file in metadata.distribution(name).files or ():
        place = Path(str(file.locate()))
        if ".." not in file.parts and "__pycache__" not in file.parts and place.is_file():
            found[file.as_posix()] = place.read_bytes()
    return found


def modules_of(package: str, files: dict[str, bytes]) -> list[str]:
    """Modules of a package, in an order of names; of a large one every so many."""
    paths = [PurePosixPath(name) for name in sorted(files) if name.startswith(f"{package}/")]
    modules = [
        ".".join(path.with_suffix("").parts)
        for path in paths
        if path.suffix == ".py"
        and not any(part in LEFT_OUT for part in path.with_suffix("").parts)
    ]
    names = [name.removesuffix(".__init__") for name in modules]
    names = [name for name in names if not name.startswith(OPEN_FILES)]
    return names[:: max(1, len(names) // MOST)]
