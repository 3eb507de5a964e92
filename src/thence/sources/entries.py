"""What a path entry must not have: secrets, and ways to another place than it seems to name."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

WEB = ("http", "https")
OWNERS = ("github",)  # github://owner:repository@branch/folder has no password
CHAIN = "::"  # between the URLs of fsspec's chains
SECRETS = (
    "password",
    "passwd",
    "pwd",
    "secret",
    "token",
    "key",
    "signature",
    "credential",
    "auth",
)
QUOTED = {"%25": "%", "%2e": ".", "%2f": "/", "%5c": "\\"}
# Control characters in quotes; bytes that no UTF-8 has, but some decoders take for dots.
REFUSED = ("\\", "%0", "%1", "%7f", "%c0", "%c1", "%e0%80")
LAST_CONTROL = "\x1f"
DELETE = "\x7f"


def has_secret(entry: str) -> bool:
    """Does an entry hold a password or a token, in a user's place or in a query?

    >>> has_secret("zip://a::s3://user:word@bucket/b"), has_secret("postgresql://user@host/code")
    (True, False)
    """
    for scheme, user, _, rest in links_of(entry):
        if user and (is_web(scheme) or (":" in user and scheme.lower() not in OWNERS)):
            return True
        keys = [pair.partition("=")[0].lower() for pair in rest.partition("?")[2].split("&")]
        if not is_web(scheme) and any(word in key for key in keys for word in SECRETS):
            return True
    return False


def without_secrets(entry: str) -> str:
    """An entry as everybody may see it: without passwords, queries and what follows a ``#``.

    >>> without_secrets("https://user:secret@h/a?token=x")
    'https://h/a'
    """
    if "://" not in entry:
        return entry
    parts = []
    for scheme, user, host, rest in links_of(entry):
        is_owner = ":" not in user or scheme.lower() in OWNERS
        is_kept = user and not is_web(scheme) and is_owner
        owner = f"{user}@" if is_kept else ""
        path = rest.partition("?")[0].partition("#")[0]
        parts.append(f"{scheme}://{owner}{host}{path}" if scheme else path)
    return CHAIN.join(parts)


def values_without_secrets(value: "Any") -> "Any":
    """Plain values whose texts are as everybody may see them, where one held a secret.

    >>> values_without_secrets({"path": ["https://ann:word@example.org/lib", "/lib"]})
    {'path': ['https://example.org/lib', '/lib']}
    """
    if isinstance(value, str):
        return without_secrets(value) if has_secret(value) else value
    if isinstance(value, (list, tuple)):
        return type(value)([values_without_secrets(item) for item in value])
    if isinstance(value, dict):
        return {key: values_without_secrets(item) for key, item in value.items()}
    return value


def links_of(entry: str) -> "Iterator[tuple[str, str, str, str]]":
    """(scheme, user, host, path and the like) of each URL in an entry."""
    for link in entry.split(CHAIN):
        scheme, separator, rest = link.partition("://")
        if not separator:
            yield "", "", "", link
            continue
        ends = [at for mark in "/?#\\" if (at := rest.find(mark)) >= 0]
        end = min(ends, default=len(rest))
        user, _, host = rest[:end].rpartition("@")
        yield scheme, user, host, rest[end:]


def is_web(scheme: str) -> bool:
    """Is it HTTP, ``git+https`` among it, or such a URL taken for a file's name?"""
    return scheme.lower().endswith(WEB)


def leads_elsewhere(path: str, *, is_web: bool) -> bool:
    """May whoever serves it take a path for one that leads upwards?  As many have done.

    >>> [leads_elsewhere(path, is_web=True) for path in ("a/%252e./b", "a/..;x/b", "a/.b..")]
    [True, True, False]
    """
    path = unquoted(path) if is_web else path
    parts = path.replace("\\", "/").split("/")
    return any((part.partition(";")[0] if is_web else part) in ("..", ".") for part in parts)


def is_ambiguous(path: str, *, is_web: bool) -> bool:
    """Has a path what is read in more than one way: control characters, backslashes?"""
    if any(map(is_control, path)):
        return True
    return is_web and any(mark in unquoted(path) for mark in REFUSED)


def unquoted(path: str) -> str:
    """A path of HTTP in small letters, its dots and slashes as a server sees them at last.

    >>> unquoted("a/%2E%2e/b"), unquoted("%252e")
    ('a/../b', '.')
    """
    path = path.lower()
    while True:
        before = path
        for quoted, letter in QUOTED.items():
            path = path.replace(quoted, letter)
        if path == before:
            return path


def is_control(letter: str) -> bool:
    """Is it a control character?"""
    return letter <= LAST_CONTROL or letter == DELETE
