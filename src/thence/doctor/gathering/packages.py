"""The distributions of a path, also those that a second version of them hides."""

from collections.abc import Iterable, Iterator
from email.parser import HeaderParser
from pathlib import Path

from ..evidence import Package

ENDINGS = (".dist-info", ".egg-info")


def packages(path: Iterable[str], read: Iterable[str]) -> Iterator[Package]:
    """Each of them by its metadata folder; those with a name in ``read`` completely."""
    wanted = {folded(name) for name in read}
    for folder in dict.fromkeys(path):
        try:
            files = sorted(Path(folder).iterdir())
        except OSError:
            continue
        for file in files:
            if file.name.endswith(ENDINGS):
                name, _, version = file.stem.partition("-")
                version = version.partition("-py")[0]
                yield (
                    whole(file, name, version)
                    if folded(name) in wanted
                    else Package(name, version, folder)
                )


def whole(file: Path, name: str, version: str) -> Package:
    """A distribution with what it requires and what it can be imported by."""
    try:
        text = next(
            (file / each).read_text("utf-8", "replace")
            for each in ("METADATA", "PKG-INFO")
            if (file / each).is_file()
        )
        headers = HeaderParser().parsestr(text)
    except (StopIteration, OSError):
        return Package(name, version, str(file.parent))
    return Package(
        str(headers["Name"] or name),
        str(headers["Version"] or version),
        str(file.parent),
        tuple(str(each) for each in headers.get_all("Requires-Dist", [])),
        imports_of(file),
        files_of(file),
    )


def files_of(file: Path) -> frozenset[str]:
    """The Python files that ``RECORD`` lists; empty where there is none."""
    try:
        lines = (file / "RECORD").read_text("utf-8", "replace").splitlines()
    except OSError:
        return frozenset()
    names = (line.partition(",")[0].strip('"') for line in lines)
    return frozenset(name for name in names if name.endswith((".py", ".so", ".pyd")))


def imports_of(file: Path) -> frozenset[str]:
    """The names that ``top_level.txt`` declares."""
    try:
        return frozenset((file / "top_level.txt").read_text("utf-8").split())
    except (OSError, ValueError):
        return frozenset()


def folded(name: str) -> str:
    """A name in the form in which names are compared."""
    return name.lower().replace("-", "_").replace(".", "_")
