"""Join the fragments of changes/ into CHANGELOG.md: python scripts/changelog.py VERSION."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
KINDS = ("added", "changed", "deprecated", "removed", "fixed")
HEADING = "# Changelog\n"


def section(version: str, fragments: list[Path]) -> str:
    """Write one release: its fragments by kind, then by issue."""
    lines = [f"\n## {version}\n"]
    for kind in KINDS:
        ours = [path for path in fragments if path.suffixes[0] == f".{kind}"]
        ours.sort(key=lambda path: int(path.name.partition(".")[0]))
        lines += [f"\n### {kind.capitalize()}\n\n"] if ours else []
        lines += [path.read_text(encoding="utf-8").strip() + "\n" for path in ours]
    return "".join(lines)


def main(version: str) -> None:
    """Put a release on top of the changelog and take its fragments away."""
    changelog = ROOT / "CHANGELOG.md"
    earlier = changelog.read_text(encoding="utf-8") if changelog.exists() else HEADING
    fragments = list((ROOT / "changes").glob("*.*.md"))
    joined = HEADING + section(version, fragments) + earlier.removeprefix(HEADING)
    changelog.write_text(joined, encoding="utf-8")
    for path in fragments:
        path.unlink()


if __name__ == "__main__":
    main(sys.argv[1])
