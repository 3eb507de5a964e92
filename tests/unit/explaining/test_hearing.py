"""The recorder keeps one search apart from the searches within it."""

from thence.explaining.hearing import SearchRecorder


class Finder:
    """Only its name counts."""


class Other:
    """Another one."""


def finders_of(recorder):
    return [row["finder"].rpartition(".")[2] for row in recorder.rows]


def test_finders_are_kept_in_their_order():
    recorder = SearchRecorder("m")
    for finder in (Finder(), Other()):
        recorder.finder_asked("m", finder, None)
        recorder.finder_answered("m", finder, None)

    assert finders_of(recorder) == ["Finder", "Other"]


def test_a_search_for_another_module_is_not_kept():
    recorder, finder = SearchRecorder("m"), Finder()
    recorder.finder_asked("m", finder, None)
    recorder.finder_asked("other", finder, None)
    recorder.entry_consulted("other", "/somewhere", None)
    recorder.finder_answered("other", finder, None)
    recorder.entry_consulted("m", "/here", None)
    recorder.finder_answered("m", finder, None)

    assert finders_of(recorder) == ["Finder"]
    assert [row["entry"] for row in recorder.rows[0]["entries"]] == ["/here"]


def test_nor_one_for_the_same_module_within_it():
    recorder, outer, inner = SearchRecorder("m"), Finder(), Other()
    recorder.finder_asked("m", outer, None)
    recorder.finder_asked("m", inner, None)
    recorder.entry_consulted("m", "/within", None)
    recorder.finder_answered("m", inner, None)
    recorder.finder_answered("m", outer, None)

    assert finders_of(recorder) == ["Finder"]
    assert recorder.rows[0]["entries"] == []


def test_a_finder_that_raised_within_it_is_no_hindrance():
    recorder, outer, inner = SearchRecorder("m"), Finder(), Other()
    recorder.finder_asked("m", outer, None)
    recorder.finder_asked("m", inner, None)  # raises, and outer does not mind
    recorder.finder_answered("m", outer, None)
    recorder.finder_asked("m", inner, None)

    assert finders_of(recorder) == ["Finder", "Other"]


def test_hooks_belong_to_the_entry_that_is_named_next():
    recorder, finder = SearchRecorder("m"), Finder()
    recorder.finder_asked("m", finder, None)
    recorder.hook_asked("/a", Finder, None)
    recorder.hook_asked("/a", Other, object())
    recorder.entry_consulted("m", "/a", object())
    recorder.entry_consulted("m", "/b", object())

    first, second = recorder.rows[0]["entries"]
    assert [hook["took"] for hook in first["hooks"]] == [False, True]
    assert second["hooks"] == []
