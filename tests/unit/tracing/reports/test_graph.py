"""Who imports whom, and which modules form a circle."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thence.tracing.reports.graph import Graph, graph_of, packages_of, strong_components


def names_of(graph):
    return [(graph.modules[asking], graph.modules[asked]) for asking, asked in graph.edges]


def test_the_module_of_the_line_asks(make):
    inner = make.imported("b", asker=make.line_in("helper"))

    graph = graph_of(make.recorded(make.imported("a", inner)))

    assert names_of(graph) == [("helper", "b")]


def test_where_no_line_is_known_the_module_that_is_imported_asks(make):
    graph = graph_of(make.recorded(make.imported("a", make.imported("b"))))

    assert names_of(graph) == [("a", "b")]


def test_a_package_is_not_asked_for_by_the_submodule_that_needs_it_first(make):
    on_the_way = make.imported("a", make.imported("pkg.sub", make.imported("pkg")))

    assert names_of(graph_of(make.recorded(on_the_way))) == [("a", "pkg.sub"), ("a", "pkg")]


def test_modules_that_ask_for_each_other_are_a_cycle(sample):
    graph = graph_of(sample)

    assert [[graph.modules[n] for n in group] for group in graph.cycles()] == [
        ["shop", "shop.cart"]
    ]


def test_a_package_that_asks_for_its_own_part_is_no_cycle(make):
    """``import a.b`` in ``a`` asks for ``a`` first, which the cache has."""
    inside = make.line_in("a")
    tree = make.imported("a", make.imported("a.b", asker=inside), make.cached("a", asker=inside))

    assert graph_of(make.recorded(tree)).cycles() == []


def test_a_chain_is_no_cycle(make):
    graph = graph_of(make.recorded(make.imported("a", make.imported("b", make.imported("c")))))

    assert graph.cycles() == []


def test_packages_leave_out_what_goes_on_inside(make):
    inner = make.imported("a.x", make.imported("a.y", make.imported("b.z")))

    assert names_of(packages_of(graph_of(make.recorded(inner)))) == [("a", "b")]


def reachable(edges, start):
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for asking, asked in edges:
            if asking == here and asked not in found:
                found.add(asked)
                waiting.append(asked)
    return found


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_nodes_are_in_one_group_when_each_leads_to_the_other(edges):
    groups = strong_components(8, edges)

    assert sorted(node for group in groups for node in group) == list(range(8))
    group_of = {node: number for number, group in enumerate(groups) for node in group}
    leads_to = [reachable(edges, node) for node in range(8)]
    for a in range(8):
        for b in range(8):
            together = b in leads_to[a] and a in leads_to[b]
            assert (group_of[a] == group_of[b]) == together


def test_a_long_chain_needs_no_deep_stack():
    edges = [(n, n + 1) for n in range(50_000)]

    assert len(strong_components(50_001, edges)) == 50_001


def test_the_largest_cycle_comes_first():
    graph = Graph(list("abcde"), [(0, 1), (1, 0), (2, 3), (3, 4), (4, 2)])

    assert graph.cycles() == [[2, 3, 4], [0, 1]]
