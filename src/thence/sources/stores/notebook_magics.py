"""What is no Python in the cells of notebooks: magics, commands of the shell, questions."""

MAGIC, WHOLE_CELL, SHELL, QUESTION = "%", "%%", "!", "?"
ASSIGNED = ("= %", "=%", "= !", "=!")
# Magics of whole cells below which there is Python that the rest of a notebook needs.
PYTHON_BELOW = ("%%time", "%%capture", "%%prun")
LEFT_OUT = "pass  # left out: "
ONLY_PARSE = 0x400  # ast.PyCF_ONLY_AST; the module itself is not needed for it


def plain_script(data: bytes) -> tuple[bytes, list[int]]:
    """A script without its magics, and the lines in which they were."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:  # it says its encoding; then no notebook's program wrote it
        return data, []
    lines = text.split("\n")
    left_out = leave_out_magics(lines)
    return ("\n".join(lines).encode(), left_out) if left_out else (data, [])


def leave_out_magics(lines: list[str]) -> list[int]:
    """Put comments in place of magics; returns the numbers of their lines, from 1 on.

    A line is a magic if it looks like one and Python does not understand it: ``%`` also begins
    lines of formulas and of texts.  What is wrong otherwise stays, for the import to complain of.
    """
    first = lines[0].split() if lines else []
    if first and first[0].startswith(WHOLE_CELL) and first[0] not in PYTHON_BELOW:
        lines[:] = [f"{LEFT_OUT}{line}" for line in lines]
        return list(range(1, len(lines) + 1))
    if not any(map(is_magic, lines)):
        return []
    left_out: list[int] = []
    while (number := line_with_error(lines)) is not None and is_magic(lines[number - 1]):
        indentation = indentation_of(lines[number - 1])
        for each in continued(lines, number):
            lines[each - 1] = f"{indentation}{LEFT_OUT}{lines[each - 1].strip()}"
            left_out.append(each)
    return sorted(left_out)


def line_with_error(lines: list[str]) -> int | None:
    """The line that Python does not understand; None: it understands all, or cannot say."""
    try:
        compile("\n".join(lines), "<cell>", "exec", ONLY_PARSE, dont_inherit=True)
    except SyntaxError as error:
        return error.lineno if error.lineno and error.lineno <= len(lines) else None
    except ValueError:  # a null character
        return None
    return None


def is_magic(line: str) -> bool:
    """Does a line look like one?

    >>> [is_magic(line) for line in ("%time f()", "files = !ls", "f?", "if x = 1:")]
    [True, True, True, False]
    """
    bare = line.strip()
    return (
        bare.startswith((MAGIC, SHELL, QUESTION))
        or bare.endswith(QUESTION)
        or any(mark in bare for mark in ASSIGNED)
    )


def continued(lines: list[str], number: int) -> list[int]:
    """The numbers of a line and of those that a backslash at its end adds."""
    last = number
    while lines[last - 1].endswith("\\") and last < len(lines):
        last += 1
    return list(range(number, last + 1))


def indentation_of(line: str) -> str:
    """The spaces that a line begins with: what stands for it may be all that a block has."""
    return line[: len(line) - len(line.lstrip())]
