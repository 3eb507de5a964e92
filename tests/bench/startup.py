"""Starting programs of 500 and more modules, bytecode warm: on thence, and on CPython."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

from measuring import in_turns, python, ratio, table

# What is imported -> the distribution that has it
PROGRAMS = {
    "import django.core.management, django.contrib.admin.options, django.test": "django",
    "import pandas": "pandas",
    "import sympy": "sympy",
    "import torch": "torch",
}
INSTALL = "import thence; thence.install()\n"
ROUNDS = 15


def main() -> None:
    """Print the table."""
    rows, absent = [], []
    for code, package in PROGRAMS.items():
        if find_spec(package) is None:
            absent.append(package)
            continue
        plain, on_thence = in_turns([python(code), python(INSTALL + code)], ROUNDS)
        counted = python(f"{code}\nimport sys; print(len(sys.modules))")
        modules = subprocess.run(counted, capture_output=True, text=True, check=True).stdout
        figures = [
            f"{plain.least:.0f}",
            f"{on_thence.least:.0f}",
            f"{ratio(on_thence, plain):.3f}",
        ]
        rows.append([f"`{code}`", modules.strip(), *figures])
    print(table(["program", "modules", "CPython, ms", "thence, ms", "ratio"], rows))
    print("\nThence's own start is part of it.")
    for package in absent:
        print(f"SKIPPED: {package} is not installed", file=sys.stderr)


if __name__ == "__main__":
    main()
