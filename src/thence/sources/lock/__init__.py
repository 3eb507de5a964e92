"""thence.lock: the hash of every file that may be executed from a source."""
