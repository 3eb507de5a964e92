"""Packages imported from each store, compared with the same from disk by the corpus' means.

python -m tests.corpus --tool FOLDER [--store NAME ...] [PACKAGE ...]

`space` is a namespace package, with a portion in each of several stores.

Everything that the corpus' snapshot.py sees is compared: modules and their order, attributes,
specs, reprs, what inspect, pkgutil and importlib.resources say. Places are written as <ROOT> on
both sides, and loaders as those of files; what differs then must be one of LOCATION. Each store is
read twice, the second time from the cache: then the program's other modules are compared, too.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "servers"))

from every_store import STORES, Filled, filled, write_tree

from .packages import PACKAGES, PORTIONED, PORTIONS, PORTIONS_IN, files_with, modules_of
from .snapshots import Portion, Tool

# Categories of the corpus in which a location shows, beyond what is written as <ROOT>.
LOCATION = {
    "deep.iter_modules": "the class of the finder",
    "deep.metadata": "of all distributions together, the place of each",
}
STARTS = ("first", "cached")
SHOWN = 12  # differences of one comparison


def main() -> int:
    """Compare; 1 when something differs that should not."""
    words = arguments()
    tool = Tool(Path(words.tool))
    wrong = 0
    for package in words.packages or (*PACKAGES, PORTIONED):
        if package == PORTIONED:
            wrong += compared(tool, package, list(zip(PORTIONS_IN, PORTIONS, strict=True)))
            continue
        files = files_with(package)
        for store in words.store or STORES:
            wrong += compared(tool, package, [(store, files)])
    print(f"TOTAL: {wrong} differences that no location explains")
    return 1 if wrong else 0


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="tests.corpus", description=__doc__)
    parser.add_argument("--tool", required=True, help="the folder of the corpus' programs")
    parser.add_argument("--store", action="append", choices=STORES, help="default: all")
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help="default: all")
    return parser.parse_args()


def compared(tool: Tool, package: str, parts: Sequence[tuple[str, dict[str, bytes]]]) -> int:
    """Compare a package whose (store, files) are given, and print it; how much is wrong."""
    where = "+".join(store for store, _ in parts)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="thence-corpus-")))
        try:
            stores = [stack.enter_context(filled(store, files)) for store, files in parts]
        except (ImportError, LookupError) as error:
            print(f"SKIPPED: {package} from {where}: {error}", flush=True)
            return 0
        portions = [
            Portion(store, files, write_tree(files, folder / f"disk{number}"))
            for number, (store, (_, files)) in enumerate(zip(stores, parts, strict=True))
        ]
        plan = sorted({name for _, files in parts for name in modules_of(package, files)})
        theirs = tool.on_disk(package, plan, portions)
        wrong = 0
        for start in STARTS:
            ours = tool.from_stores(package, plan, portions, folder)
            found = tool.differences(theirs, ours, is_read=is_read(start, stores))
            wrong += told(f"{package:12}{where:15}{start:8}", len(theirs["mods"]), found)
    return wrong


def is_read(start: str, stores: Sequence[Filled]) -> bool:
    """Do the libraries of others, which read the stores, work in a start of this kind?"""
    return start == "first" or any(store.is_local and store.client for store in stores)


def told(title: str, modules: int, found: Sequence[tuple]) -> int:
    """Print one comparison; the number of differences that no location explains."""
    unexplained = [row for row in found if row[0] not in LOCATION]
    explained = Counter(row[0] for row in found if row[0] in LOCATION)
    places = ", ".join(f"{name} {count}" for name, count in sorted(explained.items()))
    verdict = f"differs {len(unexplained)}" if unexplained else "same"
    print(f"{title}{verdict:12}{modules} modules; by location: {places}", flush=True)
    for category, where, before, after in unexplained[:SHOWN]:
        print(f"    {category} {where}: {before!r:.200} | {after!r:.200}", flush=True)
    return len(unexplained)


if __name__ == "__main__":
    sys.exit(main())
