"""Says where it comes from."""

from . import text

print(f"{text} from {__file__}")
