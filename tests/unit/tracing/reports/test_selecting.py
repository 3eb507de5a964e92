"""What a table and a tree show, and in which order."""

from __future__ import annotations

import pytest

from thence.tracing.recording import Recording
from thence.tracing.reports.selecting import Wish, table_of, tree_of


@pytest.fixture
def recording(make):
    return make.recorded(
        make.imported("a", make.imported("a.small", own=10), make.imported("b", own=500), own=100),
        make.imported("c", make.cached("a"), own=200),
    )


def names(lines):
    return [line.name for line in lines]


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("own", ["b", "c", "a", "a.small"]),
        ("total", ["a", "b", "c", "a.small"]),
        ("name", ["a", "a.small", "b", "c"]),
        ("time", ["a", "a.small", "b", "c"]),
    ],
)
def test_a_table_has_the_order_that_is_asked_for(recording, order, wanted):
    assert names(table_of(recording, Wish(order=order))) == wanted


def test_memory_is_an_order_too(make):
    recording = make.recorded(make.imported("a", memory=10), make.imported("b", memory=90))

    assert names(table_of(recording, Wish(order="memory"))) == ["b", "a"]


@pytest.mark.parametrize(
    ("wish", "wanted"),
    [
        (Wish(name="small"), ["a.small"]),
        (Wish(name="a*"), ["a", "a.small"]),
        (Wish(depth=0), ["c", "a"]),
        (Wish(least_ns=300_000), ["b", "a"]),
        (Wish(with_cached=True, name="a"), ["a", "a.small"]),
    ],
)
def test_a_table_has_what_is_wanted_alone(recording, wish, wanted):
    assert names(table_of(recording, wish)) == wanted


def test_a_module_of_several_processes_has_one_line_with_their_sums(make):
    first = make.process_of(make.thread_of(make.imported("a", own=100)))
    second = make.process_of(make.thread_of(make.imported("a", own=50), process=1), number=1)

    (line,) = table_of(Recording([first, second]), Wish())

    assert (line.count, line.own_ns, line.total_ns) == (2, 150_000, 150_000)


def test_a_module_within_itself_does_not_count_twice(make):
    recording = make.recorded(make.imported("a.b", make.imported("a", make.imported("a.b"))))

    total = {line.name: line.total_ns for line in table_of(recording, Wish())}

    assert total["a.b"] == 300_000


def test_a_tree_has_those_that_led_to_what_is_wanted(recording):
    rows = tree_of(recording, Wish(name="small"))

    assert [(row.depth, row.node.fullname) for row in rows] == [(0, "a"), (1, "a.small")]


def test_of_a_tree_the_dearest_are_kept_in_the_order_of_time(recording):
    rows = tree_of(recording, Wish(), most=3)

    assert [row.node.fullname for row in rows] == ["a", "b", "c"]
