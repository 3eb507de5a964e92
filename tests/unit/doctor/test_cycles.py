"""Circles in what is installed: few modules are read, and what is said of them is true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thence.doctor.environment.cycles import circles
from thence.doctor.environment.cycles.graph import circular, reachable
from thence.doctor.environment.cycles.reading import sources_below
from thence.doctor.environment.cycles.sketching import asked_for

NAMES = st.sampled_from("abcdef")


@pytest.fixture
def package(tmp_path):
    """Writes a package ``pkg``, and returns the modules that are read, and the circles in them."""

    def look(**files):
        for name, text in {"__init__": "", **files}.items():
            file = tmp_path / "pkg" / f"{name}.py"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        sources = sources_below(str(tmp_path / "pkg/__init__.py"))
        read = {name for name, source in sources.items() if source.steps or source.defined}
        return read | {"pkg"}, list(circles(sources, "pkg", "1.0"))

    return look


MODEL = "from . import view\nclass Model: ...\n"
VIEW = "from .model import Model\n"


@given(st.dictionaries(NAMES, st.sets(NAMES)))
def test_a_node_is_on_a_circle_if_another_one_leads_back(graph):
    def leads_back(node):
        others = {o for o in reachable(graph.get(node, ()), graph) if o != node}
        return any(node in reachable([other], graph) for other in others)

    assert circular(graph) == {node for node in graph if leads_back(node)}


@pytest.mark.parametrize(
    "text",
    [
        "import pkg.b",
        "import os, pkg.b as c",
        "import os; import pkg.b",
        "import os, \\\n    pkg.b",
        "from pkg import b",
        "from pkg.b import name",
        "from . import (  # (one)\n    name,  # )\n    b,\n)",
        "from.b import*",
        "from . b import name",
        "try:\n    from . import b\nexcept ImportError: ...",
        "try: import pkg.b\nfinally: ...",
        "with suppress():\n    if x: ...\n    import pkg.b",
        "def f():\n    '''\n    text'''\n\n    import pkg.c\nimport pkg.b",
    ],
)
def test_each_form_of_an_import_is_seen(text):
    texts = {"pkg": ("", True), "pkg.a": (text, False), "pkg.b": ("", False), "pkg.c": ("", False)}

    assert {name for name, _ in asked_for("pkg.a", texts)} - {"pkg"} == {"pkg.b"}


@pytest.mark.parametrize("text", ["def f():\n    import pkg.b\n", "class C:\n    import pkg.b\n"])
def test_what_does_not_happen_at_import_is_not(text):
    texts = {"pkg": ("", True), "pkg.a": (text, False), "pkg.b": ("", False)}

    assert not list(asked_for("pkg.a", texts))


def test_only_what_may_be_in_a_circle_is_read(package):
    read, found = package(model=MODEL, view=VIEW, other="from .model import Model\n")

    assert read == {"pkg", "pkg.model", "pkg.view"}
    assert [(each.first, each.importer) for each in found] == [("pkg.model", "pkg.view")]


def test_an_order_that_the_package_keeps_breaks_nothing(package):
    """Nothing asks the package for anything, and so it is on no circle: but it comes first."""
    read, found = package(
        __init__="from . import start\n", start="from . import view\n", model=MODEL, view=VIEW
    )

    assert "pkg.start" in read
    assert found == []


def test_a_submodule_that_is_not_read_is_no_name_that_is_missing(package):
    """What ``import pkg.sub.leaf`` binds is there, although the package names it later."""
    _, found = package(
        **{
            "sub/__init__": "from . import work\nfrom . import leaf\n",
            "sub/work": "import pkg.sub\nimport pkg.sub.leaf\nvalue = pkg.sub.leaf.value\n",
            "sub/leaf": "value = 1\n",
        }
    )

    assert found == []


def test_what_can_be_imported_before_is_told(package):
    assert [each.instead for each in package(model=MODEL, view=VIEW)[1]] == ["pkg.view"]


def test_where_no_order_holds_nothing_is_advised(package):
    view = f"{VIEW}class View: ...\n"
    model = "from .view import View\nclass Model: ...\n"

    assert {each.instead for each in package(model=model, view=view)[1]} == {""}
