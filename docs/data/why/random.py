"""A file that shadows a module of the standard library, for docs/why.md."""
