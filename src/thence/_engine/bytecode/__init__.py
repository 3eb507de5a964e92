"""Bytecode files: their format, their place, when they are valid, how they come about (5.4.7)."""
