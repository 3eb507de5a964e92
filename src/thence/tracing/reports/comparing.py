"""Recordings side by side: what came, what went, what takes another time now.

Times of one run say little: the system takes the processor away in the middle of any module, for
some milliseconds, or tens of them on a busy machine.  So a time counts as changed between single
recordings only where it stands out by far; where each side has several recordings, if all of one
side's are beyond all of the other's.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ..recording import Recording
from .forest import total_of
from .selecting import ModuleLine, Wish, table_of

# Times below are mostly the clock's and the file system's mood.
WORTH_COMPARING_NS = 200_000
WORTH_TELLING_NS = 1_000_000
LEAST_FACTOR = 1.5
DEVIATIONS = 4  # of what the other modules differ by
FROM_MEDIAN = 1.4826  # a standard deviation, of the median of absolute deviations
# A change counts if it is so many times what all but a few modules differ by.
TIMES_THE_TAIL = 3
TAIL = 0.95
# Of single recordings: a change that the system does not make, and how much larger it has to be
# than that of any module that is not told of.
OF_SINGLE_RUNS_NS = 20_000_000
TIMES_THE_NEXT = 4
CHANCE = 0.01  # that anything is told of two sides of several recordings each that do not differ


@dataclass(frozen=True, slots=True)
class ModuleChange:
    """A module of both sides; times are the least and the most own time of each side's runs."""

    name: str
    before: ModuleLine
    after: ModuleLine
    before_ns: tuple[int, int]
    after_ns: tuple[int, int]

    @property
    def more_ns(self) -> int:
        """By how much its own time grew at least; negative: it did not."""
        return self.after_ns[0] - self.before_ns[0]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different; the rest tells what was taken for noise.

    ``speed`` is by how much the second side is slower on the whole (median of the ratios of own
    times, 1.0: not at all).
    """

    came: list[ModuleLine]
    went: list[ModuleLine]
    slower: list[ModuleChange]
    faster: list[ModuleChange]
    asked_elsewhere: list[ModuleChange]
    before_ns: int
    after_ns: int
    speed: float

    @property
    def has_other_imports(self) -> bool:
        """Are other modules imported, or by others?  That is the same in every run."""
        return bool(self.came or self.went or self.asked_elsewhere)

    @property
    def is_different(self) -> bool:
        """Is there anything to tell?"""
        return self.has_other_imports or bool(self.slower or self.faster)


def compare(before: Sequence[Recording], after: Sequence[Recording]) -> Comparison:
    """Compare recordings of one program, at least one on each side, module by module."""
    old, new = list(map(lines_of, before)), list(map(lines_of, after))
    both = [change_of(name, old, new) for name in old[0] if name in new[0]]
    noise = Noise(both, excesses_of([old, new]), runs=min(len(old), len(new)))
    slower, faster = filter(noise.is_slower, both), filter(noise.is_faster, both)
    return Comparison(
        came=[line for name, line in new[0].items() if name not in old[0]],
        went=[line for name, line in old[0].items() if name not in new[0]],
        slower=sorted(slower, key=lambda each: -each.more_ns),
        faster=sorted(faster, key=lambda each: each.more_ns),
        asked_elsewhere=[each for each in both if asker_of(each.before) != asker_of(each.after)],
        before_ns=min(map(total_of, before)),
        after_ns=min(map(total_of, after)),
        speed=noise.speed,
    )


def lines_of(recording: Recording) -> dict[str, ModuleLine]:
    """The modules of a recording by their names."""
    return {line.name: line for line in table_of(recording, Wish())}


def change_of(
    name: str, old: list[dict[str, ModuleLine]], new: list[dict[str, ModuleLine]]
) -> ModuleChange:
    """A module's times on both sides; a run that did not import it tells none."""
    times = [[run[name].own_ns for run in side if name in run] for side in (old, new)]
    spans = [(min(side), max(side)) for side in times]
    return ModuleChange(name, old[0][name], new[0][name], spans[0], spans[1])


class Noise:
    """What the modules of two sides differ by on the whole, and so by chance.

    ``excesses`` are by how much single runs took longer than the fastest one of their side,
    ``runs`` is how many each side has at least.
    """

    def __init__(self, changes: list[ModuleChange], excesses: list[int], *, runs: int) -> None:
        logs = [math.log(ratio_of(each)) for each in changes if is_comparable(each)]
        middle = median(logs) if logs else 0.0
        deviation = FROM_MEDIAN * median([abs(each - middle) for each in logs] or [0.0])
        self.speed = math.exp(middle)
        self.factor = max(LEAST_FACTOR, math.exp(DEVIATIONS * deviation))
        apart = [self._beyond(each.before_ns[0], each.after_ns[0]) for each in changes]
        if runs == 1:
            self.least_ns = least_standing_out(apart)
        else:
            by_chance = least_beyond_chance(excesses, len(changes), runs)
            self.least_ns = max(WORTH_TELLING_NS, TIMES_THE_TAIL * usual_of(apart), by_chance)

    def _beyond(self, before_ns: int, after_ns: int) -> float:
        return after_ns - before_ns * self.speed

    def is_slower(self, each: ModuleChange) -> bool:
        """Is its least time beyond all that it took before?"""
        most = each.before_ns[1]
        is_beyond = self._beyond(most, each.after_ns[0]) >= self.least_ns
        return is_beyond and each.after_ns[0] > most * self.speed * self.factor

    def is_faster(self, each: ModuleChange) -> bool:
        """Is its most below all that it took before?"""
        least = each.before_ns[0]
        is_beyond = -self._beyond(least, each.after_ns[1]) >= self.least_ns
        return is_beyond and each.after_ns[1] * self.factor < least * self.speed


def usual_of(differences: list[float]) -> float:
    """What all but a few differ by, for no reason.

    Chance makes times longer and shorter alike, a change of the program mostly one of both: so
    the lesser of the two directions counts.
    """
    directions = ([sign * each for each in differences if sign * each > 0] for sign in (1, -1))
    return min(sorted(some)[int(TAIL * (len(some) - 1))] if some else 0.0 for some in directions)


def excesses_of(sides: list[list[dict[str, ModuleLine]]]) -> list[int]:
    """By how much each run of each module took longer than the fastest one of its side."""
    found = []
    for side in sides:
        for name in side[0]:
            times = sorted(run[name].own_ns for run in side if name in run)
            found += [each - times[0] for each in times[1:]]
    return found


def least_beyond_chance(excesses: list[int], modules: int, runs: int) -> float:
    """The least excess that all runs of one side hardly have by chance, in any of the modules.

    If one of n runs has it by chance with probability p, all runs of a side have it in some module
    with 2 * modules * p ** n at most: that is held at CHANCE.
    """
    if not excesses:
        return 0.0
    allowed = (CHANCE / (2 * max(1, modules))) ** (1 / runs)
    ranked = sorted(excesses, reverse=True)
    return ranked[min(int(allowed * len(ranked)), len(ranked) - 1)]


def least_standing_out(differences: list[float]) -> float:
    """The least of the differences that are far from all smaller ones; infinite: none is.

    >>> least_standing_out([90e6, 2e6, -1e6, -70e6]), least_standing_out([90e6, 50e6, 30e6, 10e6])
    (70000000.0, inf)
    """
    sizes = sorted(map(abs, differences), reverse=True)
    apart = [
        size
        for size, following in pairwise([*sizes, 0.0])
        if size >= max(OF_SINGLE_RUNS_NS, TIMES_THE_NEXT * following)
    ]
    return apart[-1] if apart else math.inf


def is_comparable(each: ModuleChange) -> bool:
    """Did it take long enough on both sides for a ratio to mean something?"""
    return min(each.before_ns[0], each.after_ns[0]) >= WORTH_COMPARING_NS


def ratio_of(each: ModuleChange) -> float:
    """How many times as long as before, by the least times."""
    return each.after_ns[0] / each.before_ns[0]


def asker_of(line: ModuleLine) -> tuple[str, str] | None:
    """Who asked first: module and function, since lines move whenever a file is edited."""
    asker = line.first.asker
    return None if asker is None else (asker.module or asker.file, asker.function)
