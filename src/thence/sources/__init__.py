"""Path entries beyond the file system: URLs, databases, archives, memory, other stores.

``Sources`` says what may be imported from, ``Source`` is what a store implements.
"""

from .errors import (
    LockError,
    NotPinnedError,
    RefusedError,
    SourceError,
    UnavailableError,
    WrongHashError,
)
from .policy import Sources
from .settings import Limits, Settings
from .source import Source
from .stores.memory import MemorySource

__all__ = [
    "Limits",
    "LockError",
    "MemorySource",
    "NotPinnedError",
    "RefusedError",
    "Settings",
    "Source",
    "SourceError",
    "Sources",
    "UnavailableError",
    "WrongHashError",
]
