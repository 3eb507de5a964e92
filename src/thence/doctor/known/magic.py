"""Which Python wrote bytecode, from what an error says of its first bytes."""

import ast

from ...explaining.magic_numbers import writer_of

PYTHON_2_7 = b"\x03\xf3\r\n"


def writer_of_text(magic: str) -> str:
    r"""The Python that a magic number stands for, given as an error shows it.

    >>> writer_of_text(r"b'\x03\xf3\r\n'"), writer_of_text(r"b'o\r\r\n'")
    ('Python 2.7', 'Python 3.10')
    """
    try:
        found = ast.literal_eval(magic)
    except (SyntaxError, ValueError):
        return "another Python"
    return "Python 2.7" if found == PYTHON_2_7 else writer_of(bytes(found))
