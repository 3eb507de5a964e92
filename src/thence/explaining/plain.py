"""Texts, paths and the names of things as plain values.  Runs in the user's process."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def plain(text: "Any") -> str | None:
    """A text as exactly a ``str``; None for what is no text."""
    return str.__str__(text) if isinstance(text, str) else None


def plain_path(path: "Any") -> list[str] | None:
    """A path as a list of its textual entries; None for what cannot be searched."""
    try:
        return [str.__str__(entry) for entry in path if isinstance(entry, str)]
    except Exception:  # noqa: BLE001 - whatever a __path__ of the user's own raises
        return None


def label(thing: "Any") -> str:
    """What a finder, a hook or a loader is called: its own name, or that of its class."""
    named = thing if hasattr(thing, "__qualname__") else type(thing)
    name = str(named.__qualname__).replace(".<locals>", "")
    home = getattr(named, "__module__", None)
    return f"{home}.{name}" if home else name
