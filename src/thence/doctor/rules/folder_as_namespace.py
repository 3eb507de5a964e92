"""TH020: a folder without ``__init__.py`` was imported as an (empty) namespace package.

Often a checkout that lies in the working directory and has the package one level further down.
"""

from collections.abc import Iterator

from ..evidence import Evidence, Frame, Module
from ..finding import Finding
from ..known.renamed import DISTRIBUTIONS
from ..questions import asker, culprit_in, missed_names, pip, place

CODE, NAME = "TH020", "folder-as-namespace"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name that was asked of a namespace package."""
    for missed in missed_names(evidence):
        module = evidence.modules.get(missed.module)
        if module is None or module.file or not module.path or module.spec != "set":
            continue
        folder = module.path[0]
        below = f"{folder}/{missed.module}"
        inside = evidence.in_folders.get(below, frozenset())
        if "__init__" in inside or editable(evidence, missed.module):
            yield finding(evidence, missed.module, module, asker(missed.error), below)
        elif evidence.watched and not any(each in evidence.in_folders for each in module.path):
            yield empty(evidence, missed.module, module, asker(missed.error))


def editable(evidence: Evidence, name: str) -> bool:
    """Is a distribution of the name installed, and the finder of an editable one in place?"""
    finders = [each for each in evidence.meta_path if "editable" in each.finder.lower()]
    return bool(finders) and evidence.distribution(name) is not None


def empty(evidence: Evidence, name: str, module: Module, frame: Frame | None) -> Finding:
    """A folder with nothing in it that could be imported."""
    folder = (module.path or ("",))[0]
    lines = [each for each in evidence.written if each.what == "git submodule"]
    fetched = [each for each in lines if each.name == folder]
    why = (
        f"; it is a submodule of git that was not fetched ({fetched[0].file}:{fetched[0].line})"
        if fetched
        else ""
    )
    meant = pip(evidence, DISTRIBUTIONS.get(name, name))
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"import {name} found the folder {folder}, which has nothing in it to import, and "
            f"made an empty namespace package of it{why}"
        ),
        culprit=culprit_in(folder, what="an empty folder on sys.path that has the module's name"),
        evidence=[f"{name}.__path__ is {list(module.path or ())}"]
        + ([place(frame)] if frame else []),
        mends=["git submodule update --init --recursive"]
        if fetched
        else [f"install what is meant: {meant}", f"remove the folder {folder}"],
        certain=bool(fetched),
        checks=[] if fetched else [f"is {name} a distribution, or did {folder} lose its files?"],
    )


def finding(evidence: Evidence, name: str, module: Module, frame: object, below: str) -> Finding:
    """The folder that took the package's place."""
    folder = (module.path or ("",))[0]
    is_editable = editable(evidence, name)
    how = (
        f"; {name} is installed as editable, and the finder for that comes last on the meta path"
        if is_editable
        else f"; the package lies one level further down, in {below}"
    )
    asked = [place(frame)] if hasattr(frame, "source") else []  # type: ignore[arg-type]
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"import {name} found the folder {folder}, which has no __init__.py, and made an "
            f"empty namespace package of it ('unknown location'){how}"
        ),
        culprit=culprit_in(folder, what="a folder on sys.path that has the package's name"),
        evidence=[f"{name}.__path__ is {list(module.path or ())}", *asked],
        mends=[
            f"run the program from another directory than {folder.rpartition('/')[0] or '/'}",
            f"rename the folder {folder}",
            *(
                ["use the src layout, or pip install -e with editable_mode=compat"]
                if is_editable
                else []
            ),
        ],
    )
