"""Leaves the process alone."""
