from . import tell
