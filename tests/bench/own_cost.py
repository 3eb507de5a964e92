"""What thence itself adds to a start, beside the cheapest start that Python has."""

from __future__ import annotations

import subprocess
import sys

from measuring import in_turns, python, ratio, table

import thence

INSTALL = "import thence; thence.install()"
# -S, so that nothing else is loaded; thence's place must then be named.
HERE = f"import sys; sys.path.insert(0, {thence.__path__[0].rpartition('/')[0]!r}); "
ADDED = (
    f"import sys; before = set(sys.modules); {HERE}{INSTALL}\n"
    "added = [name for name in sys.modules if name not in before]\n"
    "own = [name for name in added if name.partition('.')[0] == 'thence']\n"
    "print(len(own), len(added) - len(own))"
)
ROUNDS = 60


def main() -> None:
    """Print the table."""
    base, imported, installed = in_turns(
        [
            python(f"{HERE}pass", "-S"),
            python(f"{HERE}import thence", "-S"),
            python(HERE + INSTALL, "-S"),
        ],
        ROUNDS,
    )
    rows = [
        [f"`python -S -c '{what}'`", f"{runs.least:.1f}", f"{ratio(runs, base) - 1:.2f}"]
        for what, runs in (("pass", base), ("import thence", imported), (INSTALL, installed))
    ]
    print(table(["command", "CPU, ms", "added, as a share of the first"], rows))
    printed = subprocess.run(python(ADDED, "-S"), capture_output=True, text=True, check=True)
    own, others = printed.stdout.split()
    form = "joined" if "thence.joined" in sys.modules else "in small files"
    print(
        f"\nModules that this adds: {own} of thence's ({form}), {others} of the standard library."
    )


if __name__ == "__main__":
    main()
