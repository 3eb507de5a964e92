"""A comparison of two recordings, for people."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from ..tracing.reports.comparing import Comparison, ModuleChange
from ..tracing.reports.selecting import ModuleLine
from ..tracing.reports.words import time_in_words
from .layout import BAD, DIM, GOOD, WARN, Block, show_block, shown
from .show_table import who_asked

MOST = 15  # of each kind
ALIKE = 0.05  # how much two runs may differ as a whole without a word


def show(comparison: Comparison, target: Console, *, show_all: bool = False) -> None:
    """Print what differs: the most important first."""
    target.print(heading(comparison), soft_wrap=True)
    most = None if show_all else MOST
    for block in (
        lines_block("came", comparison.came, most, BAD),
        lines_block("went", comparison.went, most, GOOD),
        times_block("slower", comparison.slower, most, BAD),
        times_block("faster", comparison.faster, most, GOOD),
        askers_block(comparison.asked_elsewhere, most),
    ):
        if block.lines:
            show_block(target, block)


def heading(comparison: Comparison) -> Text:
    """The totals, and how much of that is the machine's."""
    before, after = map(time_in_words, (comparison.before_ns, comparison.after_ns))
    parts: list[tuple[str, str] | str] = [(f"{before} -> {after} importing", "bold")]
    if abs(comparison.speed - 1) > ALIKE:
        slower = f"; the second run as a whole took {comparison.speed:.2f} times as long"
        parts.append((slower, DIM))
    if not comparison.is_different:
        parts.append("; nothing differs but times, by noise")
    return Text.assemble(*parts)


def lines_block(label: str, lines: list[ModuleLine], most: int | None, style: str) -> Block:
    """Modules that are in one recording only, dearest first."""
    block = Block(label)
    dearest = sorted(lines, key=lambda line: -line.own_ns)
    for line in dearest[:most]:
        asker = f"  asked by {who_asked(line.first)}" if line.first.asker is not None else ""
        block.add((shown(line.name), style), f"  {time_in_words(line.own_ns)}", (asker, DIM))
    add_rest(block, len(lines), most)
    return block


def times_block(label: str, changes: list[ModuleChange], most: int | None, style: str) -> Block:
    """Modules whose own time changed."""
    block = Block(label)
    for each in changes[:most]:
        # The nearest of all runs: it changed by at least that.
        nearest = (1, 0) if each.more_ns > 0 else (0, 1)
        times = [
            time_in_words(each.before_ns[nearest[0]]),
            time_in_words(each.after_ns[nearest[1]]),
        ]
        block.add((shown(each.name), style), f"  {times[0]} -> {times[1]}")
    add_rest(block, len(changes), most)
    return block


def askers_block(changes: Iterable[ModuleChange], most: int | None) -> Block:
    """Modules that another line asks for first."""
    block, listed = Block("asked by"), list(changes)
    for each in listed[:most]:
        before, after = (
            who_asked(line.first) or "nobody known" for line in (each.before, each.after)
        )
        block.add((shown(each.name), WARN), f"  {before} -> {after}")
    add_rest(block, len(listed), most)
    return block


def add_rest(block: Block, count: int, most: int | None) -> None:
    """Say that there are more."""
    if most is not None and count > most:
        block.add((f"and {count - most} more: --all", DIM))
