"""Takes the process over."""

import thence

installation = thence.install()
