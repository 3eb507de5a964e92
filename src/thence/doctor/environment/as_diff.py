"""Changes to files, as ``git diff`` shows them: what ``patch`` and people can read."""

from collections.abc import Iterable, Iterator

from .changes import Change


def view(changes: Iterable[Change], directory: str | None) -> str:
    """All of them, relative to a directory where they lie below it."""
    return "".join(line for each in changes for line in lines_of(each, directory))


def lines_of(change: Change, directory: str | None) -> Iterator[str]:
    """One change, and why it would be made."""
    name = change.file.removeprefix(f"{directory}/") if directory else change.file
    name = name.lstrip("/")
    yield f"# {change.why}\n"
    yield f"diff --git a/{name} b/{name}\n"
    if change.kind == "add":
        yield "new file mode 100644\n"
    else:
        yield "deleted file mode 100644\n"
        yield f"Binary files a/{name} and /dev/null differ\n"


def outcomes(changes: Iterable[Change]) -> str:
    """What became of them, in words."""
    rows = list(changes)
    words = {"remove": "removed", "add": "added"}
    done = [f"{words[each.kind]} {each.file}\n" for each in rows if each.done]
    left = [f"left as it is: {each.file}: {each.refused}\n" for each in rows if each.refused]
    return "".join([*done, *left])
