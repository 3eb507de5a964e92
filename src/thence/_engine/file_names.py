"""How the files of modules are named."""

import sys

BYTECODE_SUFFIX = ".pyc"
SOURCE_SUFFIX = ".py"


def default_source_suffixes() -> list[str]:
    """Windows also runs scripts without a console."""
    return [SOURCE_SUFFIX, ".pyw"] if sys.platform == "win32" else [SOURCE_SUFFIX]
