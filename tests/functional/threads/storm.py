"""Many threads import many modules, with circles among them; each round everything anew.

    python storm.py FOLDER SYSTEM ROUNDS

SYSTEM is ``cpython``, ``installed`` or ``private``.  Prints what went wrong, one fault a line, and
at the end how many modules were executed.  Whoever waits too long is shown, and the process ends.

What is promised, by the interpreter as by thence: a module is executed once; a thread that is not
itself in the middle of an import gets complete modules only; and so does a module that imports
another one which does not, in a circle, need it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import sys
import threading
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

THREADS = 16
MODULES = 200
INTERVALS = (1e-6, 1e-4, 5e-3)
TOO_LONG = 300  # seconds: for the watchdog alone

BODY = """
import storm_record
storm_record.executed.append(__name__)
{imports}
complete = True
"""
COMPLETE = """
import {name} as needed
if not hasattr(needed, "complete"):
    storm_record.faults.append(f"{{__name__}} saw {name} half made")
"""
# Ways of importing a module that may be half made, and is only passed through.
IN_A_CIRCLE = (
    "import {name}",
    "import {name} as following",
    "from {parent} import {last}",
    "import importlib; following = importlib.import_module('{name}')",
)


def name_of(number: int) -> str:
    """Every third module is in one of ten packages, which import nothing themselves."""
    return f"storm_package{number % 10}.m{number}" if number % 3 == 0 else f"storm_m{number}"


def write_modules(folder: Path, random: Random) -> list[str]:
    """Circles of one to six modules; each module needs some of the circles before its own."""
    for number in range(10):
        package = folder / f"storm_package{number}"
        package.mkdir()
        (package / "__init__.py").write_text(BODY.format(imports=""))
    written: list[str] = []
    while len(written) < MODULES:
        first = len(written)
        size = min(random.randint(1, 6), MODULES - first)
        circle = [name_of(first + number) for number in range(size)]
        for at, name in enumerate(circle):
            needed = random.sample(written, min(2, len(written)))
            imports = [COMPLETE.format(name=each) for each in needed]
            imports.append(import_of(circle[(at + 1) % size], random))
            random.shuffle(imports)
            file = folder / f"{name.replace('.', '/')}.py"
            file.write_text(BODY.format(imports="\n".join(imports)))
        written += circle
    return written


def import_of(name: str, random: Random) -> str:
    """A statement that imports the next module in a circle."""
    parent, _, last = name.rpartition(".")
    ways = IN_A_CIRCLE if parent else (*IN_A_CIRCLE[:2], IN_A_CIRCLE[3])
    return random.choice(ways).format(name=name, parent=parent, last=last)


@contextlib.contextmanager
def in_the_process(folder: Path) -> Iterator[Callable[[Any], Callable[[str], Any]]]:
    """The process's own system, which forgets the modules before each round."""

    def fresh(record: Any) -> Callable[[str], Any]:
        for name in [each for each in sys.modules if each.startswith("storm_")]:
            del sys.modules[name]
        sys.modules["storm_record"] = record
        return importlib.import_module

    sys.path.insert(0, str(folder))
    yield fresh


@contextlib.contextmanager
def installed(folder: Path) -> Iterator[Callable[[Any], Callable[[str], Any]]]:
    """The same, taken over."""
    import thence

    with thence.install(), in_the_process(folder) as fresh:
        yield fresh


@contextlib.contextmanager
def private(folder: Path) -> Iterator[Callable[[Any], Callable[[str], Any]]]:
    """A new private system for each round."""
    import thence

    def fresh(record: Any) -> Callable[[str], Any]:
        modules = {"storm_record": record}
        return thence.ImportSystem(path=[str(folder)], modules=modules).import_module

    yield fresh


SYSTEMS = {"cpython": in_the_process, "installed": installed, "private": private}


def new_record() -> Any:
    """The module in which the others leave notes."""
    record: Any = types.ModuleType("storm_record")
    record.executed, record.faults = [], []
    return record


def one_round(import_: Callable[[str], Any], names: list[str], record: Any, seed: object) -> None:
    """All threads begin at once, and import all modules, each in an order of its own."""
    barrier = threading.Barrier(THREADS)

    def work(number: int) -> None:
        order = list(names)
        Random(f"{seed}/{number}").shuffle(order)
        barrier.wait()
        for name in order:
            try:
                if not hasattr(import_(name), "complete"):
                    record.faults.append(f"{name} came half made")
            except BaseException as error:  # noqa: BLE001 : nothing may fail
                record.faults.append(f"{name}: {error!r}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    folder, system, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    faulthandler.dump_traceback_later(TOO_LONG, repeat=False, exit=True)
    names = write_modules(folder, Random(system))
    executed = 0
    with SYSTEMS[system](folder) as fresh:
        for number in range(rounds):
            sys.setswitchinterval(INTERVALS[number % len(INTERVALS)])
            record = new_record()
            one_round(fresh(record), names, record, number)
            executed += len(record.executed)
            twice = {each for each in record.executed if record.executed.count(each) > 1}
            for fault in (*record.faults, *(f"{each} was executed twice" for each in twice)):
                print(fault)
            faulthandler.dump_traceback_later(TOO_LONG, repeat=False, exit=True)
    print(executed)


if __name__ == "__main__":
    main()
