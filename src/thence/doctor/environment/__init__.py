"""The examination of an environment in which nothing has failed yet (``thence doctor`` alone)."""
