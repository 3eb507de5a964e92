"""Names that were, or are elsewhere, in the standard library.

Source: the "Removed" sections of What's New, and the availability notes of the library reference.
"""

REMOVED = {
    (3, 12): frozenset({"asynchat", "asyncore", "distutils", "imp", "smtpd"}),
    (3, 13): frozenset(
        {
            "aifc",
            "audioop",
            "cgi",
            "cgitb",
            "chunk",
            "crypt",
            "imghdr",
            "lib2to3",
            "mailcap",
            "msilib",
            "nis",
            "nntplib",
            "ossaudiodev",
            "pipes",
            "sndhdr",
            "spwd",
            "sunau",
            "telnetlib",
            "uu",
            "xdrlib",
        }
    ),
}
ON_WINDOWS = frozenset({"_winapi", "msilib", "msvcrt", "nt", "winreg", "winsound"})


def removed_in(name: str) -> str | None:
    """The version that the standard library lost a module in.

    >>> removed_in("imp"), removed_in("json")
    ('3.12', None)
    """
    versions = (version for version, names in REMOVED.items() if name in names)
    return next((f"{major}.{minor}" for major, minor in versions), None)
