"""All that is known of one import, in words."""

from __future__ import annotations

import pytest

from thence.tracing.places import ErrorFacts, Place, SpecFacts
from thence.tracing.reports.forest import Lane
from thence.tracing.reports.lane_story import lane_story
from thence.tracing.reports.story import story_of
from thence.tracing.times import Times
from thence.tracing.tree import (
    BytecodeFacts,
    Change,
    EntryFacts,
    FinderFacts,
    HookFacts,
    Import,
    Outcome,
)


def test_a_story_tells_all_that_was_recorded():
    node = Import(
        "shop.cart",
        0,
        1,
        began_ns=0,
        ended_ns=5000,
        asker=Place("/app/main.py", 7, "start", "__main__"),
        fromlist=("Cart", "Item"),
        outcome=Outcome.FAILED,
        own=Times(finding=1000, executing=4000),
        finders=[FinderFacts("thence.machinery.BuiltinImporter", False, 10)],
        entries=[
            EntryFacts("/app", "thence.machinery.FileFinder", "/app/shop/cart.py", 900),
            EntryFacts("s3://x", None, None, 1),
        ],
        hooks=[HookFacts("/app", "path_hook_for_FileFinder", None, 5)],
        spec=SpecFacts("shop.cart", "/app/shop/cart.py", "x.SourceFileLoader", True, None),
        shadows=("/old/shop",),
        bytecode=[BytecodeFacts("refused", "/app/shop/cart.pyc", "stale")],
        error=ErrorFacts(1, "KeyError", "'price'"),
        swallowed_at=Place("/app/main.py", 9, "start"),
        swallowed_for_certain=False,
        replaced_by="shop.Lazy",
        changes=[
            Change(1, "sys.path", ("/app",), ("/app", "/plugins")),
            Change(1, "sys.meta_path", ("a", "b"), ("b", "a"), certain=False),
        ],
        is_circular=True,
        memory=2500,
    )

    assert story_of(node) == [
        ("asked by", ["/app/main.py:7, in start", "from shop.cart import Cart, Item"]),
        (
            "outcome",
            [
                "it raised an error",
                "in a circle: its code had not run to its end",
                "it put a shop.Lazy in its own place",
                "KeyError: 'price'",
                "swallowed by the except at /app/main.py:9, in start, probably",
            ],
        ),
        ("time", ["own 5.00 µs, total 5.00 µs", "own: finding 1.00 µs, executing 4.00 µs"]),
        ("memory", ["own 2.50 kB, total 2.50 kB"]),
        ("finders", ["thence.machinery.BuiltinImporter: does not have it, 10 ns"]),
        ("hooks", ["/app: path_hook_for_FileFinder: refused, 5 ns"]),
        (
            "entries",
            [
                "/app: /app/shop/cart.py, 900 ns (thence.machinery.FileFinder)",
                "s3://x: no path hook took it",
            ],
        ),
        ("spec", ["/app/shop/cart.py", "loaded by x.SourceFileLoader"]),
        ("shadows", ["/old/shop"]),
        ("bytecode", ["refused: /app/shop/cart.pyc (stale)"]),
        (
            "changed",
            ["sys.path: + /plugins", "sys.meta_path: its order (or another thread did)"],
        ),
    ]


def test_what_is_not_known_is_left_out():
    assert [label for label, _ in story_of(Import("a", 0, 1, began_ns=0))] == ["outcome", "time"]


def test_a_namespace_package_tells_its_portions():
    node = Import("ns", 0, 1, began_ns=0, spec=SpecFacts("ns", None, None, False, ("/a", "/b")))

    assert ("spec", ["a namespace package of /a, /b"]) in story_of(node)


def test_the_split_of_the_total_has_that_of_what_it_asked_for():
    below = Import("a.b", 0, 1, began_ns=2000, ended_ns=3000, own=Times(reading=1000))
    node = Import("a", 0, 1, began_ns=0, ended_ns=4000, own=Times(executing=3000))
    node.children, below.parent, node.executed_at_ns = [below], node, 500

    assert dict(story_of(node))["time"] == [
        "own 3.00 µs, total 4.00 µs",
        "own: executing 3.00 µs",
        "total: reading 1.00 µs, executing 3.00 µs",
        "its code began to run 500 ns after the request",
    ]


@pytest.mark.parametrize(
    ("fullname", "fromlist", "said"),
    [
        ("shop.cart", ("Cart",), "from shop.cart import Cart"),
        ("cart", ("cart",), "from cart import cart"),
        ("shop.cart", ("cart",), "from ... import cart"),
    ],
)
def test_a_statement_is_not_guessed(fullname, fromlist, said):
    """`from shop import cart` asks for shop.cart with the same from-list as another one."""
    place = Place("/app/main.py", 7, "<module>")
    node = Import(fullname, 0, 1, began_ns=0, asker=place, fromlist=fromlist)

    assert dict(story_of(node))["asked by"] == ["/app/main.py:7", said]


def test_a_lane_tells_of_its_process(make):
    thread = make.thread_of(make.imported("a"))
    thread.changes = [Change(1, "sys.path", ("/app",), ("/app", "/late"))]
    process = make.process_of(thread, number=1, how="forked", ended=None, loaded_before=("sys",))

    told = dict(lane_story(Lane(process, thread)))

    assert told["command"] == ["app.py --fast"]
    assert told["process"] == [
        "number 1, forked by process number 0 of this recording",
        "cpython 3.13.1, /usr/bin/python3",
        "in /app",
        "it was killed, or was still running, after 100 µs",
    ]
    assert told["thread"] == ["MainThread: 1 request, 100 µs importing"]
    assert told["changed between imports"] == ["sys.path: + /late"]
    assert told["loaded before"] == ["sys"]
