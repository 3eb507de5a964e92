"""Where thence meets other programs: notebooks, pytest.  Each module knows one of them."""
