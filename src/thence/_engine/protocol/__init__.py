"""The way of one request: importing, searching, loading, reloading (5.3, 5.4).

Loaders and finders are known here by their methods only; the classes stand above.
"""
