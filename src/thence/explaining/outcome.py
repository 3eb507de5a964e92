"""How a search ended."""

from .explanation import (
    CACHED,
    FINDER_FAILED,
    FORBIDDEN,
    FOUND,
    NOT_FOUND,
    PARENT_FAILED,
    PARENT_IS_NO_PACKAGE,
    PARENT_NOT_FOUND,
)
from .facts import Facts, ParentFacts


def status_of(facts: Facts) -> str:
    """How the search ended."""
    if facts["cache_after_parents"]["state"] == "none":
        return FORBIDDEN
    if facts["cache_after_parents"]["state"] == "loaded":
        return FOUND if facts["search"] and facts["search"]["chosen"] else CACHED
    search = facts["search"]
    if search is None:
        return status_of_parent(facts["parents"][-1])
    if search["error"]:
        return FINDER_FAILED
    return FOUND if search["chosen"] else NOT_FOUND


def status_of_parent(parent: ParentFacts) -> str:
    """Why the search did not come to the module itself."""
    if parent["cache"]["state"] == "none":
        return FORBIDDEN
    if parent["search"]["error"]:
        return FINDER_FAILED
    if parent["search"]["chosen"] is None and parent["cache"]["state"] == "absent":
        return PARENT_NOT_FOUND
    return PARENT_FAILED if parent["error"] else PARENT_IS_NO_PACKAGE
