"""Each format is what the tools that read it want: asked of themselves, where they are there."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from thence.tracing.reports import (
    as_json,
    chrome,
    cyclonedx,
    dot,
    importtime,
    otlp,
    speedscope,
)
from thence.tracing.reports.owning import OwnersByPlace
from thence.tracing.reports.words import printable
from thence.tracing.tree import Import, Outcome

SCHEMAS = Path(__file__).parents[4] / "docs" / "schemas"


def count_of(recording):
    return len(list(recording.imports()))


class TestChrome:
    """Source: the Trace Event Format; what Perfetto needs."""

    def test_every_event_has_what_its_kind_must_have(self, sample):
        events = chrome.document(sample, OwnersByPlace(sample))["traceEvents"]

        for event in events:
            needed = {"X": {"ts", "dur", "name"}, "M": {"name", "args"}}[event["ph"]]
            assert needed | {"pid", "tid"} <= set(event)
        assert [event["ph"] for event in events].count("X") == count_of(sample)

    def test_processes_and_threads_have_names(self, sample):
        events = chrome.document(sample, OwnersByPlace(sample))["traceEvents"]

        named = {(e["pid"], e["tid"]): e["args"]["name"] for e in events if e["ph"] == "M"}
        assert named[100, 1] == "MainThread"
        assert named[100, 2] == "worker-2"
        assert named[101, 0] == "app.py --fast"

    def test_a_click_tells_who_asked_and_what_went_wrong(self, sample):
        events = chrome.document(sample, OwnersByPlace(sample))["traceEvents"]

        (missed,) = [event["args"] for event in events if event["name"] == "speedups"]
        assert missed["asked_by"].endswith("app.py:2")
        assert missed["error"] == "ModuleNotFoundError: No module named 'speedups'"


class TestSpeedscope:
    """Source: speedscope's file-format-schema.json."""

    def test_it_has_the_fields_of_the_schema_and_no_others(self, sample):
        document = speedscope.document(sample)

        assert document["$schema"] == "https://www.speedscope.app/file-format-schema.json"
        fields = {"$schema", "name", "exporter", "activeProfileIndex", "shared", "profiles"}
        assert set(document) == fields
        for profile in document["profiles"]:
            needed = {"type", "name", "unit", "startValue", "endValue", "events"}
            assert set(profile) == needed
            assert (profile["type"], profile["unit"]) == ("evented", "nanoseconds")

    def test_each_event_shows_one_of_the_shared_frames(self, sample):
        document = speedscope.document(sample)

        frames = document["shared"]["frames"]
        used = {e["frame"] for each in document["profiles"] for e in each["events"]}
        assert used == set(range(len(frames)))
        assert {frame["name"] for frame in frames} >= {"app", "shop", "json.decoder"}

    def test_each_thread_has_a_profile(self, sample):
        names = [profile["name"] for profile in speedscope.document(sample)["profiles"]]

        assert names == [
            "process 100, MainThread",
            "process 100, worker-2",
            "process 101, MainThread",
        ]


class TestOtlp:
    """Source: opentelemetry-proto, ExportTraceServiceRequest."""

    def spans(self, recording):
        document = otlp.document(recording, OwnersByPlace(recording))
        scopes = [scope for each in document["resourceSpans"] for scope in each["scopeSpans"]]
        return [span for scope in scopes for span in scope["spans"]]

    def test_spans_name_the_span_that_they_are_in(self, sample):
        spans = {span["name"]: span for span in self.spans(sample)}

        inner, outer = spans["import shop.cart"], spans["import app"]
        (shop,) = [s for s in self.spans(sample) if s["spanId"] == inner["parentSpanId"]]
        assert shop["name"] == "import shop"
        assert shop["parentSpanId"] == outer["spanId"]
        assert outer["parentSpanId"] == ""

    def test_no_two_spans_have_one_id_and_all_are_of_one_trace(self, sample):
        spans = self.spans(sample)

        assert len({span["spanId"] for span in spans}) == len(spans) == count_of(sample)
        assert {len(span["traceId"]) for span in spans} == {32}
        assert len({span["traceId"] for span in spans}) == 1

    def test_times_are_of_the_day(self, make):
        recording = make.recorded(make.imported("a", own=5))

        (span,) = self.spans(recording)

        assert span["startTimeUnixNano"] == "1700000000000000000"
        assert span["endTimeUnixNano"] == "1700000000000005000"

    def test_an_error_that_somebody_swallowed_is_none_of_the_trace(self, make):
        missed = make.absent("a")
        swallowed = make.absent("b", swallowed_at=make.line_in("app"))

        spans = self.spans(make.recorded(missed, swallowed))

        assert spans[0]["status"] == {
            "code": 2,
            "message": "ModuleNotFoundError: No module named 'a'",
        }
        assert "status" not in spans[1]

    def test_collectors_can_read_it(self, sample):
        why = "needs opentelemetry-proto (pip install thence[formats])"
        json_format = pytest.importorskip("google.protobuf.json_format", reason=why)
        service = pytest.importorskip(
            "opentelemetry.proto.collector.trace.v1.trace_service_pb2", reason=why
        )
        # The generic JSON mapping has bytes in base 64, OTLP's own has ids in hexadecimal: both
        # are texts that the parser takes, so that all fields and types are checked.
        written = json.dumps(otlp.document(sample, OwnersByPlace(sample)))

        read = json_format.Parse(written, service.ExportTraceServiceRequest())

        scopes = [scope for each in read.resource_spans for scope in each.scope_spans]
        assert sum(len(scope.spans) for scope in scopes) == count_of(sample)
        assert len(read.resource_spans) == 2


class TestDot:
    """Source: the DOT language of Graphviz."""

    def test_cycles_are_marked(self, sample):
        lines = dot.text(sample).splitlines()

        (inside,) = [line for line in lines if '"shop" -> "shop.cart"' in line]
        (outside,) = [line for line in lines if '"app" -> "shop"' in line]
        assert "color" in inside
        assert "color" not in outside

    @pytest.mark.skipif(not shutil.which("dot"), reason="needs dot (apt install graphviz)")
    def test_graphviz_reads_back_the_names_that_were_written(self, make):
        names = ['quote"d', "back\\slash", "new\nline", "<b>x</b>", "é\u202e", "end\\", "\\N"]
        recording = make.recorded(*(make.imported("a", make.imported(name)) for name in names))

        done = subprocess.run(
            ["dot", "-Tjson"],
            input=dot.text(recording),
            capture_output=True,
            text=True,
            check=True,
        )

        found = [node["name"] for node in json.loads(done.stdout)["objects"]]
        assert found == ["a", *(printable(name).replace("\\", "\\\\") for name in names)]


class TestCycloneDx:
    """Source: the JSON schema of CycloneDX 1.6."""

    def document(self, recording, hash_of=lambda file: "0" * 64):
        return cyclonedx.document(recording, OwnersByPlace(recording), hash_of, "1.0")

    def test_files_stand_below_their_distributions(self, make):
        recording = make.recorded(make.imported("six"), make.imported("yaml.reader"))

        document = self.document(recording)

        listed = {each["name"]: each["components"] for each in document["components"]}
        assert {name: [file["name"] for file in files] for name, files in listed.items()} == {
            "six": [f"{make.SITE}/six.py"],
            "yaml": [f"{make.SITE}/yaml/reader.py"],
        }

    def test_a_file_has_its_hash_unless_it_is_gone(self, make):
        recording = make.recorded(make.imported("six"))

        (here,) = self.document(recording)["components"][0]["components"]
        (gone,) = self.document(recording, lambda file: None)["components"][0]["components"]

        assert here["hashes"] == [{"alg": "SHA-256", "content": "0" * 64}]
        assert "hashes" not in gone

    def test_what_was_not_imported_is_not_listed(self, make):
        recording = make.recorded(
            make.absent("gone"), make.imported("broken", outcome=Outcome.FAILED)
        )

        assert self.document(recording)["components"] == []

    def test_its_own_validator_takes_it(self, sample):
        why = "needs cyclonedx-python-lib[json-validation] (pip install thence[formats])"
        validation = pytest.importorskip("cyclonedx.validation.json", reason=why)
        schema = pytest.importorskip("cyclonedx.schema", reason=why)

        validator = validation.JsonStrictValidator(schema.SchemaVersion.V1_6)

        assert validator.validate_str(json.dumps(self.document(sample))) is None


class TestJson:
    """Source: docs/schemas/recording.schema.json."""

    schema = json.loads((SCHEMAS / "recording.schema.json").read_text(encoding="utf-8"))

    def test_it_is_as_the_published_schema_says(self, sample):
        jsonschema = pytest.importorskip(
            "jsonschema", reason="needs jsonschema (pip install thence[formats])"
        )

        # Through text: a tuple is no list to the validator.
        document = json.loads(json.dumps(as_json.document(sample)))

        jsonschema.Draft202012Validator(self.schema).validate(document)

    def test_the_schema_names_all_that_is_known_of_an_import(self, sample):
        document = as_json.document(sample)

        known = set(document["threads"][0]["imports"][0])
        described = self.schema["$defs"]["import"]
        assert set(described["properties"]) == set(described["required"]) == known
        assert known >= {name for name in Import.__slots__ if name not in as_json.ELSEWHERE}

    def test_the_schema_names_all_that_is_known_of_a_process(self, sample):
        known = set(as_json.document(sample)["processes"][0])

        assert set(self.schema["$defs"]["process"]["properties"]) == known

    def test_imports_name_their_askers_by_their_place_in_the_list(self, sample):
        imports = as_json.document(sample)["threads"][0]["imports"]

        askers = [
            None if e["parent"] is None else imports[e["parent"]]["fullname"] for e in imports
        ]
        assert list(zip([e["fullname"] for e in imports], askers, strict=True)) == [
            ("app", None),
            ("shop", "app"),
            ("shop.cart", "shop"),
            ("shop", "shop.cart"),
            ("speedups", "app"),
            ("json", None),
            ("json.decoder", "json"),
        ]


def test_tuna_reads_the_importtime_text(sample, tmp_path):
    tuna = pytest.importorskip(
        "tuna._import_profile", reason="needs tuna (pip install thence[formats])"
    )
    file = tmp_path / "import.log"
    file.write_text(importtime.text(sample), encoding="utf-8")

    found = tuna.read_import_profile(str(file))

    assert {each["text"][0] for each in found["children"]} >= {"app", "json", "queue"}
