"""How the wheel is made from the sources."""
