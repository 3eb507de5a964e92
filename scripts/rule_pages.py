"""Writes docs/rules: a page for each rule of the doctor, made from what there is of it.

What it is and how it comes about is the docstring of the rule's module; the reproduction, what the
doctor says of it and where it was met come from ``tests/faults/reproductions``.

    python scripts/rule_pages.py            # write the pages
    python scripts/rule_pages.py --check    # say which are out of date; exit status 1 if any is
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from thence.doctor.environment.rules import RULES as ENVIRONMENT_RULES
from thence.doctor.rules import RULES as FAILURE_RULES

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "rules"
LANGUAGES = {".c": "c", ".py": "py"}
FAULTS = ROOT / "tests" / "faults"
RULES = (*FAILURE_RULES, *ENVIRONMENT_RULES)


def pages() -> dict[Path, str]:
    """Each page's file and text."""
    written = {PAGES / f"{rule.CODE}-{rule.NAME}.md": page_of(rule) for rule in RULES}
    return {**written, PAGES / "README.md": index()}


def page_of(rule) -> str:
    """One rule's page."""
    first, _, rest = (rule.__doc__ or "").partition("\n")
    file = next(FAULTS.glob(f"*/{rule.CODE}.toml"))
    known = tomllib.loads(file.read_text("utf-8"))
    cases = known["case"]
    parts = [f"# {rule.CODE}: {rule.NAME}", sentence(first.partition(": ")[2])]
    parts += [rest.strip().replace("``", "`")] if rest.strip() else []
    parts += ["## A minimal reproduction", *reproduction(cases[0])]
    parts += ["## Mends", "\n".join(f"- {mend}" for mend in known["mends"])]
    command = " -- COMMAND..." if "command" in cases[0] else ""
    parts += ["## Switching it off", f"`thence doctor --ignore {rule.CODE}{command}`"]
    parts += ["## Sources", "\n".join(f"- {case['source']}" for case in cases)]
    return "\n\n".join(parts) + "\n"


def sentence(text: str) -> str:
    """A sentence, with a capital letter in front, in Markdown."""
    return (text[:1].upper() + text[1:]).replace("``", "`")


def reproduction(case: dict) -> list[str]:
    """The files and the command of a case."""
    blocks = [f"{case['title'][:1].upper()}{case['title'][1:]}."]
    for name, text in case["files"].items():
        language = LANGUAGES.get(Path(name).suffix, "text")
        body = text.strip("\n") or "# (empty)"
        blocks.append(f"`{name}`:\n\n```{language}\n{body}\n```")
    if "prepare" in case:
        blocks.append(f"Before, in that folder:\n\n```py\n{case['prepare'].strip()}\n```")
    settings = " ".join(f"{name}={value}" for name, value in case.get("env", {}).items())
    command = case.get("command", [])
    words = " ".join(quoted(word) for word in command)
    dashes = "-- " if command and "--" not in command else ""
    blocks.append(f"```sh\n{f'{settings} thence doctor {dashes}{words}'.strip()}\n```")
    return blocks


def quoted(word: str) -> str:
    """A word of a shell command."""
    return f'"{word}"' if " " in word else word


def index() -> str:
    """The list of all rules."""
    rows = [
        f"- [{rule.CODE} {rule.NAME}]({rule.CODE}-{rule.NAME}.md): "
        f"{(rule.__doc__ or '').partition(chr(10))[0].partition(': ')[2].replace('``', '`')}"
        for rule in sorted(RULES, key=lambda each: each.CODE)
    ]
    head = "# The rules of `thence doctor`\n\nMade by `python scripts/rule_pages.py`.\n\n"
    return head + "\n".join(rows) + "\n"


def main() -> int:
    """Write the pages, or compare them."""
    stale = [file for file, text in pages().items() if not is_current(file, text)]
    if "--check" in sys.argv[1:]:
        for file in stale:
            print(f"{file} is out of date: python scripts/rule_pages.py")
        return bool(stale)
    for file, text in pages().items():
        file.write_text(text, "utf-8")
    return 0


def is_current(file: Path, text: str) -> bool:
    """Does a page say what it should?"""
    return file.is_file() and file.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
