"""What is installed on a path, as far as it says so itself (importlib.metadata)."""

import json
import re
from functools import cached_property
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

RECORD = "RECORD"
OLD_RECORD = "installed-files.txt"
METADATA = ("METADATA", "PKG-INFO", "")  # "": of an egg, the one file that it is
NAMING = re.compile(r"^(Name|Version):(.*)$", re.MULTILINE)
FOLDED = re.compile(r"[-_.]+")
REQUIREMENT = re.compile(r"^Requires-Dist:\s*([A-Za-z0-9._-]+)(.*)$", re.MULTILINE)
EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")


def folded(name: str) -> str:
    """A distribution's name in the form in which names are compared.

    >>> folded("Zope.Interface"), folded("typing_extensions")
    ('zope-interface', 'typing-extensions')
    """
    return FOLDED.sub("-", name).lower()


SITE_FOLDERS = ("site-packages", "dist-packages")


class Installed:
    """One installed distribution.

    What it says is text, and searched as such: parsing all records and metadata of a large
    environment takes seconds.
    """

    def __init__(self, distribution: metadata.Distribution) -> None:
        self._distribution = distribution
        self.root = str(distribution.locate_file(""))

    @cached_property
    def name(self) -> str:
        """Its name, as it writes it; empty for what is left of a broken installation."""
        return self._said.get("Name", "")

    @cached_property
    def version(self) -> str:
        """Its version."""
        return self._said.get("Version", "")

    @cached_property
    def _said(self) -> dict[str, str]:
        """The fields that name it."""
        texts = map(self._distribution.read_text, METADATA)
        try:
            header = next(filter(None, texts), "").partition("\n\n")[0]
        except (OSError, ValueError):  # it may not be read, or is not in UTF-8
            return {}
        return {field: value.strip() for field, value in reversed(NAMING.findall(header))}

    @cached_property
    def record(self) -> str:
        """The list of its files, one a line, below its root."""
        return self._distribution.read_text(RECORD) or ""

    @cached_property
    def sources(self) -> str | None:
        """The folder of its sources, for an editable installation."""
        text = self._distribution.read_text("direct_url.json")
        if not text:
            return None
        found = json.loads(text)
        if not found.get("dir_info", {}).get("editable"):
            return None
        return unquote(urlsplit(found.get("url", "")).path) or None

    def has(self, file: str) -> bool:
        """Is this one of its files?"""
        if self.sources and is_source_in(self.sources, file):
            return True
        if not file.startswith(f"{self.root}/"):
            return False
        return f"\n{file.removeprefix(self.root).lstrip('/')}," in f"\n{self.record}" or (
            not self.record and top_level_of(file, self.root) in self.import_names
        )

    @cached_property
    def import_names(self) -> frozenset[str]:
        """The names at top level by which its modules are imported."""
        declared = self._distribution.read_text("top_level.txt")
        if declared:
            return frozenset(declared.split())
        files = [line.partition(",")[0].strip('"') for line in self.record.splitlines()]
        return frozenset(name for name in map(import_name_of, files) if name)

    def extras_that_require(self, wanted: str) -> frozenset[str]:
        """The extras for which it requires a distribution; ``""``: it always does."""
        text = self._distribution.read_text("METADATA") or ""
        found = REQUIREMENT.findall(text.partition("\n\n")[0])
        conditions = [rest for name, rest in found if folded(name) == wanted]
        return frozenset(
            extra
            for rest in conditions
            for extra in (EXTRA.findall(rest) or ["" if ";" not in rest else "?"])
        )


class Distributions:
    """All that is installed on a path."""

    def __init__(self, path: list[str]) -> None:
        self._path = path

    @cached_property
    def all(self) -> list[Installed]:
        """Each of them; of two with one name, the first on the path."""
        found: dict[str, Installed] = {}
        for distribution in metadata.distributions(path=self._path):
            installed = Installed(distribution)
            if installed.name:
                found.setdefault(folded(installed.name), installed)
        return list(found.values())

    def owner_of(self, file: str) -> Installed | None:
        """The distribution that a file belongs to; those with a name like the file's first."""
        parts = {folded(part) for part in Path(file).with_suffix("").parts}
        likely_first = sorted(self.all, key=lambda each: folded(each.name) not in parts)
        return next((each for each in likely_first if each.has(file)), None)


def top_level_of(file: str, root: str) -> str:
    """The first part of a file's path below a root, without an ending.

    >>> top_level_of("/site/pkg/mod.py", "/site"), top_level_of("/site/mod.py", "/site")
    ('pkg', 'mod')
    """
    return file.removeprefix(root).lstrip("/").partition("/")[0].partition(".")[0]


def import_name_of(file: str) -> str:
    """The name at top level that a recorded file gives; empty for files that are no modules.

    >>> import_name_of("yaml/__init__.py"), import_name_of("six.py")
    ('yaml', 'six')
    >>> import_name_of("six-1.dist-info/RECORD")
    ''
    """
    first, slash, _ = file.partition("/")
    name = first if slash else first.partition(".")[0]
    is_module = file.endswith((".py", ".so", ".pyd", ".pyc"))
    return name if is_module and name.isidentifier() and name != "__pycache__" else ""


def is_source_in(folder: str, file: str) -> bool:
    """Does a file belong to a project's folder?  Not if an environment in it holds the file."""
    if not Path(file).is_relative_to(folder):
        return False
    return not any(part in SITE_FOLDERS for part in Path(file).relative_to(folder).parts)
