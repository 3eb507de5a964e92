"""Two recordings side by side."""

from __future__ import annotations

import random

import pytest

from thence.tracing.reports import comparing

MANY = {f"m{n}": 1000 for n in range(20)}  # microseconds of own time


@pytest.fixture
def recording_of(make):
    def recording_of(times, **askers):
        return make.recorded(
            *(make.imported(name, own=own, asker=askers.get(name)) for name, own in times.items())
        )

    return recording_of


def compare(before, after):
    return comparing.compare([before], [after])


def names(changes):
    return [each.name for each in changes]


def test_a_recording_does_not_differ_from_itself(sample):
    comparison = compare(sample, sample)

    assert not comparison.is_different
    assert comparison.speed == 1.0


def test_modules_that_came_and_went(recording_of):
    comparison = compare(recording_of({"a": 1, "b": 1}), recording_of({"b": 1, "c": 1}))

    assert (names(comparison.came), names(comparison.went)) == (["c"], ["a"])
    assert comparison.has_other_imports


def test_one_module_that_took_longer_stands_out(recording_of):
    comparison = compare(recording_of(MANY), recording_of({**MANY, "m3": 50_000, "m4": 30_000}))

    assert names(comparison.slower) == ["m3", "m4"]
    assert comparison.faster == []
    assert comparison.is_different
    assert not comparison.has_other_imports


@pytest.mark.parametrize(
    "disturbed",
    [
        pytest.param({"m3": 12_000}, id="the processor was taken away once"),
        pytest.param({"m3": 80_000, "m4": 30_000, "m5": 10_000}, id="often, on a busy machine"),
    ],
)
def test_what_the_system_does_to_a_single_run_is_noise(recording_of, disturbed):
    assert not compare(recording_of(MANY), recording_of({**MANY, **disturbed})).is_different
    assert not compare(recording_of({**MANY, **disturbed}), recording_of(MANY)).is_different


def test_gain_and_loss_at_once_are_both_told(recording_of):
    before, after = {**MANY, "m3": 90_000, "m4": 3000}, {**MANY, "m4": 70_000}

    comparison = compare(recording_of(before), recording_of(after))

    assert (names(comparison.slower), names(comparison.faster)) == (["m4"], ["m3"])


def test_a_slower_machine_is_no_slower_module(recording_of):
    twice = {name: 2 * own for name, own in MANY.items()}

    comparison = compare(recording_of(MANY), recording_of({**twice, "m3": 1000}))

    assert comparison.speed == pytest.approx(2)
    assert comparison.slower == []


def test_what_became_faster_is_told_apart(recording_of):
    before = {**MANY, "m3": 90_000}

    comparison = compare(recording_of(before), recording_of(MANY))

    assert names(comparison.faster) == ["m3"]


def test_times_that_all_vary_are_noise(recording_of):
    first = {f"m{n}": 1000 + 900 * (n % 3) for n in range(30)}
    second = {f"m{n}": 1000 + 900 * ((n + 1) % 3) for n in range(30)}

    comparison = compare(recording_of(first), recording_of(second))

    assert not comparison.is_different


def test_microseconds_are_noise_however_large_their_ratio(recording_of):
    comparison = compare(recording_of({**MANY, "a": 1}), recording_of({**MANY, "a": 900}))

    assert not comparison.is_different


def test_another_asker_is_told_and_a_line_that_moved_is_not(make, recording_of):
    before = recording_of({"a": 1, "b": 1}, a=make.line_in("x", 1), b=make.line_in("x", 1))
    after = recording_of({"a": 1, "b": 1}, a=make.line_in("x", 9), b=make.line_in("y", 1))

    assert names(compare(before, after).asked_elsewhere) == ["b"]


def test_a_single_run_of_a_busy_machine_tells_little(recording_of):
    busy = {f"m{n}": 9000 if n % 3 else 1000 for n in range(30)}
    other = {f"m{n}": 9000 if n % 3 == 1 else 1000 for n in range(30)}

    assert not compare(recording_of(busy), recording_of({**other, "m0": 9000})).is_different


def test_of_several_runs_only_what_always_differs_is_told(recording_of):
    before = [recording_of({**MANY, **more}) for more in ({}, {"m1": 9000}, {})]
    after = [
        recording_of({**MANY, **more})
        for more in ({"m1": 8000, "m2": 7000}, {"m2": 6000}, {"m2": 6500})
    ]

    comparison = comparing.compare(before, after)

    assert [(each.name, each.after_ns) for each in comparison.slower] == [
        ("m2", (6_000_000, 7_000_000))
    ]
    assert comparison.faster == []


def busy_runs(recording_of, chance, **own):
    """Three recordings of one program, whose modules wait for the processor by chance."""
    return [
        recording_of(
            {
                name: own.get(name, 1000) + 4000 * (chance.random() < 0.1) * chance.choice([1, 2])
                for name in (f"m{number}" for number in range(300))
            }
        )
        for _ in range(3)
    ]


def test_three_runs_of_a_busy_machine_tell_nothing_that_is_not_there(recording_of):
    chance = random.Random(7)
    told = [
        comparing.compare(busy_runs(recording_of, chance), busy_runs(recording_of, chance))
        for _ in range(20)
    ]

    assert sum(each.is_different for each in told) <= 1


def test_three_runs_of_a_busy_machine_tell_what_is_there(recording_of):
    chance = random.Random(7)
    slow = busy_runs(recording_of, chance, m9=21_000)

    comparison = comparing.compare(busy_runs(recording_of, chance), slow)

    assert names(comparison.slower) == ["m9"]


def test_of_several_runs_a_gain_is_told_when_all_have_it(recording_of):
    before = [recording_of({**MANY, "m2": 7000}), recording_of({**MANY, "m2": 6000})]

    comparison = comparing.compare(before, [recording_of(MANY), recording_of(MANY)])

    assert names(comparison.faster) == ["m2"]
