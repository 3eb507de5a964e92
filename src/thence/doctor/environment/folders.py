"""Folders within the packages of a project that lack an ``__init__.py`` and are imported from."""

from collections.abc import Iterator

from .cycles.reading import IMPORTING
from .project import Project
from .surroundings import Folder


def folders_without_init(project: Project) -> Iterator[Folder]:
    """Each, with the first import that leads into it.

    The folder above is a regular package: so this one is no portion of a namespace package, and
    setuptools' ``find_packages``, mypy and coverage leave it out.
    """
    candidates = dict(without_init(project))
    for source in project.sources.values():
        for step in source.steps:
            name = step.module if step.kind in IMPORTING else ""
            for known in (name, f"{name}.{step.name}"):
                folder = next((f for n, f in candidates.items() if within(known, n)), "")
                if folder:
                    found = next(n for n, f in candidates.items() if f == folder)
                    del candidates[found]
                    yield Folder(folder, found, source.file, step.line)


def within(name: str, package: str) -> bool:
    """Is it a package, or something in it?"""
    return name == package or name.startswith(f"{package}.")


def without_init(project: Project) -> Iterator[tuple[str, str]]:
    """The names and folders: they hold modules, and lie in a regular package."""
    packages = {
        source.file.rpartition("/")[0]: name
        for name, source in project.sources.items()
        if source.is_package
    }
    for here, files in project.folders.items():
        above, _, last = here.rpartition("/")
        holds_modules = any(file.endswith(".py") for file in files)
        if above in packages and here not in packages and holds_modules and last.isidentifier():
            yield f"{packages[above]}.{last}", here
