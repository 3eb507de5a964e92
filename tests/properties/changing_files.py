"""A tree of files that changes at random, in a time of its own.

What an import system sees of a change depends on the times of files.  So that these do not depend
on how fast a test runs, the tree has a clock: ``settle`` gives its time to all that the file
system has stamped with the real one.  A step that does not move the clock makes a change "at the
same moment": a finder that has listed the directory does not see it.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import shutil
import struct
import zipfile
from pathlib import Path
from random import Random

NANOSECONDS = 1_000_000_000
EPOCH = 1_600_000_000 * NANOSECONDS
REAL_TIMES_BEGIN = 1_700_000_000 * NANOSECONDS

FOLDERS = ("left", "right", "rel")
ARCHIVE = "arch.zip"
TOPS = ("ta", "tb")
NAMES = (*TOPS, "ta.x", "ta.y", "tb.x", "ta.x.deep")
# How far the clock goes at a step: not at all, a fraction, a second, longer.
TICKS = (0, 0, NANOSECONDS // 4, NANOSECONDS, 10 * NANOSECONDS)
MODES = (0o000, 0o400, 0o444, 0o555, 0o600, 0o755)

# What a module may do when it is executed.
BODIES = (
    *[""] * 8,
    "1 / 0",
    "import {other}",
    "import {other} as other",
    "from {parent} import {last}",
    "from {other} import value as theirs",
    "from . import x",
    "from .. import x",
    "from . import y as z, x",
    "from {other} import *",
    "import this_system; del this_system.modules[__name__]",
    (
        "import this_system\nother = this_system.modules[__name__] = type(this_system)('other')\n"
        "other.value = 'of the other'"
    ),
    "import this_system; this_system.modules[__name__] = None",
    "def (",
    "try:\n    import {other}\nexcept ImportError as error:\n    caught = str(error)",
    "seen = __spec__.name, __name__, __package__, globals().get('__path__') is not None",
    "__path__ = []",
    "__all__ = ['x', 'y']",
    "__all__ = ['x', 1]",
    "__spec__ = None",
    "__package__ = 'tb'",
    "del __package__, __spec__",
    "raise ImportError('said so', name='n', path='p')",
    "raise SystemExit(3)",
    "def __getattr__(name):\n    raise AttributeError(name)",
    "import this_system; this_system.system.reload(this_system.modules[__name__])",
    "x = '\\udc80'\n# \u00e9",
)
# Beginnings and ends of a file that are not text, or of another encoding.
ODDITIES = (
    *[b""] * 30,
    b"\xef\xbb\xbf",
    b"# -*- coding: latin-1 -*-\n# \xe9\n",
    b"# coding: nonsense\n",
    b"\xef\xbb\xbf# coding: latin-1\n",
    b"# \xe9\n",
    b"x = '\0'\n",
)


# The interpreter imports codecs by its own system, once.
with contextlib.suppress(LookupError):
    codecs.lookup("nonsense")


class ChangingFiles:
    """The tree, and the random changes of it.  A change that is not possible is none."""

    def __init__(self, root: Path, note: str) -> None:
        self.root = root
        self.note = note  # source with which every module begins
        self.clock = EPOCH
        self.versions = 0
        for folder in FOLDERS:
            (root / folder).mkdir(parents=True)
        self.settle()

    # ------------------------------------------------------------ time

    def tick(self, random: Random) -> None:
        """Let time pass, or not."""
        self.clock += random.choice(TICKS)

    def settle(self) -> None:
        """Give the tree's time to what was changed since the last step."""
        stack = [str(self.root)]
        while stack:
            place = stack.pop()
            with contextlib.suppress(OSError):
                if os.lstat(place).st_mtime_ns > REAL_TIMES_BEGIN:
                    os.utime(place, ns=(self.clock, self.clock), follow_symlinks=False)
            if os.path.isdir(place) and not os.path.islink(place):  # noqa: PTH112, PTH114 - quick
                with contextlib.suppress(OSError):
                    stack += [f"{place}/{name}" for name in os.listdir(place)]  # noqa: PTH208

    # ------------------------------------------------------------ choices

    def place(self, random: Random) -> Path:
        """Where a module would lie: without suffix."""
        return self.root / random.choice(FOLDERS) / random.choice(NAMES).replace(".", "/")

    def existing(self, random: Random, suffix: str = "") -> Path:
        """A file or directory that is there; IndexError when there is none."""
        found = sorted(
            os.path.join(folder, name)  # noqa: PTH118 - many, and strings are wanted
            for folder, folders, files in os.walk(self.root)
            for name in (*folders, *files)
            if name.endswith(suffix)
        )
        return Path(random.choice(found))

    def source(self, random: Random) -> bytes:
        """The text of a module.  Those of one body have one size."""
        self.versions += 1
        other = random.choice(NAMES)
        parent, _, last = other.rpartition(".")
        body = random.choice(BODIES).format(other=other, parent=parent or "ta", last=last)
        text = (
            f"{self.note}value = {self.versions:05}\n".replace(" 0", " 1") + f"{body}\nend = 1\n"
        )
        return random.choice(ODDITIES) + text.encode(errors="surrogatepass")

    # ------------------------------------------------------------ changes

    def write(self, random: Random) -> str:
        """A module or a regular package comes to be, or changes."""
        place = self.place(random)
        packaged = random.random() < 0.5
        file = place / "__init__.py" if packaged else place.with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(self.source(random))
        return str(file)

    def rewrite(self, random: Random) -> str:
        """A source gets other text of the same size, in the same second, or without a trace."""
        file = self.existing(random, ".py")
        text = file.read_bytes()
        before = file.stat().st_mtime_ns
        file.write_bytes(text.replace(b"value = 1", b"value = 2"))
        kept = random.choice([before, before // NANOSECONDS * NANOSECONDS, self.clock])
        os.utime(file, ns=(kept, kept))
        return str(file)

    def make_portion(self, random: Random) -> str:
        """A directory comes to be: a namespace portion, unless it has an __init__."""
        place = self.place(random)
        place.mkdir(parents=True)
        return str(place)

    def make_directory_like_a_module(self, random: Random) -> str:
        """A directory that is named like a file of source."""
        place = self.place(random)
        place.with_suffix(random.choice([".py", ".pyc"])).mkdir(parents=True)
        return str(place)

    def turn_into_namespace(self, random: Random) -> str:
        """A regular package loses its __init__."""
        place = self.place(random)
        for suffix in (".py", ".pyc"):
            (place / f"__init__{suffix}").unlink(missing_ok=True)
        return str(place)

    def delete(self, random: Random) -> str:
        """A file, or a whole directory, goes."""
        place = self.existing(random)
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink()
        return str(place)

    def rename(self, random: Random) -> str:
        """Something moves to where a module would lie."""
        old, new = self.existing(random), self.place(random)
        new = new.with_suffix(old.suffix)
        if new.is_relative_to(old):
            return "nothing"
        new.parent.mkdir(parents=True, exist_ok=True)
        old.replace(new)
        return f"{old} to {new}"

    def change_mode(self, random: Random) -> str:
        """Permissions are taken away or given back."""
        place, mode = self.existing(random), random.choice(MODES)
        place.chmod(mode)
        return f"{place} {mode:o}"

    def give_all_back(self, random: Random) -> str:
        """Everything can be read and written again."""
        for folder, folders, files in os.walk(self.root):
            for name in (*folders, *files):
                with contextlib.suppress(OSError):
                    Path(folder, name).chmod(0o755)
        return ""

    def link(self, random: Random) -> str:
        """A symbolic link: to a file, a directory, nothing, or itself."""
        place, target = self.place(random), self.existing(random)
        place = place.with_suffix(random.choice(["", ".py", ".pyc"]))
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.is_relative_to(target):
            target = place  # a loop of one, not a tree without end
        place.symlink_to(target)
        return f"{place} to {target}"

    def archive(self, random: Random) -> str:
        """A zip archive is written anew, as one of the folders is or with modules of its own."""
        with zipfile.ZipFile(self.root / ARCHIVE, "w") as file:
            for name in random.sample(NAMES, 3):
                inside = name.replace(".", "/") + random.choice([".py", "/__init__.py"])
                stamp = (2020, 1, 1, 0, 0, self.clock // NANOSECONDS % 30 * 2)
                file.writestr(zipfile.ZipInfo(inside, stamp), self.source(random))
        return ARCHIVE

    def damage_archive(self, random: Random) -> str:
        """The archive loses its end."""
        data = (self.root / ARCHIVE).read_bytes()
        (self.root / ARCHIVE).write_bytes(data[: random.randrange(len(data))])
        return ARCHIVE

    def damage_bytecode(self, random: Random) -> str:
        """A .pyc file is cut, or has another header.  Other code could end the process."""
        file = self.existing(random, ".pyc")
        data = file.read_bytes()
        if random.random() < 0.5:
            data = data[: random.randrange(len(data) + 1)]
        else:
            at = random.choice([0, 4, 8, 12])
            number = random.choice([0, 1, 2, 3, 4, 2**32 - 1])
            data = data[:at] + struct.pack("<I", number) + data[at + 4 :]
        file.write_bytes(data)
        return str(file)

    def leave_bytecode_only(self, random: Random) -> str:
        """A .pyc file comes to lie where the source would."""
        file = self.existing(random, ".pyc")
        new = file.parent.parent / f"{file.name.partition('.')[0]}.pyc"
        shutil.copy(file, new)
        return str(new)
