"""Packages that others wrote, out of each store: their results are those from disk."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from itertools import chain
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace

import postgresql_server
import pytest

WORK = {
    "rich": "from rich.text import Text; print(Text.from_markup('[b]x[/b] y').spans)",
    "jinja2": "import jinja2; print(jinja2.Template('{{ a|upper }}').render(a='hi'))",
    "requests": """
        import requests
        print(requests.Request("GET", "https://example.org", params={"a": 1}).prepare().url)
        """,
    "pydantic": """
        import pydantic
        class Model(pydantic.BaseModel):
            a: int
        print(Model.model_validate_json('{"a": 3}').model_dump_json())
        """,
}
NEEDS = {
    "rich": ["markdown-it-py", "mdurl", "pygments"],
    "jinja2": ["markupsafe"],
    "requests": ["urllib3", "idna", "certifi", "charset-normalizer"],
    "pydantic": ["pydantic-core", "annotated-types", "typing-extensions", "typing-inspection"],
}
# What the library that reads a store has imported for itself, from disk, is there already.
BROUGHT_ALONG = {"gs": {"requests"}}
SCHEMES = {"s3": "s3", "gcs": "gs"}
RUN = """
import sys, thence
from thence.sources import Sources
options = {{"lock": "thence.lock", "trust_first_use": {trusts}, "offline": {offline}}}
thence.install(sources=Sources({entries!r}, **options))
sys.path[:0] = {entries!r}
{work}
print(sorted({{module.partition(".")[0] for module, found in sys.modules.items()
              if str(getattr(found, "__file__", None)).startswith(tuple({entries!r}))}}))
"""


def files_of(name: str) -> dict[str, bytes]:
    """What a distribution has installed, by the names in its wheel."""
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        pytest.skip(f"SKIPPED: {name} is not installed; it is NOT TESTED out of stores")
    found = {}
    for file in distribution.files or ():
        place = Path(str(file.locate()))
        if ".." not in file.parts and "__pycache__" not in file.parts and place.is_file():
            found[file.as_posix()] = place.read_bytes()
    return found


@pytest.fixture(params=["sqlite", "postgresql", "s3", "gcs"])
def store(request, place) -> SimpleNamespace:
    """A store's root, and what a program needs in its environment to read it."""
    if request.param == "sqlite":
        return SimpleNamespace(entry=f"sqlite://{place.folder}/code.db", environment={})
    server = request.getfixturevalue(request.param)
    if request.param in SCHEMES:
        entry = f"{SCHEMES[request.param]}://code/{place.folder.name}"
        return SimpleNamespace(entry=entry, environment=server.environment)
    entry = f"{server.entry}/{place.folder.name}"
    return SimpleNamespace(entry=entry, environment={"PGPASSWORD": postgresql_server.PASSWORD})


@pytest.fixture
def publish(place) -> Callable[..., None]:
    """Publish files by the command."""

    def publish(files: dict[str, bytes], destination: str) -> None:
        for name, data in files.items():
            place.write(f"disk/{name}", data)
        done = place.thence("publish", "disk", "--to", destination)
        assert done.returncode == 0, done.stdout + done.stderr

    return publish


def test_results_are_those_from_disk(place, store, publish):
    files = {}
    for name in [*WORK, *chain(*NEEDS.values())]:
        files.update(files_of(name))
    place.environment.update(store.environment)
    publish(files, store.entry)
    work = "\n".join(map(dedent, WORK.values()))
    theirs = place.output(f"import sys\nsys.path.insert(0, 'disk')\n{work}")
    choices = {"entries": [store.entry], "work": work}

    first = place.output(RUN.format(**choices, trusts=True, offline=False))
    second = place.output(RUN.format(**choices, trusts=False, offline=True))

    assert first == second
    result, _, where = first.strip().rpartition("\n")
    assert result == theirs.strip()
    elsewhere = BROUGHT_ALONG.get(store.entry.partition(":")[0], set())
    assert {name for name in WORK if f"'{name}'" in where} == {*WORK} - elsewhere


def test_a_namespace_package_lies_in_three_stores(place, postgresql, s3):
    folder = place.folder.name
    entries = {
        "one": f"sqlite://{place.folder}/code.db",
        "two": f"{postgresql.entry}/{folder}",
        "three": f"s3://code/{folder}",
    }
    place.environment.update(s3.environment, PGPASSWORD=postgresql_server.PASSWORD)
    for name, entry in entries.items():
        place.write(f"{name}/space/{name}.py", f"answer = {name!r}")
        place.write(f"{name}/space/words.{name}", name)
        assert place.thence("publish", name, "--to", entry).returncode == 0
    work = "\n".join(
        [
            "import importlib.resources, space.one, space.two, space.three",
            "print(space.one.answer, space.two.answer, space.three.answer)",
            "print(len(space.__path__))",
            "files = importlib.resources.files('space')",
            "print(sorted(each.name for each in files.iterdir() if 'words' in each.name))",
        ]
    )

    printed = place.output(
        RUN.format(entries=list(entries.values()), work=work, trusts=True, offline=False)
    )

    assert printed.splitlines()[:3] == [
        "one two three",
        "3",
        "['words.one', 'words.three', 'words.two']",
    ]
