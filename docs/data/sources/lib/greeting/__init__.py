"""A package to be imported from a source, in docs/sources.md."""

text = "Hello"
