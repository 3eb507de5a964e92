"""What a budget was spent on, and which limits were broken, for people."""

from rich.console import Console
from rich.text import Text

from ..tracing.reports.budget import Broken, Budget, Used
from ..tracing.reports.story import place_in_words
from ..tracing.reports.words import number_of_things, size_in_words
from .layout import BAD, DIM, GOOD, shown

MOST_INDENT = 20


def show(name: str, budget: Budget, used: Used, broken: list[Broken], target: Console) -> None:
    """Print a line on the whole, and each broken limit with its chain of requests."""
    verdict = ("over budget", BAD) if broken else ("within budget", GOOD)
    spent = ", ".join(spent_words(budget, used))
    target.print(
        Text.assemble((f"{name}: ", "bold"), verdict, (f"  {spent}", DIM)), soft_wrap=True
    )
    for each in broken:
        target.print(Text(f"  {shown(each.message)}", style=BAD), soft_wrap=True)
        for depth, node in enumerate(each.chain):
            indent = " " * (4 + 2 * min(depth, MOST_INDENT))
            asker = place_in_words(node.asker) if node.asker is not None else ""
            line = Text.assemble(f"{indent}{shown(node.fullname)}", (f"  {shown(asker)}", DIM))
            line.rstrip()
            target.print(line, soft_wrap=True)


def spent_words(budget: Budget, used: Used) -> list[str]:
    """What was used, beside what is allowed."""
    modules = number_of_things(used.modules, "module")
    return [
        of(modules, None if budget.modules is None else str(budget.modules)),
        of(size_in_words(used.size), None if budget.size is None else size_in_words(budget.size)),
        of(f"{used.time_ratio:.2f}", None if budget.time_ratio is None else str(budget.time_ratio))
        + " of the time",
    ]


def of(used: str, allowed: str | None) -> str:
    """An amount, and its limit if there is one.

    >>> of("2 MB", "3 MB"), of("2 MB", None)
    ('2 MB (of 3 MB)', '2 MB')
    """
    return used if allowed is None else f"{used} (of {allowed})"
