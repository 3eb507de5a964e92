"""The finders: where modules come from (5.3.4, 5.5)."""
