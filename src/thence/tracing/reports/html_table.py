"""The dearest modules as a small HTML table, for a place that has a style of its own."""

from html import escape

from .owning import Owners
from .selecting import ModuleLine
from .words import number_of_things, time_in_words


def text(lines: list[ModuleLine], count: int, owners: Owners) -> str:
    """The table; ``count`` is the number of all modules, of which these are some."""
    if not lines:
        return "<p>Nothing was imported: all of it was there already.</p>"
    rows = "".join(row(line, owners) for line in lines)
    rest = f"<p>and {count - len(lines)} more</p>" if count > len(lines) else ""
    head = "<tr><th>own</th><th>total</th><th>module</th><th>of</th></tr>"
    return f"<p>{number_of_things(count, 'module')}</p><table>{head}{rows}</table>{rest}"


def row(line: ModuleLine, owners: Owners) -> str:
    """One line of it."""
    name = f'<bdi style="white-space:pre-wrap">{escape(line.name)}</bdi>'
    of = f"<bdi>{escape(owners(line.first).label)}</bdi>"
    times = [time_in_words(line.own_ns), time_in_words(line.total_ns)]
    cells = "".join(f"<td>{cell}</td>" for cell in [*times, name, of])
    return f"<tr>{cells}</tr>"
