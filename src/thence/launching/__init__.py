"""How a command, and the children of its program, start on thence.

``launcher.launch`` replaces the process by the interpreter, which runs ``start.py`` before
anything else; ``boot`` installs thence there, restores what a plain start would have shown,
and runs the program.  Nothing here needs more than the interpreter's own start-up modules.
"""
