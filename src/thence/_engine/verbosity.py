"""What ``python -v`` prints."""

import sys


def verbose_message(message: str, *arguments: object, verbosity: int = 1) -> None:
    """Print to stderr when the interpreter was started with ``-v`` (twice: verbosity 2)."""
    if sys.flags.verbose < verbosity:
        return
    if not message.startswith(("#", "import ")):
        message = "# " + message
    print(message.format(*arguments), file=sys.stderr)
