"""What a URL of fsspec's says of itself; it may be chained (``zip://lib::s3://bucket/a.zip``)."""

# What is on this machine, and what hands out the files of something else.
LOCAL = ("memory", "file", "local")
COPYING = ("simplecache", "filecache", "blockcache", "cached")
WRAPPERS = ("zip", "tar", "libarchive", "dir", *COPYING)


def schemes_in(url: str) -> list[str]:
    """The schemes of a URL's parts, the outermost first.

    >>> schemes_in("zip://lib::s3://bucket/all.zip")
    ['zip', 's3']
    """
    return [each.partition(":")[0] for each in url.split("::")]


def is_chained(url: str) -> bool:
    """Are there several file systems, each in the next one?"""
    return "::" in url


def is_local(url: str) -> bool:
    """Does nothing in the URL lead to another machine?

    >>> is_local("zip://lib::file:///srv/a.zip"), is_local("zip://lib::s3://bucket/a.zip")
    (True, False)
    """
    schemes = schemes_in(url)
    return schemes[-1] in LOCAL and all(each in (*LOCAL, *WRAPPERS) for each in schemes)


def is_copied(url: str) -> bool:
    """Does fsspec put a copy of each file on this machine first?"""
    return any(each in COPYING for each in schemes_in(url))


def joined(root: str, name: str) -> str:
    """The path of a file in a folder.

    >>> joined("bucket/lib", "a.py"), joined("", "a.py"), joined("/", "a.py")
    ('bucket/lib/a.py', 'a.py', '/a.py')
    """
    return f"{root.rstrip('/')}/{name}" if root else name
