"""Which bytecode is trusted, and whether new bytecode is kept."""

import sys

from ..primitives import imp
from .format import BY_HASH, CHECK_SOURCE


def is_by_hash(flags: int) -> bool:
    """Is this file judged by the hash of its source?"""
    return bool(flags & BY_HASH)


def wants_source_checked(flags: int) -> bool:
    """Is a file that goes by hash to be compared with its source, before anybody's override?"""
    return bool(flags & CHECK_SOURCE)


def source_is_checked(flags: int) -> bool:
    """Will a file that goes by hash be compared, under ``--check-hash-based-pycs``?"""
    override = imp.check_hash_based_pycs
    return override == "always" or (override != "never" and wants_source_checked(flags))


def may_write() -> bool:
    """Is bytecode kept at all (``-B``, ``PYTHONDONTWRITEBYTECODE``)?"""
    return not sys.dont_write_bytecode
