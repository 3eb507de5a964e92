"""Amounts in words, as all views write them."""

UNITS = (("s", 1_000_000_000), ("ms", 1_000_000), ("µs", 1000))
SIZES = (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000))


def time_in_words(nanoseconds: int) -> str:
    """A time with three figures.

    >>> [time_in_words(each) for each in (0, 999, 1500, 12_345_678, 123_456_789_000)]
    ['0 ns', '999 ns', '1.50 µs', '12.3 ms', '123 s']
    """
    return scaled(nanoseconds, UNITS, "ns")


def size_in_words(count: int) -> str:
    """A number of bytes with three figures; it may be negative.

    >>> [size_in_words(each) for each in (12, 2048, -3_500_000)]
    ['12 B', '2.05 kB', '-3.50 MB']
    """
    return scaled(count, SIZES, "B")


def scaled(amount: int, units: tuple[tuple[str, int], ...], smallest: str) -> str:
    """The amount in the largest unit of which there is one."""
    for unit, factor in units:
        if abs(amount) >= factor:
            return f"{three_figures(amount / factor)} {unit}"
    return f"{amount} {smallest}"


def three_figures(value: float) -> str:
    """A number of at least one, rounded to three figures."""
    return f"{value:.{0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2}f}"  # noqa: PLR2004


def printable(text: str) -> str:
    r"""A text on one line that neither a terminal nor a tool obeys: escapes for the rest.

    >>> printable("a\x1b[1m\nb é")
    'a\\x1b[1m\\nb é'
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)


def number_of_things(count: int, thing: str) -> str:
    """A number and what it counts.

    >>> number_of_things(1, "module"), number_of_things(2500, "module")
    ('1 module', '2500 modules')
    """
    return f"{count} {thing}{'' if count == 1 else 's'}"
