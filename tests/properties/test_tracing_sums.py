"""Whatever happened, and in whichever order: times add up, and nothing is counted twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from thence.tracing import events
from thence.tracing.building import build
from thence.tracing.places import ErrorFacts, SpecFacts
from thence.tracing.recording import Process, Thread
from thence.tracing.tree import Import, Outcome

STEPS = (events.Reading, events.Unmarshalling, events.Compiling)
LATER = ("finding", "reading", "unmarshalling", "compiling", "executing")


@dataclass
class Planned:
    """An import that is to happen."""

    waits: list[int]  # how long it is between its events
    children: list[Planned] = field(default_factory=list)
    searched_children: list[Planned] = field(default_factory=list)
    steps: tuple[type[events.Event], ...] = ()
    ends: str = "loaded"  # "absent", "failed", "cached", "silent"
    own: int = 0  # filled in by the story: time that is its own


waits = st.lists(st.integers(0, 1000), min_size=12, max_size=12)
plans = st.recursive(
    st.builds(Planned, waits, ends=st.sampled_from(["loaded", "absent", "cached", "silent"])),
    lambda inner: st.builds(
        Planned,
        waits,
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=2),
        st.sets(st.sampled_from(STEPS)).map(lambda some: tuple(s for s in STEPS if s in some)),
        st.sampled_from(["loaded", "failed"]),
    ),
    max_leaves=12,
)


class Story:
    """Tells one thread's events, by a clock that only it moves."""

    def __init__(self, thread: int, begin: int) -> None:
        self.thread = thread
        self.at = begin
        self.told: list[events.Event] = []
        self.names = count()

    def tell(self, kind: type[events.Event], *facts: object) -> None:
        self.told.append(kind(self.at, self.thread, *facts))

    def wait(self, plan: Planned, waits: list[int]) -> None:
        took = waits.pop()
        self.at += took
        plan.own += took

    def happen(self, plan: Planned) -> None:
        """Tell all of an import."""
        name, waits = f"m{self.thread}_{next(self.names)}", list(plan.waits)
        self.tell(events.Requested, name, None, ())
        self.wait(plan, waits)
        if plan.ends == "cached":
            self.tell(events.CacheAnswered, name, False, None)
        elif plan.ends != "silent":
            self.search(plan, name, waits)
            if plan.ends != "absent":
                self.load(plan, name, waits)
        if plan.ends in ("absent", "failed"):
            self.tell(events.Failed, name, ErrorFacts(len(self.told), "ImportError", name))
            self.wait(plan, waits)
        self.tell(events.RequestEnded, name)

    def search(self, plan: Planned, name: str, waits: list[int]) -> None:
        self.tell(events.HookAnswered, "entry", "hook", None)
        self.wait(plan, waits)
        self.tell(events.EntryAnswered, name, "entry", "finder", None)
        for child in plan.searched_children:
            self.happen(child)
        self.wait(plan, waits)
        self.tell(events.FinderAnswered, name, "finder", plan.ends != "absent")
        spec = SpecFacts(name, "file", "loader", True, None) if plan.ends != "absent" else None
        self.tell(events.SpecChosen, name, spec, ())

    def load(self, plan: Planned, name: str, waits: list[int]) -> None:
        self.wait(plan, waits)
        self.tell(events.Executing, name)
        for step in plan.steps:
            self.tell(step, name, "file")
            self.wait(plan, waits)
        self.tell(events.CodeReady, name)
        for child in plan.children:
            self.wait(plan, waits)
            self.happen(child)
        self.wait(plan, waits)
        if plan.ends == "loaded":
            self.tell(events.Executed, name, None)


def empty_process() -> Process:
    return Process(
        number=0, pid=1, parent=None, how="started", began_ns=0, began_at=0.0, ended_ns=0,
        ended=None, argv=(), executable="", version="", implementation="", memory_by=None,
        is_watched=False, directory=None, sys_path=(),
    )  # fmt: skip


def everything(plan: Planned) -> list[Planned]:
    """A plan and all below it, in the order in which they begin."""
    below = [*plan.searched_children, *plan.children] if plan.ends in ("loaded", "failed") else []
    return [plan, *(each for child in below for each in everything(child))]


def check_sums(node: Import) -> None:
    """What has to hold of every import."""
    assert all(getattr(node.own, part) >= 0 for part in (*LATER, "waiting"))
    assert node.own_ns == node.own.sum
    assert node.total_ns == node.own_ns + sum(child.total_ns for child in node.children)
    assert node.total.sum == node.total_ns
    for asked in ([*node.entries, *node.hooks], node.finders):
        assert all(each.took_ns >= 0 for each in asked)
        assert sum(each.took_ns for each in asked) <= node.own.finding + node.own.waiting
    for child in node.children:
        assert child.parent is node
        assert node.began_ns <= child.began_ns <= child.ended_ns <= node.ended_ns


threads = st.lists(st.tuples(st.integers(0, 500), st.lists(plans, max_size=3)), max_size=3)


@given(threads)
def test_times_add_up_and_each_thread_has_its_own(told_by_threads):
    stories = []
    for number, (begin, planned) in enumerate(told_by_threads):
        story = Story(number, begin)
        for plan in planned:
            story.happen(plan)
        stories.append(story)
    together = sorted((each for story in stories for each in story.told), key=lambda e: e.at_ns)

    process = build(empty_process(), together)

    for node in process.imports():
        check_sums(node)
    by_number: dict[int, Thread] = {thread.number: thread for thread in process.threads}
    for story, (_, planned) in zip(stories, told_by_threads, strict=True):
        if not planned:
            continue
        thread = by_number[story.thread]
        wanted = [each for plan in planned for each in everything(plan)]
        found = [node for root in thread.roots for node in root.walk()]
        assert [node.own_ns for node in found] == [plan.own for plan in wanted]
        assert thread.total_ns == sum(plan.own for plan in wanted)
    assert process.total_ns <= sum(thread.total_ns for thread in process.threads)


@given(plans, st.integers(0, 200), st.integers(0, 200))
def test_a_recording_may_begin_and_end_anywhere(plan, first, last):
    story = Story(1, 0)
    story.happen(plan)

    process = build(empty_process(), story.told[first : len(story.told) - last])

    for node in process.imports():
        check_sums(node)
        assert node.outcome is not None


@given(plans)
def test_errors_close_what_they_leave(plan):
    story = Story(1, 0)
    story.happen(plan)

    process = build(empty_process(), story.told)

    (root,) = process.threads[0].roots
    outcomes = [node.outcome for node in root.walk()]
    assert Outcome.UNFINISHED not in outcomes
    assert root.ended_ns == story.at


@given(plans, st.lists(st.integers(-300, 300), min_size=1))
def test_a_clock_that_goes_back_makes_no_time_negative(plan, jumps):
    story = Story(1, 0)
    story.happen(plan)
    shaken = [
        type(event)(event.at_ns + jumps[at % len(jumps)], *list(values(event))[1:])
        for at, event in enumerate(story.told)
    ]

    process = build(empty_process(), shaken)

    for node in process.imports():
        check_sums(node)


def values(event: events.Event) -> list[object]:
    """The fields of an event, in order."""
    names = [
        name for kind in reversed(type(event).__mro__) for name in vars(kind).get("__slots__", ())
    ]
    return [getattr(event, name) for name in names]
