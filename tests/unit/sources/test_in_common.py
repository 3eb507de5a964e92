"""Libraries that are needed while the program is importing what they need, too."""

from __future__ import annotations

import sys

import pytest

from thence.sources.in_common import import_in_common

CLIENT = {
    "client_of/__init__.py": "import client_of.errors\nfrom half_made import thing\n",
    "client_of/errors.py": "",
    "client_of/deep/__init__.py": "",
    "half_made.py": "import client_of_was_asked_for\nthing = 1\n",
}


@pytest.fixture
def client(tmp_path, monkeypatch):
    """A library, on the path of this process, that is forgotten in the end."""
    for name, text in CLIENT.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in [each for each in sys.modules if each.startswith(("client_of", "half_made"))]:
        del sys.modules[name]


def test_what_is_half_made_keeps_a_library_away_for_now_only(client):
    (client / "client_of_was_asked_for.py").write_text(
        "from thence.sources.in_common import import_in_common\n"
        "try:\n"
        "    import_in_common('client_of')\n"
        "except OSError as error:\n"
        "    said = str(error)\n"
    )

    __import__("half_made")

    said = sys.modules["client_of_was_asked_for"].said
    assert said.startswith("client_of cannot be imported now: ImportError: cannot import name")
    assert "client_of.errors" not in sys.modules
    assert import_in_common("client_of").errors is sys.modules["client_of.errors"]


def test_modules_of_packages_that_failed_before_are_left_alone(client, monkeypatch):
    kept = object()
    monkeypatch.setitem(sys.modules, "gone_long_ago.part", kept)
    (client / "half_made.py").write_text("1 / 0")

    with pytest.raises(OSError, match="ZeroDivisionError: division by zero"):
        import_in_common("client_of")

    assert sys.modules["gone_long_ago.part"] is kept


def test_what_is_not_installed_is_told_apart(client):
    (client / "half_made.py").write_text("import not_installed_at_all")

    with pytest.raises(ModuleNotFoundError, match="not_installed_at_all"):
        import_in_common("client_of")
