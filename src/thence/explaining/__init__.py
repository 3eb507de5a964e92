"""Where a name would come from, and each step that leads there (``thence why``).

In two halves.  ``probe`` and what it imports run in a fresh interpreter, the one whose answer
is wanted: they ask its finders, load nothing of the standard library, and come back with plain
values (``facts``).  The rest runs in the command's own process: it looks at files that no
finder looked at, and makes of all that an ``explanation``, which the views of the command show.
"""
