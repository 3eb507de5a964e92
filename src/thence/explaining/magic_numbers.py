"""Which Python wrote a bytecode file, by its magic number.

Source: the list of magic numbers that CPython keeps with its import system.
"""

# The highest number of each version.
LAST = (
    (3310, "3.4"),
    (3351, "3.5"),
    (3379, "3.6"),
    (3399, "3.7"),
    (3419, "3.8"),
    (3429, "3.9"),
    (3449, "3.10"),
    (3499, "3.11"),
    (3549, "3.12"),
    (3599, "3.13"),
    (3649, "3.14"),
    (3699, "3.15"),
)
TAIL = b"\r\n"


def writer_of(magic: bytes) -> str:
    r"""The Python that a magic number (4 bytes) stands for, in words.

    >>> writer_of((3425).to_bytes(2, "little") + b"\r\n")
    'Python 3.9'
    """
    if len(magic) < 4 or magic[2:4] != TAIL:  # noqa: PLR2004 - the number and its tail
        return "no Python: it does not begin like a bytecode file"
    number = int.from_bytes(magic[:2], "little")
    for last, version in LAST:
        if LAST[0][0] <= number <= last:
            return f"Python {version}"
    return f"a Python with the magic number {number}"
