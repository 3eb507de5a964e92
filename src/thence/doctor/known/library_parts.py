"""Parts of the standard library that need another library to be built.

Source: devguide.python.org, "Install dependencies"; names of packages as on Debian.
"""

# module -> (headers that the build needs, the package that has it for the system's Python)
PARTS = {
    "_bz2": ("libbz2-dev", ""),
    "_ctypes": ("libffi-dev", ""),
    "_curses": ("libncurses-dev", ""),
    "_dbm": ("libgdbm-compat-dev", ""),
    "_gdbm": ("libgdbm-dev", "python3-gdbm"),
    "_hashlib": ("libssl-dev", ""),
    "_lzma": ("liblzma-dev", ""),
    "_sqlite3": ("libsqlite3-dev", ""),
    "_ssl": ("libssl-dev", ""),
    "_tkinter": ("tk-dev", "python3-tk"),
    "_uuid": ("uuid-dev", ""),
    "_zstd": ("libzstd-dev", ""),
    "ensurepip": ("nothing more", "python3-venv"),
    "readline": ("libreadline-dev", ""),
    "tkinter": ("tk-dev", "python3-tk"),
    "zlib": ("zlib1g-dev", ""),
}
