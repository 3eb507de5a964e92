"""What differs between the Pythons that thence runs on: data only.

Each flag is named after the behaviour, with the version that changed it; code asks for the
behaviour and never for the version.
"""

import sys

# PEP 302's find_module, find_loader and module_repr are still honoured (gone in 3.12).
LEGACY_FINDERS = sys.version_info < (3, 12)

# When load_module() is said to go away, in the words of its DeprecationWarning.
LOAD_MODULE_REMOVAL = "3.12" if sys.version_info < (3, 14) else "3.15"

# The repr of a namespace package shows its portions.
NAMESPACE_SHOWN = sys.version_info >= (3, 12)

# A __package__ that contradicts __spec__.parent earns a DeprecationWarning (ImportWarning before).
PACKAGE_MISMATCH_IS_DEPRECATED = sys.version_info >= (3, 12)

# A leading "./" is dropped when a relative location is made absolute.
DOT_PREFIX_DROPPED = sys.version_info >= (3, 12)

# A working directory that may not be read counts like one that does not exist.
UNREADABLE_CWD_TOLERATED = sys.version_info >= (3, 13, 4)

# The interpreter keeps a list of the locks that a thread waits for (before: only the last).
WAITS_ARE_LISTED = sys.version_info >= (3, 12)

# Frameworks on Apple's mobile systems have a loader of their own.
APPLE_FRAMEWORKS = sys.version_info >= (3, 13)

# Path entry finders that find nothing any more let importlib.metadata forget what it knew.
METADATA_CACHES_CLEARED = sys.version_info >= (3, 13)

# reload() of what is no module shows which attributes it lacked.
REASONS_SHOWN_FOR_NO_MODULE = sys.version_info < (3, 14)

# SourceLoader.path_mtime() earns a DeprecationWarning: path_stats() has taken its place.
PATH_MTIME_IS_DEPRECATED = sys.version_info >= (3, 14)

# importlib.machinery's two old names for the bytecode suffixes are still there, with a warning.
OLD_SUFFIX_NAMES_ARE_DEPRECATED = sys.version_info >= (3, 14)

# Asking importlib.abc for the classes that moved to importlib.resources.abc earns a warning.
RESOURCE_CLASSES_MOVED = sys.version_info >= (3, 12)

# importlib.abc still answers for the classes that moved to importlib.resources.abc.
RESOURCE_CLASSES_IN_ABC = sys.version_info < (3, 14)

# load_module() is a method of loaders, and called for those that have no exec_module().
LOAD_MODULE = sys.version_info < (3, 15)

# Modules have a __cached__.
CACHED_ATTRIBUTE = sys.version_info < (3, 15)

# cache_from_source() takes the old debug_override.
DEBUG_OVERRIDE = sys.version_info < (3, 15)

# A parent that another thread is executing is waited for before a submodule is searched.
PARENT_IS_AWAITED = sys.version_info >= (3, 14)

# A submodule that its parent has forbidden, by None in the cache, is searched nevertheless.
FORBIDDEN_BY_PARENT_IS_SEARCHED = sys.version_info >= (3, 14)

# A finder that changes the meta path changes it for the next search only.
META_PATH_IS_COPIED = sys.version_info >= (3, 14)

# A thread imports a module's parents, or waits for them, before it takes the module's own lock.
PARENTS_FIRST = sys.version_info >= (3, 15)

# ``lazy import`` (PEP 810).
LAZY_IMPORTS = sys.version_info >= (3, 15)

# Finders can list what they would find: discover().
DISCOVERY = sys.version_info >= (3, 15)

# The class of a namespace package's path is public.
NAMESPACE_PATH_IS_PUBLIC = sys.version_info >= (3, 15)

# Using that path without the package's parent in the cache is an ImportError (KeyError before).
MISSING_PARENT_IS_AN_IMPORT_ERROR = sys.version_info >= (3, 15)

# The compiler is told the name of the module, for filters of syntax warnings.
COMPILER_KNOWS_MODULE = sys.version_info >= (3, 15)

# decode_source() decodes as a text file is: a carriage return at the very end is a newline, too.
SOURCE_IS_DECODED_AS_A_FILE = sys.version_info >= (3, 15)
