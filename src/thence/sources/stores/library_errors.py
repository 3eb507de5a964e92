"""What the libraries of stores say when they fail, in words that anybody may see.

Their own errors are not chained to those of thence: a URL in them may be signed, and an option of
theirs may be a password.
"""

import sys

from ..entries import SECRETS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ..libraries import Libraries

HIDDEN = "***"
SHORTEST = 5  # letters; what is shorter is in too many words
# Not "pwd": that is also the name of the working directory.
WORDS = tuple(word for word in SECRETS if word != "pwd")


def in_words(error: BaseException, library: "Libraries", more: "Iterable[str]" = ()) -> str:
    """An error in one line, its first, without the secrets that its library was given.

    ``more`` are secrets that stand neither in the environment nor in fsspec's configuration.
    """
    line = (str(error).strip().splitlines() or [""])[0]
    words = f"{type(error).__name__}: {line}".split()
    text = " ".join(map(without_user_and_query, words))
    environment = library("os").environ.items()
    known = [*more, *secrets_in(dict(environment)), *secrets_in(fsspec_options())]
    for secret in sorted(known, key=len, reverse=True):
        if len(secret) >= SHORTEST:
            text = text.replace(secret, HIDDEN)
    return text


def without_user_and_query(word: str) -> str:
    """A word, which may be a URL, without its user and its query.

    >>> without_user_and_query("url='https://me:word@h/a.py?X-Signature=x'")
    "url='https://h/a.py"
    >>> without_user_and_query("/a?b=c")
    '/a'
    """
    before, query, behind = word.partition("?")
    word = before if query and ("=" in behind or "://" in before) else word
    scheme, separator, rest = word.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}" if separator else word


def secrets_in(options: "Any", name: str = "") -> "Iterator[str]":
    """The texts that stand under a secret's name, at any depth.

    >>> list(secrets_in({"PWD": "/home", "PGPASSWORD": "word", "s3": {"secret": "other"}}))
    ['word', 'other']
    """
    if isinstance(options, dict):
        for key, value in options.items():
            yield from secrets_in(value, str(key).lower())
    elif isinstance(options, str) and any(word in name for word in WORDS):
        yield options


def fsspec_options() -> "Any":
    """What fsspec's file systems are made with, from its files and the environment."""
    return getattr(sys.modules.get("fsspec.config"), "conf", {})
