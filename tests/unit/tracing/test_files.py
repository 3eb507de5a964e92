"""What is written is what is read, whatever happened to the file."""

from pathlib import Path

import pytest

from thence.tracing import NotARecordingError, load, rows, writing
from thence.tracing.decoding import decode
from thence.tracing.reading import Frame, read_frames
from thence.tracing.streams import STARTED, Stream

ROWS = [rows.READING + rows.THREAD, 5, "name", "/file"]


def frames(count):
    return [writing.frame(writing.ROWS, (1, 2), number, ROWS) for number in range(count)]


def read(data):
    return list(read_frames(writing.HEADER + data, "file"))


def test_frames_come_back_in_their_order():
    found = read(b"".join(frames(3)))

    assert found == [Frame("rows", (1, 2), number, ROWS) for number in range(3)]


def test_every_cut_leaves_the_frames_before_it():
    one, two = frames(2)
    for cut in range(1, len(two)):
        first, *rest = read(one + two[:cut])
        assert first.number == 0
        assert len(rest) == 1
        assert "the file ends within a frame" in rest[0] or "no frame" in rest[0]


def test_a_damaged_frame_costs_only_itself():
    one, two, three = frames(3)
    damaged = bytearray(two)
    damaged[-1] ^= 1

    found = read(one + damaged + three)

    assert [each.number for each in found if isinstance(each, Frame)] == [0, 2]
    (told,) = [each for each in found if isinstance(each, str)]
    assert "damaged" in told


def test_foreign_bytes_between_frames_are_told_of():
    one, two = frames(2)

    found = read(one + b"foreign" + two)

    assert [type(each).__name__ for each in found] == ["Frame", "str", "Frame"]


def test_subclasses_are_written_as_what_they_are():
    class Name(str):
        __slots__ = ()

    class Odd:
        pass

    data = writing.frame(writing.ROWS, (1, 2), 0, [Name("a"), (Name("b"), True), Odd()])

    assert read(data)[0].data == ("a", ("b", True), f"<{Odd.__qualname__}>")


@pytest.mark.parametrize("data", [b"", b"import time: self", b"\x7fELF"])
def test_another_file_is_no_recording(tmp_path, data):
    file = tmp_path / "other"
    file.write_bytes(data)

    with pytest.raises(NotARecordingError, match="thence trace -o FILE COMMAND"):
        load(file)


@pytest.mark.parametrize("number", ["0", "2", "17"])
def test_a_recording_of_another_format_is_told_from_another_file(tmp_path, number):
    file = tmp_path / "a.rec"
    file.write_bytes(f"thence recording {number}\n".encode() + b"".join(frames(1)))

    with pytest.raises(NotARecordingError) as caught:
        load(file)

    assert f"a recording of format {number}, and this thence reads format 1" in str(caught.value)
    assert "record it again" in str(caught.value)


def small_recording(path):
    """A recording of two processes, each with a frame of rows: its bytes, and where frames end."""
    writing.create(path)
    stream = Stream(path, {"memory_by": None, "is_watched": False})
    stream.begin(STARTED)
    asked = [rows.REQUESTED + rows.THREAD, 20, "name", "/a.py", 1, "<module>", "a", ()]
    stream.write([rows.THREAD_SEEN + rows.THREAD, 10, "MainThread", 1, *asked])
    stream.begin("forked")
    stream.write([rows.REQUEST_ENDED + rows.THREAD, 30, "name"])
    data, ends = writing.HEADER, []
    for each in read_frames(Path(path).read_bytes(), path):
        facts = each.data
        if each.kind == writing.PROCESS:
            facts = {**facts, "loaded_before": [], "sys_path": []}
        data += writing.frame(each.kind, each.stream, each.number, facts)
        ends.append(len(data))
    return data, ends


def test_a_file_is_read_as_far_as_it_goes_wherever_it_ends(tmp_path):
    data, ends = small_recording(str(tmp_path / "a.rec"))
    cut = tmp_path / "cut.rec"

    for size in range(len(writing.HEADER), len(data) + 1):
        cut.write_bytes(data[:size])
        found = load(cut)

        complete = sum(end <= size for end in ends)
        assert len(found.processes) == [0, 1, 1, 2, 2][complete]
        assert [each.fullname for each in found.imports()] == ["name"] * (complete > 1)
        assert len(found.damage) == (size not in (len(writing.HEADER), *ends))


def test_a_stream_introduces_its_process_and_a_fork_its_parent(tmp_path):
    path = str(tmp_path / "a.rec")
    writing.create(path)
    stream = Stream(path, {"memory_by": None, "is_watched": False})

    stream.begin(STARTED)
    stream.write([rows.PROCESS_ENDED + rows.THREAD, 10, "exit"])
    stream.begin("forked")
    first, second = load(path).processes

    assert (first.how, first.ended, second.how, second.ended) == (
        "started",
        "exit",
        "forked",
        None,
    )
    assert second.parent == first.number


def test_rows_without_a_beginning_are_told_of(tmp_path):
    file = tmp_path / "a.rec"
    file.write_bytes(writing.HEADER + b"".join(frames(1)))

    recording = load(file)

    assert recording.processes == []
    assert recording.damage == ["the beginning of process 1 is lost, and so is what it imported"]


def test_the_file_of_a_recording_is_not_taken_from_another(tmp_path):
    path = tmp_path / "a.rec"
    path.write_text("mine")

    with pytest.raises(FileExistsError):
        writing.create(str(path))


def test_no_password_is_written():
    """Programs put URLs on the path, with users in them."""
    # The first colon of all is not that of a URL.
    row = ["a: b", *ROWS[:3], "https://me:s3cret@h/lib?token=s3cret", "a@b, not a URL"]

    data = writing.frame(writing.ROWS, (1, 2), 0, row)

    assert b"s3cret" not in data
    assert list(read(data)[0].data) == ["a: b", *ROWS[:3], "https://h/lib", "a@b, not a URL"]


def searched(number, shadows=(), loader="Loader"):
    spec = ("name", "/name.py", loader, True, None) if loader else (None,) * 5
    return (rows.SEARCHED + rows.THREAD, 9, "name", number, [3, 5], shadows, *spec)


def test_answers_of_a_search_stand_where_their_times_say():
    named = (rows.FINDERS + rows.THREAD, 2, 2, ("first", "second", "third"))
    other = (rows.ENTRY_ANSWERED + rows.THREAD, 4, "name", "/entry", None, None)

    first, entry, second, chosen = decode([named, other, searched(2, ("/below",))])

    assert (first.at_ns, first.finder, first.found) == (3, "first", False)
    assert entry.at_ns == 4
    assert (second.at_ns, second.finder, second.found) == (5, "second", True)
    assert (chosen.at_ns, chosen.spec.origin, chosen.shadows) == (9, "/name.py", ("/below",))


def test_a_search_that_nobody_answered_chose_nothing():
    *answers, chosen = decode([searched(2, loader=None)])

    assert [each.found for each in answers] == [False, False]
    assert chosen.spec is None


def test_a_search_in_which_a_finder_raised_chose_nothing_at_all():
    found = list(decode([searched(2, None, loader=None)]))

    assert [type(each).__name__ for each in found] == ["FinderAnswered", "FinderAnswered"]


def test_the_use_of_bytecode_is_three_steps_where_their_times_say():
    nested = (rows.EXECUTING + rows.THREAD, 4, "codecs")
    used = (rows.BYTECODE_USED + rows.THREAD, 9, "name", "/name.pyc", 3, 5)

    steps = list(decode([nested, used]))

    assert [(type(each).__name__, each.at_ns) for each in steps] == [
        ("Reading", 3),
        ("Executing", 4),
        ("Unmarshalling", 5),
        ("CodeReady", 9),
    ]
    assert steps[0].file == steps[2].file == "/name.pyc"


def test_reading_that_is_told_late_stands_where_its_time_says():
    other = (rows.EXECUTING + rows.THREAD, 4, "codecs")
    late = (rows.READING + rows.THREAD, 3, "name", "/name.py")

    assert [each.at_ns for each in decode([other, late])] == [3, 4]


def test_a_thread_is_named_before_its_first_answer():
    seen = (rows.THREAD_SEEN + rows.THREAD, 8, "worker", 1)

    assert [type(each).__name__ for each in decode([seen, searched(2)])] == [
        "ThreadSeen",
        "FinderAnswered",
        "FinderAnswered",
        "SpecChosen",
    ]


def test_finders_whose_names_are_lost_have_answered_all_the_same():
    assert [each.finder for each in list(decode([searched(2)]))[:2]] == ["", ""]
