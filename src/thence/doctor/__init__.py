"""Why an import fails, who did it, and how to mend it (``thence doctor``).

In two halves.  The collecting part (``watching``, ``remembering``, ``shown_errors``,
``describing_errors``, ``describing_state``) runs in the user's process, loads nothing of the
standard library, and makes plain values of what it hears.  ``consulting`` hands these to a fresh
interpreter without the user's path, where everything else runs: ``gathering`` looks at files,
``examining`` has the ``rules`` judge what was collected, ``views`` say what they found.
"""
