"""``python -m thence``: the command ``thence``."""

import sys

from .cli import main

sys.exit(main())
