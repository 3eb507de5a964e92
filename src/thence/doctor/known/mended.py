"""Releases that mended a fault which others meet in their imports."""

from typing import NamedTuple


class Mended(NamedTuple):
    """``module`` (or anything below it) of ``distribution`` was mended in ``version``."""

    distribution: str
    module: str
    version: str


# The most specific module first.
# Sources: huggingface/transformers#12904, #15212 and PR #15230; Lightning-AI/torchmetrics 0.7.1
# ("import instead of find_spec"); ipython/ipython PR #11185.
ALL = (
    Mended("transformers", "transformers.", "4.16.0"),
    Mended("transformers", "transformers", "4.10.0"),
    Mended("torchmetrics", "find_spec", "0.7.1"),
    Mended("six", "six.moves", "1.16.0"),
)


def mended_in(distribution: str, version: str, module: str) -> str | None:
    """The release that mended the fault, if this one is older.

    >>> mended_in("transformers", "4.15.0", "transformers.models.auto")
    '4.16.0'
    >>> mended_in("transformers", "4.16.2", "transformers.models.auto")
    """
    for each in ALL:
        same = each.distribution == distribution.lower().replace("_", "-")
        if same and (
            module == each.module or (each.module.endswith(".") and module.startswith(each.module))
        ):
            return each.version if numbers(version) < numbers(each.version) else None
    return None


def numbers(version: str) -> tuple[int, ...]:
    """A version's leading numbers.

    >>> numbers("4.16.0rc1")
    (4, 16)
    """
    parts = []
    for part in version.split("."):
        if not part.isdigit():
            break
        parts.append(int(part))
    return tuple(parts)
