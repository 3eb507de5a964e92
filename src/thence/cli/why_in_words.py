"""An explanation for people: the answer first, then each step."""

from collections.abc import Iterator

from rich.text import Text

from ..explaining import explanation as statuses
from ..explaining.explanation import Content, Explanation, Module
from .layout import BAD, DIM, GOOD, LABEL_WIDTH, WARN, Block, console, short, show_block, shown
from .why_paths import path_block
from .why_steps import (
    bytecode_block,
    cache_block,
    finders_block,
    owner_in_words,
    parents_block,
    shadows_block,
)

HELP_INDENT = 2 - LABEL_WIDTH


def show(explanation: Explanation, *, show_all: bool = False) -> None:
    """Print the answer and the steps."""
    target = console()
    for line in headline(explanation):
        target.print(line, soft_wrap=True)
    for block in blocks(explanation, show_all=show_all):
        if block.lines:
            show_block(target, block)


def blocks(explanation: Explanation, *, show_all: bool) -> Iterator[Block]:
    """The steps, in the order in which they are taken."""
    yield help_block(explanation)
    yield Block("", [(0, Text(""))])
    yield cache_block(explanation)
    yield parents_block(explanation, show_all=show_all)
    yield finders_block(explanation)
    yield path_block(explanation, show_all=show_all)
    yield bytecode_block(explanation)
    yield shadows_block(explanation.shadows, show_all=show_all)


def headline(explanation: Explanation) -> Iterator[Text]:
    """The answer."""
    name, module = (explanation.name, "bold"), explanation.module
    if explanation.status == statuses.FOUND and module is not None:
        yield Text.assemble(name, " comes from ", (place_of(module), f"bold {GOOD}"))
        yield Text(f"  {sentence_on(module)}", style=DIM)
        if module.content is not None:
            yield Text(f"  {words_on(module.content)}", style=DIM)
        yield from warnings(explanation)
    elif explanation.status == statuses.CACHED:
        origin = shown(explanation.cache.origin or "it has no file")
        yield Text.assemble(name, " comes from the module cache: ", (origin, f"bold {GOOD}"))
    else:
        yield Text.assemble((f"{explanation.name} ", "bold"), (why_not(explanation), BAD))


def warnings(explanation: Explanation) -> Iterator[Text]:
    """What is probably not as it was meant to be."""
    own = explanation.module.owner if explanation.module else None
    for each in explanation.shadows:
        if each.owner is not None and own is None:
            what = owner_in_words(each.owner)
            yield Text(f"  it shadows that of {what}: {shown(each.origin)}", style=WARN)
    if explanation.bytecode and explanation.bytecode.consequence.endswith("raise an error"):
        yield Text(f"  its import would fail: {explanation.bytecode.reason}", style=WARN)


def why_not(explanation: Explanation) -> str:
    """How it came that there is no module."""
    parent = explanation.parents[-1].name if explanation.parents else ""
    return {
        statuses.NOT_FOUND: "is not found",
        statuses.FORBIDDEN: "may not be imported: the module cache says None",
        statuses.PARENT_NOT_FOUND: f"is not found: there is no {parent}",
        statuses.PARENT_IS_NO_PACKAGE: f"is not found: {parent} is a module, not a package",
        statuses.PARENT_FAILED: f"cannot be imported: importing {parent} failed",
        statuses.FINDER_FAILED: "is not found: a finder raised an error",
    }[explanation.status]


def place_of(module: Module) -> str:
    """Where a module comes from, in few words."""
    if module.kind == "namespace package":
        return ", ".join(map(shown, module.locations or ()))
    if module.origin in ("built-in", "frozen"):
        return f"the interpreter itself ({module.origin})"
    return shown(module.origin or module.loader)


def sentence_on(module: Module) -> str:
    """What kind of module it is, whose, and who would load it."""
    parts = [module.kind]
    if module.owner is not None:
        parts[0] += f" of {owner_in_words(module.owner)}"
    if module.loader:
        parts.append(f"loaded by {short(module.loader)}")
    if module.origin == "frozen" and module.file:
        parts.append(f"its source is {shown(module.file)}")
    return ", ".join(parts)


def words_on(content: Content) -> str:
    """What is known of a file in a source."""
    parts = [f"{content.file} in {content.source}"]
    if content.size is not None:
        parts.append(f"{content.size} bytes")
    if content.sha256 is not None:
        parts.append(f"sha256 {content.sha256}")
    return shown(", ".join([*parts, content.state]))


def help_block(explanation: Explanation) -> Block:
    """For a name that is not found: what comes near, and what to do."""
    block = Block("")
    for miss in explanation.near_misses:
        if miss.name.startswith("/"):
            block.add((f"{shown(miss.name)}", WARN), f": {miss.reason}", indent=HELP_INDENT)
        else:
            block.add(
                "did you mean ",
                (miss.name, f"bold {GOOD}"),
                f"? {miss.reason}",
                indent=HELP_INDENT,
            )
    for advice in explanation.advice:
        block.add(advice, indent=HELP_INDENT)
    return block
