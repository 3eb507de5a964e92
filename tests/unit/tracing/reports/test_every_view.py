"""What holds for each view of any recording."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thence.tracing.recording import Recording
from thence.tracing.reports import (
    as_json,
    chrome,
    cyclonedx,
    dot,
    importtime,
    importtime_reading,
    otlp,
    page,
    speedscope,
)
from thence.tracing.reports.forest import rows_of, totals_of
from thence.tracing.reports.owning import OwnersByPlace
from thence.tracing.reports.selecting import Wish, table_of, tree_of
from thence.tracing.tree import Outcome

VIEWS = {
    "json": lambda it: json.dumps(as_json.document(it)),
    "chrome": lambda it: json.dumps(chrome.document(it, OwnersByPlace(it))),
    "cyclonedx": lambda it: json.dumps(cyclonedx.document(it, OwnersByPlace(it), lambda _: None)),
    "dot": dot.text,
    "importtime": importtime.text,
    "otlp": lambda it: json.dumps(otlp.document(it, OwnersByPlace(it))),
    "page": lambda it: page.text(it, OwnersByPlace(it)),
    "speedscope": lambda it: json.dumps(speedscope.document(it)),
}


@pytest.fixture(params=VIEWS)
def view(request):
    return VIEWS[request.param]


def test_a_view_is_a_function_of_the_recording(view, sample):
    assert view(sample) == view(sample)


def test_an_empty_recording_can_be_shown(view, make):
    assert view(Recording([]))
    assert view(Recording([make.process_of()]))


def test_names_that_no_encoding_has_can_be_shown(view, make):
    recording = make.recorded(make.imported("a\udc80\0<\u202e\n", file="/app/\udc80.py"))

    assert view(recording)


def test_chains_that_are_longer_than_pythons_own_limit_can_be_shown(view, make):
    deepest = make.imported("m0")
    for number in range(1, 3000):
        deepest = make.imported(f"m{number}", deepest)
    deepest.began_ns, now = 0, 0
    for each in deepest.walk():
        each.began_ns, now = now, now + 50
    for each in reversed(list(deepest.walk())):
        each.ended_ns = each.began_ns + each.own_ns + sum(c.total_ns for c in each.children)
    thread = make.thread_of()
    thread.roots.append(deepest)

    assert view(Recording([make.process_of(thread)]))


class TestSums:
    """Numbers of a view come from the recording, and add up."""

    @given(st.data())
    def test_own_times_of_the_page_add_up_to_the_roots_totals(self, make, data):
        recording = data.draw(make.recordings())

        columns = page.document(recording, OwnersByPlace(recording))["imports"]

        roots = [
            total
            for total, above in zip(columns["totals"], columns["parents"], strict=True)
            if above < 0
        ]
        assert sum(columns["owns"]) == sum(roots)
        assert all(parent < index for index, parent in enumerate(columns["parents"]))
        assert min(columns["starts"]) == 0

    @given(st.data())
    def test_own_times_of_the_table_add_up_too(self, make, data):
        recording = data.draw(make.recordings())

        lines = table_of(recording, Wish(with_cached=True))

        roots = [root for each in recording.processes for root in each.roots]
        assert sum(line.own_ns for line in lines) == sum(root.total_ns for root in roots)
        for line in [*lines, *table_of(recording, Wish())]:
            assert 0 <= line.own_ns <= line.total_ns

    @given(st.data())
    def test_importtime_tells_the_same_times(self, make, data):
        recording = data.draw(make.recordings())

        again = importtime_reading.read(importtime.text(recording).splitlines())

        wanted = [each for each in recording.imports() if each.outcome is not Outcome.CACHED]
        found = list(again.imports()) if again else []
        assert [each.fullname for each in found] == [each.fullname for each in wanted]
        assert [each.total_ns for each in found] == [each.total_ns for each in wanted]

    @given(st.data())
    def test_events_of_speedscope_are_nested(self, make, data):
        recording = data.draw(make.recordings())

        for profile in speedscope.document(recording)["profiles"]:
            times = [event["at"] for event in profile["events"]]
            assert times == sorted(times)
            assert (0, profile["endValue"]) == (times[0], times[-1])
            opened = []
            for event in profile["events"]:
                if event["type"] == "O":
                    opened.append(event["frame"])
                else:
                    assert opened.pop() == event["frame"]
            assert not opened

    @given(st.data())
    def test_chrome_has_each_import_once_and_inside_of_its_asker(self, make, data):
        recording = data.draw(make.recordings())

        events = chrome.document(recording, OwnersByPlace(recording))["traceEvents"]

        spans = [event for event in events if event["ph"] == "X"]
        rows = rows_of(recording)
        assert [event["name"] for event in spans] == [row.node.fullname for row in rows]
        for row, event in zip(rows, spans, strict=True):
            asker = spans[row.parent] if row.parent >= 0 else event
            assert asker["ts"] <= event["ts"]
            assert event["ts"] + event["dur"] <= asker["ts"] + asker["dur"] + 1e-6

    @given(st.data())
    def test_the_largest_of_a_tree_have_their_askers(self, make, data):
        recording = data.draw(make.recordings())
        most = data.draw(st.integers(1, 9))

        shown = tree_of(recording, Wish(with_cached=True), most)

        indexes = {row.index for row in shown}
        assert all(row.parent < 0 or row.parent in indexes for row in shown)

    @given(st.data())
    def test_own_times_of_chrome_add_up_thread_by_thread(self, make, data):
        recording = data.draw(make.recordings())

        events = chrome.document(recording, OwnersByPlace(recording))["traceEvents"]

        own: Counter[tuple[int, int]] = Counter()
        for event in events:
            if event["ph"] == "X":
                own[event["pid"], event["tid"]] += round(event["args"]["own_us"] * 1000)
        assert own == {
            (process.pid, thread.number): thread.total_ns
            for process in recording.processes
            for thread in process.threads
        }

    @given(st.data())
    def test_spans_of_otlp_lie_within_their_parents_and_add_up(self, make, data):
        recording = data.draw(make.recordings())

        resources = otlp.document(recording, OwnersByPlace(recording))["resourceSpans"]

        for resource, process in zip(resources, recording.processes, strict=True):
            spans = {span["spanId"]: span for span in resource["scopeSpans"][0]["spans"]}
            own = 0
            for span in spans.values():
                facts = {each["key"]: each["value"] for each in span["attributes"]}
                own += int(facts["thence.own_ns"]["intValue"])
                above = spans.get(span["parentSpanId"], span)
                assert int(above["startTimeUnixNano"]) <= int(span["startTimeUnixNano"])
                assert int(span["endTimeUnixNano"]) <= int(above["endTimeUnixNano"])
            assert own == sum(root.total_ns for root in process.roots)
            assert len(spans) == len(list(process.imports()))

    @given(st.data())
    def test_threads_that_import_at_once_are_not_counted_twice(self, make, data):
        recording = data.draw(make.recordings())

        document = as_json.document(recording)

        for process in recording.processes:
            moments = {
                moment
                for root in process.roots
                for moment in range(root.began_ns // make.US, root.ended_ns // make.US)
            }
            assert document["processes"][process.number]["total_ns"] == len(moments) * make.US

    @given(st.data())
    def test_the_split_of_each_total_adds_up(self, make, data):
        rows = rows_of(data.draw(make.recordings()))

        for row, total in zip(rows, totals_of(rows), strict=True):
            assert total.sum == row.node.total_ns
            assert total == row.node.total

    @given(st.data())
    def test_the_tree_has_each_import_once_below_its_asker(self, make, data):
        recording = data.draw(make.recordings())

        shown = tree_of(recording, Wish(with_cached=True))

        assert [row.node for row in shown] == list(recording.imports())
        for row in shown:
            asker = shown[row.parent].node if row.parent >= 0 else None
            assert row.node.parent is asker
