"""What is known of single distributions and of Python's history, as data with its sources."""
