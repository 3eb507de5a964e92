"""The steps of an explanation, for people: each a labelled block."""

from collections.abc import Iterator

from rich.text import Text

from ..explaining.explanation import Explanation, Finder, Owner, Parent, Search, Shadowed
from .layout import BAD, DIM, GOOD, WARN, Block, short, shown

MOST_SHADOWS = 4  # in the human form, unless all is asked for


def cache_block(explanation: Explanation) -> Block:
    """The module cache, as a program finds it."""
    block, cache = Block("cache"), explanation.cache
    if cache.by_search:
        who = "a parent" if explanation.parents else "a finder"
        block.add(f"not loaded when Python starts; {who} has imported it meanwhile")
    elif cache.state == "absent":
        block.add(("not loaded when Python starts", DIM))
    elif cache.state == "none":
        block.add(("None: the import is forbidden", BAD))
    else:
        alias = f" as {cache.module}" if cache.module not in (None, explanation.name) else ""
        block.add(f"loaded{alias} before the program starts: the search is not made")
    return block


def parents_block(explanation: Explanation, *, show_all: bool) -> Block:
    """What importing the name would execute before."""
    block = Block("parents")
    for each in explanation.parents:
        said, style = said_of_parent(each)
        block.add((each.name, "bold"), (f" {said}", style))
        block.add_traceback(each.error or "")
        for line in shadow_lines(each.shadows, show_all=show_all):
            block.lines.append((2, Text("shadows ").append_text(line)))
    if any(each.would_be_executed for each in explanation.parents):
        advice = "code of a package may change where its submodules are: --import-parents runs it"
        block.add((advice, DIM))
    return block


def said_of_parent(parent: Parent) -> tuple[str, str]:
    """What there is to say of one parent, and in which style."""
    if parent.error:
        return "raised an error:", ""
    if parent.forbidden:
        return "may not be imported: None in the cache", BAD
    if parent.imported:
        number = len(parent.executed)
        return f"was imported; that executed {number} module{'s'[: number != 1]}", ""
    if parent.loaded_at_start:
        return "is loaded when Python starts", DIM
    return ("is not found", BAD) if parent.module is None else would_be_executed(parent)


def would_be_executed(parent: Parent) -> tuple[str, str]:
    """What importing a parent that is found would execute."""
    if parent.executes is None:
        return "is a namespace package: nothing to execute", DIM
    return f"would be executed: {shown(parent.executes)}", ""


def finders_block(explanation: Explanation) -> Block:
    """The meta path."""
    block, search = Block("meta path"), explanation.search
    width = max((len(short(each.name)) for each in search.finders), default=0)
    if search.name != explanation.name:
        block.add((f"asked for {search.name}:", DIM))
    for each in search.finders:
        name_style, said, style = said_of_finder(each, search)
        block.add((f"{short(each.name):{width}}  ", name_style), (said, style))
    block.add_traceback(search.error or "")
    return block


def said_of_finder(finder: Finder, search: Search) -> tuple[str, str, str]:
    """The style of a finder's name, what there is to say of it, and the style of that."""
    executed = what_it_executed(finder)
    if finder.asked and finder.error:
        return "", f"raised {shown(finder.error)}{executed}", BAD
    if finder.asked and finder.answer == "found":
        return GOOD, f"has it{where_on_path(search)}{executed}", ""
    if finder.asked:
        return DIM, f"does not have it{executed}", "" if executed else DIM
    if finder.origin:
        return DIM, "not asked any more; has it, too", WARN
    return DIM, "not asked any more", DIM


def where_on_path(search: Search) -> str:
    """The entries that were chosen."""
    chosen = [str(each.position) for each in search.entries if each.chosen]
    if not chosen:
        return ""
    entries = f"entr{'y' if len(chosen) == 1 else 'ies'} {', '.join(chosen)} of {search.path}"
    return f" at {entries}"


def what_it_executed(finder: Finder) -> str:
    """A finder that imports what it needs executes modules, whoever asks it."""
    number = len(finder.executed)
    return f"; asking it executed {number} module{'s'[: number != 1]}" if number else ""


def bytecode_block(explanation: Explanation) -> Block:
    """The state of the bytecode."""
    block, found = Block("bytecode"), explanation.bytecode
    if found is not None:
        good = found.state in ("fresh", "unchecked")
        block.add((found.state, GOOD if good else WARN), f"  {shown(found.file)}")
        block.add((found.reason if good else f"{found.reason}; {found.consequence}", DIM))
    return block


def shadows_block(shadows: tuple[Shadowed, ...], *, show_all: bool) -> Block:
    """What is never found because of this one."""
    block = Block("shadows")
    block.lines += [(0, line) for line in shadow_lines(shadows, show_all=show_all)]
    return block


def shadow_lines(shadows: tuple[Shadowed, ...], *, show_all: bool) -> Iterator[Text]:
    """One line each; of many, the first."""
    first = shadows if show_all else shadows[:MOST_SHADOWS]
    for each in first:
        whose = f" of {owner_in_words(each.owner)}" if each.owner else ""
        yield Text.assemble(
            (shown(each.origin), WARN), whose, (f": {each.where}, {each.reason}", DIM)
        )
    if len(first) < len(shadows):
        yield Text(f"and {len(shadows) - len(first)} more: --all", style=DIM)


def owner_in_words(owner: Owner) -> str:
    """The owner of a file, after "of"."""
    if owner.kind != "distribution":
        return f"the {owner.kind}"
    return f"{owner.name} {owner.version}{' (editable)' if owner.editable else ''}"
