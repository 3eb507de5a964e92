"""TH074: an import hook that changes modules raised, or a module fails under it.

Type checkers and others compile a module to other code than its source says.  What fails then may
be the hook, or what it has made of the module, and not what stands in the file.
"""

import re
from collections.abc import Iterator

from ..evidence import Change, Error, Evidence, Frame
from ..finding import Finding
from ..questions import culprit_at, owner_in_words, pip, place

CODE, NAME = "TH074", "import-hook-at-fault"
LOADING = frozenset({"exec_module", "get_code", "source_to_code", "create_module", "load_module"})
# The file of what beartype makes: "<@beartype(levels.scale) at 0x7f>"
MADE = re.compile(r"^<@?(?P<who>\w+)\((?P<what>[\w.]+)\)")
# What it changes are asserts; nothing else of a test fails by it.
TRUSTED = frozenset({"pytest"})


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for an error below a loader that a distribution brings."""
    for error in evidence.error.chain:
        if checked := check_in(error):
            yield of_check(evidence, error, *checked)
            return
        hook = hook_in(error)
        if hook is None or error.is_a("ImportError") or loads_its_own(error, hook):
            continue
        last = error.frames[-1]
        its_own = name_of(last) == name_of(hook)
        if its_own or is_changed(error, hook, last):
            yield finding(evidence, error, hook, raised_itself=its_own)
            return


def check_in(error: Error) -> tuple[str, str] | None:
    """Who checks, and what is checked, if code that was made for a check raised in an import."""
    found = MADE.match(error.frames[-1].file) if error.frames else None
    imported = any(each.is_module_code and each.module != "__main__" for each in error.frames)
    return (found["who"], found["what"]) if found and imported else None


def of_check(evidence: Evidence, error: Error, who: str, what: str) -> Finding:
    """A check that stands in no file: the line that called what is checked."""
    caller = next((each for each in reversed(error.frames) if each.file[:1] != "<"), Frame())
    installed = evidence.distribution(who)
    whose = f"{who} {installed.version}" if installed else who
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{caller.module} calls {what} while it is imported, and the check that {whose} has "
            f"put around that raised {error.type}: {error.message.partition(chr(10))[0]}"
        ),
        culprit=culprit_at(caller),
        evidence=[place(caller), f"the check is {error.frames[-1].file}"],
        mends=[
            f"let the line hand over what {what} says that it takes, or let that say otherwise",
            f"leave {caller.module} out of what {who} is for",
        ],
    )


def hook_in(error: Error) -> Frame | None:
    """The innermost loader of a distribution that was loading a module."""
    found = [
        each
        for each in error.frames
        if each.function in LOADING and each.owner and each.owner.kind == "distribution"
    ]
    return next((each for each in found[-1:] if name_of(each) not in TRUSTED), None)


def name_of(frame: Frame) -> str:
    """The distribution that a frame's file belongs to; empty if there is none."""
    return (frame.owner.name if frame.owner else None) or ""


def loads_its_own(error: Error, hook: Frame) -> bool:
    """Was it loading a module of its own distribution, such as one that it brings along?"""
    below = error.frames[error.frames.index(hook) + 1 :]
    return any(each.is_module_code and each.owner == hook.owner for each in below)


def is_changed(error: Error, hook: Frame, last: Frame) -> bool:
    """Is it code of the module that the hook was loading?"""
    below = error.frames[error.frames.index(hook) + 1 :]
    return any(each.is_module_code and each.file == last.file for each in below)


def finding(evidence: Evidence, error: Error, hook: Frame, *, raised_itself: bool) -> Finding:
    """Whose hook it is, which module it loaded, and who asked for the hook."""
    whose = owner_in_words(hook.owner)
    name = name_of(hook)
    module = next(
        (f for f in reversed(error.frames) if f.is_module_code and f.owner != hook.owner), None
    )
    loaded = f"{module.module} ({module.file})" if module else "a module"
    what = (
        f"raised {error.type} while it loaded or checked {loaded}"
        if raised_itself
        else f"changes {loaded} as it is imported, and what it makes of it raised {error.type}"
    )
    added = adding(evidence, hook)
    line = f"{added.by[0].file}:{added.by[0].line}" if added else "where it is installed"
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"the import hook of {whose} {what}",
        culprit=culprit_at(hook),
        evidence=[place(error.frames[-1])]
        + ([f"the hook was put on sys.meta_path at {place(added.by[0])}"] if added else []),
        mends=[
            f"leave the module out of what the hook is for ({line})",
            f"upgrade {name}: {pip(evidence, f'--upgrade {name}')}",
        ],
        certain=raised_itself,
        checks=[] if raised_itself else [f"does it fail without the hook? ({line})"],
    )


def adding(evidence: Evidence, hook: Frame) -> Change | None:
    """How the finder of a hook came onto the meta path; the first line that is not its own."""
    for change in evidence.changes:
        by = tuple(each for each in change.by if each.owner != hook.owner)
        files = {each.file for each in evidence.meta_path if each.owner == hook.owner}
        if change.what == "finder-added" and by and files:
            return Change(change.what, change.name, change.type, by=by)
    return None
