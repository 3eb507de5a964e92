"""The options of ``python`` itself, as data.  Source: ``python --help-all``."""

# Letters that stand alone, and may be joined: -Ob.
SWITCHES = frozenset("bBdEiIOPqRsStuvx")
# Letters with a value, in the same word or in the next one: -Wd, -W d.
VALUED = frozenset("WX")
# Letters whose value is the program; the rest of the line belongs to it.
PROGRAMS = {"c": "command", "m": "module"}
# Words with a value, in the next word.
VALUED_WORDS = frozenset({"--check-hash-based-pycs"})
# What the interpreter answers itself, without running a program.
ANSWERED = frozenset("hVJ?")
ANSWERED_WORDS = frozenset({"--help", "--help-all", "--help-env", "--help-xoptions", "--version"})
