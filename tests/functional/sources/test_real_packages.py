"""Packages that others wrote, out of an archive: their results and names are those from disk."""

from __future__ import annotations

import textwrap
from importlib import metadata
from pathlib import Path

import pytest

WORK = {
    "rich": """
        import io, rich.console, rich.table
        console = rich.console.Console(file=io.StringIO(), width=40)
        table = rich.table.Table("a", "b")
        table.add_row("1", "2")
        console.print(table)
        print(console.file.getvalue())
        """,
    "click": """
        import click
        @click.command()
        @click.option("--count", default=2, help="How often.")
        def run(count): print("x" * count)
        run(["--help"], standalone_mode=False)
        """,
    "jinja2": "import jinja2; print(jinja2.Template('{{ a|upper }}').render(a='hi'))",
    "requests": """
        import requests
        print(requests.Request("GET", "https://example.org", params={"a": 1}).prepare().url)
        """,
    "sympy": "from sympy import *; x = symbols('x'); print(integrate(sin(x) ** 2, x))",
    "pydantic": """
        import pydantic
        class Model(pydantic.BaseModel):
            a: int
        print(Model.model_validate_json('{"a": 3}').model_dump_json())
        """,
    "numpy": "import numpy; print(numpy.linalg.inv(numpy.array([[1.0, 2], [3, 4]])))",
}
NEEDS = {
    "jinja2": ["markupsafe"],
    "requests": ["urllib3", "idna", "certifi", "charset-normalizer"],
    "sympy": ["mpmath"],
    "pydantic": ["pydantic-core", "annotated-types", "typing-extensions", "typing-inspection"],
}
# For some of its modules alone.
NAMES_NEED = {"rich": ["markdown-it-py", "mdurl", "pygments"]}
NAMES = """
import importlib, pkgutil, sys
package = importlib.import_module({name!r})
for info in pkgutil.walk_packages(package.__path__, {name!r} + "."):
    if info.name.endswith("__main__") or ".tests" in info.name:
        continue
    try:
        module = importlib.import_module(info.name)
    except Exception as error:
        print(info.name, type(error).__name__, getattr(error, "name", ""))
    else:
        print(info.name, sorted(name for name in vars(module) if name != "__cached__"))
"""


def files_of(name: str) -> dict[str, bytes]:
    """What a distribution has installed, by the names in its wheel."""
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{name} is not installed here: NOT TESTED")
    found = {}
    for file in distribution.files or ():
        place = Path(str(file.locate()))
        if ".." not in file.parts and "__pycache__" not in file.parts and place.is_file():
            found[file.as_posix()] = place.read_bytes()
    return found


@pytest.mark.parametrize("name", WORK)
def test_results_and_names_are_those_from_disk(place, name):
    files = {}
    for each in [name, *NEEDS.get(name, ()), *NAMES_NEED.get(name, ())]:
        files.update(files_of(each))
    archive = place.archive("all.zip", files)
    for file, data in files.items():
        place.write(f"disk/{file}", data)
    place.pin(str(archive), files)
    place.write("work.py", textwrap.dedent(WORK[name]) + NAMES.format(name=name))

    ours = place.run_with("all.zip", "work.py")
    theirs = place.run_on_disk("disk", "work.py")

    assert ours.returncode == theirs.returncode == 0, ours.stderr
    assert ours.stdout.splitlines() == theirs.stdout.splitlines()
    assert f"\n{name}." in ours.stdout
