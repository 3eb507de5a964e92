"""All that a recording knows of one module: who asked first, every other, and what it cost."""

from rich.console import Console

from ..tracing.recording import Recording
from ..tracing.reports.forest import is_searched
from ..tracing.reports.later import changed_later, later_part
from ..tracing.reports.story import Part, place_in_words, story_of
from ..tracing.tree import Import
from .layout import DIM, Block, show_blocks, shown

MOST_ASKERS = 20


def show(recording: Recording, name: str, target: Console, *, show_all: bool = False) -> bool:
    """Print the story of each import of a module; False: nobody asked for it."""
    asked = [each for each in recording.imports() if each.fullname == name]
    if not asked:
        return False
    first = next((each for each in asked if is_searched(each)), asked[0])
    story = [*story_of(first), *later_part(changed_later(recording), first)]
    others = [each for each in asked if each is not first]
    blocks = [path_block(first), *map(block_of, story), others_block(others, show_all=show_all)]
    show_blocks(target, blocks)
    return True


def block_of(part: Part) -> Block:
    """A part of a story as it stands on the screen."""
    label, lines = part
    block = Block(label)
    for line in lines:
        block.add(shown(line))
    return block


def whoever_asked(each: Import) -> str:
    """The line; else the module whose import it was part of."""
    if each.asker is not None:
        return place_in_words(each.asker)
    return each.parent.fullname if each.parent is not None else "somebody"


def path_block(node: Import) -> Block:
    """The requests that led to it, outermost first."""
    block = Block("path")
    for depth, each in enumerate(node.chain):
        asker = f"  {shown(place_in_words(each.asker))}" if each.asker is not None else ""
        block.add(shown(each.fullname), (asker, DIM), indent=2 * min(depth, 20))
    return block


def others_block(others: list[Import], *, show_all: bool) -> Block:
    """Who asked for it after the first."""
    block = Block("again")
    listed = others if show_all else others[:MOST_ASKERS]
    for each in listed:
        block.add(shown(whoever_asked(each)), (f"  process {each.process}, {each.outcome}", DIM))
    if len(listed) < len(others):
        block.add((f"and {len(others) - len(listed)} more: --all", DIM))
    return block
