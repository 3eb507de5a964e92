"""Path entries and the names of files in them, as text."""

from .entries import (
    WEB,
    has_secret,
    is_ambiguous,
    is_control,
    leads_elsewhere,
    without_secrets,
)
from .errors import RefusedError, beyond_limit, unsafe_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

ARCHIVE_SUFFIXES = (
    ".zip", ".whl", ".pyz", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst",
)  # fmt: skip
IMPORTABLE = (".py", ".pyc", ".so", ".pyd", ".ipynb")
DEPTH = 10  # folders in folders, of the middle file
FORBIDDEN_PARTS = ("", ".", "..")
FIRST_HALF, LAST_HALF = "\ud800", "\udfff"  # surrogates, and what stands for bytes of no UTF-8
LONGEST = 1024  # letters of a file's name; the longest that file systems take is 4096 bytes


def cleaned(entry: str) -> str:
    """A path entry without slashes at its end; local ones stay as they are otherwise.

    Raises RefusedError for a URL with a password, a query, a fragment, or with what a server may
    take for another place: dots that lead upwards, backslashes, control characters, quoted or not.

    >>> cleaned("https://example.org/lib/")
    'https://example.org/lib'
    """
    if not is_url(entry):
        return entry.rstrip("/") or entry
    scheme, separator, rest = entry.partition("://")
    if not separator:  # notebooks:/a/folder
        path = entry.partition(":")[2]
        if leads_elsewhere(path, is_web=False):
            raise RefusedError(f"{entry}: a path entry must not lead upwards", entry=entry)
        return entry.rstrip("/")
    shown = without_secrets(entry)
    if has_secret(entry):
        raise RefusedError(
            f"{shown}: a path entry is seen by everybody, so it must not hold a password; "
            "put it into ~/.netrc or where the store looks for it (docs/sources.md)",
            entry=shown,
        )
    host, slash, path = rest.rstrip("/").partition("/")
    if scheme.lower() in WEB:
        if any(mark in rest for mark in "?#"):
            raise RefusedError(f"{shown}: a path entry has neither a query nor a #", entry=shown)
        scheme, host = scheme.lower(), host.lower()
    is_web = scheme in WEB
    if leads_elsewhere(path, is_web=is_web):
        raise RefusedError(f"{shown}: a path entry must not lead upwards", entry=shown)
    if is_ambiguous(path, is_web=is_web) or is_ambiguous(host, is_web=is_web):
        why = "a path entry has neither backslashes nor control characters"
        raise RefusedError(f"{shown!r}: {why}", entry=shown)
    return f"{scheme}://{host}{slash}{path}"


def entry_of(entry: "Any") -> str:
    """A path entry as it is compared; what is no text, and the empty one, is nobody's.

    Raises RefusedError for what ``cleaned`` refuses.
    """
    return cleaned(entry) if isinstance(entry, str) and entry else ""


def is_url(entry: str) -> bool:
    """Does the entry begin with a scheme, ``https://`` or ``memory:``?

    One letter is a Windows drive.
    """
    scheme, colon, _ = entry.partition(":")
    return bool(colon) and len(scheme) > 1 and is_scheme(scheme)


def is_scheme(word: str) -> bool:
    """Letters, digits and ``+-.``, a letter first (RFC 3986)."""
    return word[:1].isalpha() and word.isascii() and all(c.isalnum() or c in "+-." for c in word)


def is_below(entry: str, root: str) -> bool:
    """Is an entry the root itself, or a folder in it?  Both cleaned.

    >>> is_below("https://h/lib/pkg", "https://h/lib"), is_below("https://h/library", "https://h/lib")
    (True, False)
    """
    return entry == root or entry.startswith(f"{root}/")


def inside(path: str, root: str) -> str | None:
    """The name of a file in a root, of its full path; None for another place."""
    return path[len(root) + 1 :] if path.startswith(f"{root}/") else None


def split_archive(entry: str) -> tuple[str, str] | None:
    """The archive that an entry is: (what holds it, its name there); None: it is no archive.

    >>> split_archive("https://h/lib/tool.whl"), split_archive("/a/outer.zip/inner.whl")
    (('https://h/lib', 'tool.whl'), ('/a/outer.zip', 'inner.whl'))
    """
    folder, slash, name = entry.rpartition("/")
    if not slash or not name.lower().endswith(ARCHIVE_SUFFIXES):
        return None
    return folder, name


def check_name(entry: str, name: "Any") -> None:
    """Raise RefusedError for the name of a file that leads out of its source.

    ``name`` is what a store says: anything.
    """
    if not isinstance(name, str):
        raise unsafe_name(entry, repr(name), "which is no text")
    if name.startswith("/") or name[1:2] == ":":
        raise unsafe_name(entry, name, "an absolute path")
    if "\\" in name:
        raise unsafe_name(entry, name, "with a backslash, which is a separator elsewhere")
    if any(part in FORBIDDEN_PARTS for part in name.split("/")):
        raise unsafe_name(entry, name, "which leads out of the source or nowhere")
    if any(map(is_control, name)):
        raise unsafe_name(entry, name, "with a control character")
    if not name.isascii() and any(FIRST_HALF <= letter <= LAST_HALF for letter in name):
        raise unsafe_name(entry, name, "with half a letter, which nobody can write down")
    if len(name) > LONGEST:
        raise unsafe_name(entry, f"{name[:40]}...", f"a name of {len(name)} letters")


def check_names(entry: str, names: "Iterable[str]", library: "Any") -> None:
    """Check each name, and that no two importable ones differ in case or Unicode form alone.

    On some file systems such twins are one file: a program would get another module there.
    ``library`` hands out modules of the standard library.
    """
    seen: dict[str, str] = {}
    folders: set[str] = set()
    for name in names:
        check_name(entry, name)
        if not name.endswith(IMPORTABLE):
            continue
        check_twin(entry, name, seen, library)
        folder = name.rpartition("/")[0]
        while folder and folder not in folders:
            check_twin(entry, folder, seen, library)
            folders.add(folder)
            folder = folder.rpartition("/")[0]


def check_twin(entry: str, name: str, seen: dict[str, str], library: "Any") -> None:
    """Raise RefusedError for a name that is another one on some file systems."""
    plain = name if name.isascii() else library("unicodedata").normalize("NFKC", name)
    twin = seen.setdefault(plain.casefold(), name)
    if twin != name:
        raise unsafe_name(entry, name, f"which only case or Unicode form tells from {twin!r}")


def check_depth(entry: str, names: "Iterable[str]", most: int) -> None:
    """Raise RefusedError for more folders than anybody should make a set of."""
    if sum(name.count("/") for name in names) > DEPTH * most:
        raise beyond_limit(entry, "the number of its folders", DEPTH * most)


def check_archive(entry: str, files: "Iterable[str]", folders: "Iterable[str]") -> None:
    """Check the names in an archive, and that none of its files comes twice or is a folder."""
    seen: set[str] = set()
    for name in files:
        check_name(entry, name)
        if name in seen:
            raise unsafe_name(entry, name, "twice, and nobody can say which one is meant")
        seen.add(name)
    for name in folders:
        check_name(entry, name)
    for name in seen & {*folders_of(seen), *folders}:
        raise unsafe_name(entry, name, "which is a file and a folder")


def folders_of(names: "Iterable[str]") -> set[str]:
    """Every folder that holds one of the files, at any depth; the root is the empty name.

    >>> sorted(folders_of(["a/b/c.py", "d.py"]))
    ['', 'a', 'a/b']
    """
    folders = {""}
    for name in names:
        folder = name.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
