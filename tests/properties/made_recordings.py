"""Recordings made by hand: nested imports, laid out on a clock that only they move."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from thence.tracing.places import ErrorFacts, Place, SpecFacts
from thence.tracing.recording import Process, Recording, Thread
from thence.tracing.times import Times
from thence.tracing.tree import Import, Outcome

LIBRARY = "/usr/lib/python3.13"
SITE = f"{LIBRARY}/site-packages"
PATH = ("/app", LIBRARY, f"{LIBRARY}/lib-dynload", SITE)
US = 1000  # nanoseconds


def imported(
    name: str,
    *children: Import,
    own: int = 100,
    file: str | None = "",
    asker: Place | None = None,
    **facts: Any,
) -> Import:
    """Make an import that took ``own`` microseconds besides its children; "" makes up a file."""
    if file == "":
        file = f"{SITE}/{name.replace('.', '/')}.py"
    spec = SpecFacts(name, file, "thence.machinery.SourceFileLoader", True, None)
    facts.setdefault("spec", spec if file else None)
    facts.setdefault("outcome", Outcome.LOADED)
    made = Import(name, 0, 1, began_ns=0, asker=asker, own=Times(executing=own * US), **facts)
    made.children = list(children)
    for child in children:
        child.parent = made
    return made


def absent(name: str, own: int = 20, **facts: Any) -> Import:
    """Make a request for a module that nobody has."""
    error = ErrorFacts(1, "ModuleNotFoundError", f"No module named {name!r}")
    return imported(name, own=own, file=None, outcome=Outcome.ABSENT, error=error, **facts)


def cached(name: str, own: int = 1, **facts: Any) -> Import:
    """Make a request that the module cache served."""
    return imported(name, own=own, file=None, outcome=Outcome.CACHED, **facts)


def thread_of(*roots: Import, number: int = 1, began: int = 0, process: int = 0) -> Thread:
    """Lay the trees out one after the other, with 10 us between them."""
    now = began
    for root in roots:
        now = lay_out(root, now, process, number) + 10 * US
    return Thread(number, "MainThread" if number == 1 else f"worker-{number}", number, list(roots))


def lay_out(node: Import, now: int, process: int, thread: int) -> int:
    """Place a tree on the clock: half of an import's own time comes before its children."""
    node.process, node.thread, node.began_ns = process, thread, now
    now += node.own_ns // 2
    for child in node.children:
        now = lay_out(child, now, process, thread)
    node.ended_ns = now + node.own_ns - node.own_ns // 2
    return node.ended_ns


def process_of(*threads: Thread, number: int = 0, **facts: Any) -> Process:
    """Make a process around threads."""
    ends = [root.ended_ns for thread in threads for root in thread.roots]
    known = {
        "pid": 100 + number,
        "parent": None if number == 0 else 0,
        "how": "started",
        "began_ns": 0,
        "began_at": 1_700_000_000.0,
        "ended_ns": max(ends, default=0),
        "ended": "exit",
        "argv": ("app.py", "--fast"),
        "executable": "/usr/bin/python3",
        "version": "3.13.1",
        "implementation": "cpython",
        "memory_by": None,
        "is_watched": False,
        "directory": "/app",
        "sys_path": PATH,
    }
    return Process(number=number, threads=list(threads), **{**known, **facts})


def recorded(*roots: Import) -> Recording:
    """Make a recording of one process with one thread."""
    return Recording([process_of(thread_of(*roots))])


def line_in(module: str, line: int = 1) -> Place:
    """Name a line at the top level of a module of the site's."""
    return Place(f"{SITE}/{module.replace('.', '/')}.py", line, "<module>", module)


NAMES = st.sampled_from(["a", "a.b", "a.b.c", "b", "json", "re", "é", "x y", "<script>"])
ENDINGS = st.sampled_from(list(Outcome))


def trees() -> st.SearchStrategy[Import]:
    """Random trees of imports; what the cache served led to nothing."""
    leaves = st.builds(imported, NAMES, own=st.integers(0, 9), outcome=ENDINGS)
    searched = ENDINGS.filter(lambda each: each is not Outcome.CACHED)

    def above(below: st.SearchStrategy[Import]) -> st.SearchStrategy[Import]:
        several = st.lists(below, min_size=1, max_size=4)
        return st.builds(
            lambda name, children, own, outcome: imported(
                name, *children, own=own, outcome=outcome
            ),
            NAMES,
            several,
            st.integers(0, 9),
            searched,
        )

    return st.recursive(leaves, above, max_leaves=12)


@st.composite
def recordings(draw: st.DrawFn) -> Recording:
    """Random recordings, of a few processes with a few threads each."""
    processes = []
    for number in range(draw(st.integers(1, 2))):
        threads = []
        for thread in range(1, 1 + draw(st.integers(1, 2))):
            roots = draw(st.lists(trees(), min_size=1, max_size=3))
            began = draw(st.integers(0, 99)) * US
            threads.append(thread_of(*roots, number=thread, began=began, process=number))
        processes.append(process_of(*threads, number=number))
    return Recording(processes)


def sample() -> Recording:
    """A little of everything: nesting, a cycle, a miss, a hit, two threads, two processes."""
    main = thread_of(
        imported(
            "app",
            imported("shop", imported("shop.cart", cached("shop", is_circular=True), own=300)),
            absent("speedups", asker=line_in("app", 2), swallowed_at=line_in("app", 3)),
            own=50,
            file="/app/app.py",
        ),
        imported(
            "json",
            imported("json.decoder", file=f"{LIBRARY}/json/decoder.py"),
            file=f"{LIBRARY}/json/__init__.py",
        ),
    )
    worker = thread_of(imported("queue", file=f"{LIBRARY}/queue.py"), number=2, began=40 * US)
    child = thread_of(imported("shop", own=400), process=1, began=900 * US)
    return Recording([process_of(main, worker), process_of(child, number=1)])
