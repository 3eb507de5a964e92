"""What was fetched, kept by its sha256, and the bytecode made of it."""
