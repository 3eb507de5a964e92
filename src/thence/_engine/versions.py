"""What differs between the Pythons that thence runs on: data only.

Each flag is named after the behaviour, with the version that changed it; code asks for the
behaviour and never for the version.
"""

import sys

# PEP 302's find_module, find_loader and module_repr are still honoured (gone in 3.12).
LEGACY_FINDERS = sys.version_info < (3, 12)

# When load_module() is said to go away, in the words of its DeprecationWarning.
LOAD_MODULE_REMOVAL = "3.12" if sys.version_info < (3, 12) else "3.15"

# The repr of a namespace package shows its portions.
NAMESPACE_SHOWN = sys.version_info >= (3, 12)

# A __package__ that contradicts __spec__.parent earns a DeprecationWarning (ImportWarning before).
PACKAGE_MISMATCH_IS_DEPRECATED = sys.version_info >= (3, 12)

# A leading "./" is dropped when a relative location is made absolute.
DOT_PREFIX_DROPPED = sys.version_info >= (3, 12)

# A working directory that may not be read counts like one that does not exist.
UNREADABLE_CWD_TOLERATED = sys.version_info >= (3, 13, 4)

# Frameworks on Apple's mobile systems have a loader of their own.
APPLE_FRAMEWORKS = sys.version_info >= (3, 13)

# Path entry finders that find nothing any more let importlib.metadata forget what it knew.
METADATA_CACHES_CLEARED = sys.version_info >= (3, 13)
