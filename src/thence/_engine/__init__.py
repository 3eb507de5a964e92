"""The import system itself: chapter 5 of the language reference, on the C primitives alone.

The files stand on floors; each imports only from the floors below it:

    finders     where a module comes from (5.3.4, 5.5)
    loaders     how a module is made and executed (5.4.1)
    protocol    the way of one request: importing, searching, loading, reloading (5.3, 5.4)
    modules     a module made from its spec, its attributes and its repr (5.4.4, 5.4.6)
    state       what one import system owns
    locks       one lock a module, and the deadlocks they see coming
    spec        what is known of a module before it is loaded (5.4.3)
    bytecode    .pyc files: their format, place and validity (5.4.7)
    names paths
    errors observer verbosity versions primitives

Nothing here keeps state at module level: everything hangs on an ``ImportState``.
"""
