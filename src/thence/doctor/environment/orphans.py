"""What editable installations have left in site folders: nobody's finders, paths and links."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...explaining.what_lies_there import is_there
from ..gathering.editable import (
    FINDER,
    LINK,
    PATH_FILE,
    gone,
    is_of_one,
    link_target,
    places_in,
    plain,
)
from ..gathering.files import files_in, text_of
from .surroundings import Installed, Orphan


def orphans(sites: Iterable[str], installed: Iterable[Installed]) -> Iterator[Orphan]:
    """Those of some site folders; a distribution of the name, in any version, owns its own."""
    known = list(installed)
    for site in sites:
        names = {plain(each.name) for each in known if each.root == site}
        for file in sorted([*files_in(site, FINDER), *files_in(site, PATH_FILE)]):
            if not is_of_one(file.name, names) and not starts_finder(file):
                places = tuple(places_in(file))
                yield Orphan(str(file), places, gone(places), starter_of(file))
        told = {place for each in known for place in each.gone}
        for file in files_in(site, LINK):
            place = link_target(file)
            if place and gone([place]) and place not in told:
                yield Orphan(str(file), (place,), (place,))


def starter_of(finder: Path) -> str | None:
    """The path file that puts a finder on the meta path at each start."""
    texts = ((file, text_of(str(file))) for file in files_in(str(finder.parent), PATH_FILE))
    return next((str(file) for file, text in texts if f"import {finder.stem};" in text), None)


def starts_finder(file: Path) -> bool:
    """Is it the path file of a finder that is there?  It is told of with that."""
    found = re.match(r"import (\w+);", text_of(str(file))) if file.suffix == ".pth" else None
    return found is not None and is_there(str(file.with_name(f"{found[1]}.py")))
