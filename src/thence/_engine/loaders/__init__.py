"""The loaders: how modules of each kind are made and executed (5.4.1)."""
