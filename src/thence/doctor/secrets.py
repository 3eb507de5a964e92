"""Facts as everybody may see them: findings are shown, saved and sent to others."""

from typing import Any

from ..sources import entries


def without_secrets(value: Any) -> Any:
    """Plain values whose texts have no passwords, tokens and queries in URLs.

    >>> without_secrets({"path": ["https://ann:word@example.org/lib", "/lib"]})
    {'path': ['https://example.org/lib', '/lib']}
    """
    if isinstance(value, str):
        return entries.without_secrets(value) if entries.has_secret(value) else value
    if isinstance(value, (list, tuple)):
        return type(value)(map(without_secrets, value))
    if isinstance(value, dict):
        return {key: without_secrets(item) for key, item in value.items()}
    return value
