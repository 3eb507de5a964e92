"""The documentation of the rules."""

from pathlib import Path

from .environment.rules import RULES as ENVIRONMENT_RULES
from .examining import Rule
from .rules import RULES

ALL = "all"


def page_for(word: str) -> str | None:
    """The page of a rule, by its code or name; ``all``: a list.  None: there is no such rule."""
    if word == ALL:
        return "".join(
            f"{rule.CODE}  {rule.NAME:28}  {summary(rule)}\n" for rule in sorted_rules()
        )
    rule = next(
        (each for each in sorted_rules() if word in (each.CODE, each.CODE.lower(), each.NAME)),
        None,
    )
    return None if rule is None else page_of(rule)


def sorted_rules() -> list[Rule]:
    """The rules by their codes."""
    return sorted([*RULES, *ENVIRONMENT_RULES], key=lambda rule: rule.CODE)


def page_of(rule: Rule) -> str:
    """The page as it is in the documentation; where that is not installed, what the rule says."""
    here = Path(__file__).parent
    name = f"{rule.CODE}-{rule.NAME}.md"
    for folder in (here / "rule_pages", here.parents[2] / "docs" / "rules"):
        if (folder / name).is_file():
            return (folder / name).read_text("utf-8")
    return f"# {rule.CODE}: {rule.NAME}\n\n{(rule.__doc__ or '').partition(': ')[2]}"


def summary(rule: Rule) -> str:
    """The first line of what a rule says of itself."""
    return (rule.__doc__ or "").partition("\n")[0].partition(": ")[2]
