"""Import statements whose module is there already: with thence installed, and without."""

from __future__ import annotations

import time

from measuring import table

import thence

STATEMENTS = (
    "import json",
    "import xml.dom.minidom",
    "from json import loads",
    "from json import decoder",
)
REPEATED = 50_000
ROUNDS = 60


def nanoseconds(statement: str) -> tuple[float, float]:
    """What a statement costs in a function (plain, on thence), the least of several rounds."""
    namespace: dict[str, object] = {}
    exec(f"def run(times):\n    for _ in range(times):\n        {statement}", namespace)
    run = namespace["run"]
    plain, on_thence = [], []
    for _ in range(ROUNDS):
        plain.append(timed(run))
        with thence.install():
            on_thence.append(timed(run))
    return min(plain), min(on_thence)


def timed(run: object) -> float:
    """CPU time of one execution, in nanoseconds."""
    start = time.process_time()
    run(REPEATED)  # type: ignore[operator]
    return (time.process_time() - start) / REPEATED * 1e9


def main() -> None:
    """Print the table."""
    rows = []
    for statement in STATEMENTS:
        exec(statement, {})
        plain, on_thence = nanoseconds(statement)
        figures = [f"{plain:.0f}", f"{on_thence:.0f}", f"{on_thence / plain:.3f}"]
        rows.append([f"`{statement}`", *figures])
    print(table(["statement", "CPython, ns", "thence, ns", "ratio"], rows))


if __name__ == "__main__":
    main()
