"""The tables that hold files in a database, and the statements that all databases understand.

    thence_revisions   revision                    counts up with each publication
                       published_at
    thence_files       name                        "pkg/__init__.py"
                       added_in, removed_in        from which revision on, and up to which one
                                                   (without it); NULL: still there
                       sha256                      hexadecimal; NULL: not known
                       content                     the bytes

A row is never changed but for ``removed_in``: whoever reads a revision goes on reading it,
whatever is published meanwhile.
"""

from ..names import is_below

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    # Runs a statement with its parameters; returns its rows, if it has some.
    Run = Callable[..., list[tuple[Any, ...]]]

REVISIONS = "thence_revisions"
FILES = "thence_files"

CURRENT = f"SELECT max(revision) FROM {REVISIONS}"
NOW = "removed_in IS NULL"
THEN = "added_in <= :revision AND (removed_in IS NULL OR removed_in > :revision)"
# One statement, so that the revision is that of the rows.  Of an empty one the number comes alone.
LISTING = (
    "SELECT r.revision, f.name, f.sha256 "
    f"FROM (SELECT max(revision) AS revision FROM {REVISIONS}) r LEFT JOIN {FILES} f ON "
)
CONTENT = (
    f"SELECT name, length(content), CASE WHEN length(content) <= :most THEN content END "
    f"FROM {FILES} WHERE name = :name AND "
)
EARLIER = f"{CONTENT}sha256 = :sha256"
# Not by LIKE: folders may have its signs in their names.
BUNDLES = (
    f"SELECT name, CASE WHEN length(content) <= :most THEN content END FROM {FILES} "
    "WHERE substr(name, 1, :length) = :start AND "
)
HASHES = f"SELECT name, sha256 FROM {FILES} WHERE {NOW}"

ADD_REVISION = f"INSERT INTO {REVISIONS} (revision) VALUES (:revision)"
REMOVE_FILE = f"UPDATE {FILES} SET removed_in = :revision WHERE name = :name AND {NOW}"
ADD_FILE = (
    f"INSERT INTO {FILES} (name, added_in, sha256, content) "
    "VALUES (:name, :revision, :sha256, :content)"
)


def tables(text: str, binary: str, time: str) -> list[str]:
    """The statements that make the tables, unless they are there; with a database's own types."""
    revisions = (
        f"CREATE TABLE IF NOT EXISTS {REVISIONS} (revision INTEGER PRIMARY KEY, "
        f"published_at {time} DEFAULT CURRENT_TIMESTAMP)"
    )
    files = (
        f"CREATE TABLE IF NOT EXISTS {FILES} (name {text} NOT NULL, added_in INTEGER NOT NULL, "
        f"removed_in INTEGER, sha256 {text}, content {binary} NOT NULL, "
        "PRIMARY KEY (name, added_in))"
    )
    return [revisions, files]


def replace_files(
    run: "Run", folder: str, files: "Mapping[str, bytes]", sha256: "Callable[[bytes], str]"
) -> int:
    """Make a revision that has these files in a folder, in place of others; returns its number.

    What lies elsewhere stays.  Without a difference there is no new revision.  ``run`` has to be
    in a transaction in which nobody else makes a revision.
    """
    current = run(CURRENT)[0][0] or 0
    wanted = {f"{folder}/{name}" if folder else name: data for name, data in files.items()}
    hashes = {name: sha256(data) for name, data in wanted.items()}
    there = {name: said for name, said in run(HASHES) if not folder or is_below(name, folder)}
    changed = [name for name in hashes if hashes[name] != there.get(name)]
    gone = there.keys() - hashes.keys() | {name for name in changed if name in there}
    if not changed and not gone:
        return int(current)
    revision = int(current) + 1
    run(ADD_REVISION, revision=revision)
    for name in sorted(gone):
        run(REMOVE_FILE, revision=revision, name=name)
    for name in changed:
        row = {"name": name, "revision": revision, "sha256": hashes[name], "content": wanted[name]}
        run(ADD_FILE, **row)
    return revision
