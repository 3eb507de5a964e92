"""A page in a browser that nobody sees, and the command that made it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from web_pages import settle

import thence

SOURCES = str(Path(thence.__file__).parent.parent)
NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium; it is started once."""
    playwright = pytest.importorskip(
        "playwright.sync_api",
        reason="SKIPPED LOUDLY: needs playwright (pip install thence[browser])",
    )
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(
            "SKIPPED LOUDLY: the page was not tried, there is no chromium (apt install chromium)"
        )
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=found, args=OPTIONS)
        yield started
        started.close()


@pytest.fixture(params=["light", "dark"])
def theme(request):
    """Both themes, as the system of the reader prefers them."""
    return request.param


@pytest.fixture
def open_page(browser, tmp_path, request):
    """Open the text of a page as a file; whatever goes wrong in it fails the test."""
    wrong, contexts = [], []

    def open_page(text, theme="light"):
        file = tmp_path / "page.html"
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
        context = browser.new_context(color_scheme=theme, viewport={"width": 1280, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on(
            "request", lambda asked: wrong.append(asked.url) if asked.url[:5] != "file:" else None
        )
        page.goto(file.as_uri())
        # It is loaded a frame before it is drawn, which shows where the machine is busy.
        settle(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def thence_command(tmp_path):
    """Run a command of thence's in an empty folder."""

    def run(*words, **more):
        variables = {name: value for name, value in os.environ.items() if name[:6] != "PYTHON"}
        variables.pop("COLUMNS", None)
        return subprocess.run(
            [sys.executable, "-m", "thence", *words],
            cwd=tmp_path,
            env={**variables, "PYTHONPATH": SOURCES, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


PROGRAM = {
    "app.py": "import shop.cart\ntry:\n    import speedups\nexcept ImportError:\n    pass\n",
    "shop/__init__.py": "",
    "shop/cart.py": "import json\nimport shop.prices\n",
    "shop/prices.py": "from shop import cart\n",
}


@pytest.fixture
def program(tmp_path):
    """A small program in the folder in which commands run."""
    for name, text in PROGRAM.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def recording_file(tmp_path_factory):
    """The recording of that program, made once."""
    folder = tmp_path_factory.mktemp("recorded")
    for name, text in PROGRAM.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    trace = [sys.executable, "-m", "thence", "trace", "--quiet", "-o", "app.rec", "app.py"]
    variables = {name: value for name, value in os.environ.items() if name[:6] != "PYTHON"}
    subprocess.run(trace, cwd=folder, env={**variables, "PYTHONPATH": SOURCES}, check=True)
    return folder / "app.rec"
