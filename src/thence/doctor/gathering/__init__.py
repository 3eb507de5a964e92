"""From the plain values of a failed process to evidence: here, and only here, files are read.

Runs in the doctor's own interpreter.  What cannot be read is not known; nothing here raises.
"""
