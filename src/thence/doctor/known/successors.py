"""What takes the place of modules that left the standard library.

Source: PEP 594 and the "Removed" sections of What's New in Python 3.12 and 3.13.
"""

SUCCESSORS = {
    "asynchat": "asyncio (or the distribution pyasynchat)",
    "asyncore": "asyncio (or the distribution pyasyncore)",
    "audioop": "the distribution audioop-lts",
    "cgi": "urllib.parse and email.message (or the distribution legacy-cgi)",
    "cgitb": "traceback (or the distribution legacy-cgi)",
    "chunk": "the distribution standard-chunk",
    "crypt": "the distributions bcrypt or argon2-cffi (or legacycrypt)",
    "distutils": "setuptools (which also brings a module distutils)",
    "imghdr": "the distributions filetype or puremagic",
    "imp": "importlib",
    "lib2to3": "the distribution parso or LibCST",
    "mailcap": "mimetypes",
    "nntplib": "the distribution pynntp",
    "pipes": "subprocess and shlex.quote",
    "smtpd": "the distribution aiosmtpd",
    "sndhdr": "the distributions filetype or puremagic",
    "telnetlib": "the distributions telnetlib3 or Exscript",
    "uu": "base64",
    "xdrlib": "struct (or the distribution standard-xdrlib)",
}
