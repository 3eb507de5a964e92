"""The views of a recording: a recording in, a document out.

Each view is a module with pure functions of a ``Recording``; they do not know each other.  What
several of them need lies below: ``forest`` (the trees as one numbered list), ``owning`` (whose a
module is), ``graph`` (who imports whom), ``story`` (all that is known of one import).
"""
