"""The cells of a notebook as the source of one module, each line where it stands in the file."""

from ..errors import RefusedError
from .notebook_magics import leave_out_magics

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..libraries import Libraries

LANGUAGE = "python"
VERSION = 4  # of the format; newer minor ones only add


class Line(str):  # noqa: SLOT000 - a str has no slots of others
    """A text in a notebook's file, and the number of the line that it stands in, from 1 on."""

    number = 0


class Numbering:
    """Counts the lines of a text, from its beginning to its end."""

    def __init__(self, text: str, scan: "Any") -> None:
        self._text = text
        self._scan = scan
        self._counted_to = 0
        self._number = 1

    def __call__(self, text: str, start: int, strict: bool = True) -> "tuple[Line, int]":
        """What ``json`` calls for each text that is a value; ``start`` is behind its quote."""
        value, end = self._scan(text, start, strict)
        self._number += self._text.count("\n", self._counted_to, start)
        self._counted_to = start
        line = Line(value)
        line.number = self._number
        return line, end


def source_of(file: str, data: bytes, library: "Libraries") -> "tuple[bytes, list[int]]":
    """The source of a notebook's code cells, and the lines in which magics were left out.

    Raises RefusedError for what is no notebook, or one in another language.
    """
    try:
        notebook = parsed(data.decode("utf-8-sig"), library("json"))
        if notebook.get("nbformat", VERSION) < VERSION:
            raise of_another_version(file, notebook["nbformat"])
        cells = [each["source"] for each in notebook["cells"] if each["cell_type"] == "code"]
        rows = [list(rows_of(each)) for each in cells]
        language = language_of(notebook.get("metadata", {}))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        why = f"{type(error).__name__}: {error}"
        raise RefusedError(f"{file} is no notebook of version 4: {why}", entry=file) from None
    if language != LANGUAGE:
        raise RefusedError(f"{file} is a notebook in {language}, not in Python", entry=file)
    return joined(rows)


def of_another_version(file: str, version: int) -> RefusedError:
    """Older notebooks keep their cells elsewhere."""
    return RefusedError(
        f"{file} is a notebook of version {version}, only those of version {VERSION} are read: "
        f"jupyter nbconvert --to notebook --inplace {file}",
        entry=file,
    )


def parsed(text: str, json: "Any") -> "Any":
    """The notebook, where texts are ``Line`` objects.  Raises ValueError."""
    decoder = json.JSONDecoder()
    decoder.parse_string = Numbering(text, json.decoder.py_scanstring)
    decoder.scan_once = json.scanner.py_make_scanner(decoder)
    return decoder.decode(text)


def language_of(metadata: "Any") -> str:
    """The language that a notebook says it is in, in small letters; Python if it does not."""
    kernel, info = metadata.get("kernelspec", {}), metadata.get("language_info", {})
    return str(info.get("name") or kernel.get("language") or LANGUAGE).lower()


def joined(cells: "list[list[tuple[int, str]]]") -> tuple[bytes, list[int]]:
    """The source, with empty lines where the file has something else than code.

    A file that has several lines of code in one line (Jupyter writes none) gets more lines.
    """
    lines: list[str] = []
    left_out: list[int] = []
    for cell in cells:
        texts = [text for _, text in cell]
        magics = leave_out_magics(texts)
        for index, (number, _) in enumerate(cell):
            lines += [""] * (number - 1 - len(lines))
            lines.append(texts[index])
            if index + 1 in magics:
                left_out.append(len(lines))
    return "\n".join([*lines, ""]).encode(), left_out


def rows_of(source: "Line | list[Line]") -> "Iterator[tuple[int, str]]":
    """(line in the file, text) of each line of a cell, which is one text or a list of some."""
    for part in [source] if isinstance(source, Line) else source:
        for text in part.removesuffix("\n").split("\n"):
            yield part.number, text
