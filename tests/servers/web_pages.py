"""A page in a browser, as a test follows it."""

from __future__ import annotations

DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def settle(page):
    """Wait until what was changed is drawn."""
    page.evaluate(DRAWN)
