"""Programs in processes of their own, with sources beside them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

import thence
from thence.sources import Sources
from thence.sources.lock.pins import Pin
from thence.sources.pinning import hashes_of

THENCE = str(Path(thence.__file__).parents[1])
COMMAND = (
    f"import sys; sys.path.insert(0, {THENCE!r}); from thence.cli import main; sys.exit(main())"
)


class Place:
    """A folder for a program, an archive, a lock and a cache."""

    thence_folder = THENCE

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "THENCE"))}
        self.environment = {**inherited, "THENCE_CACHE": str(folder / "cache")}
        # What every command begins with.
        self.begin: list[str] = []

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file; text is dedented."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text if isinstance(text, bytes) else textwrap.dedent(text).encode()
        file.write_bytes(data)
        return file

    def archive(self, name: str, files: Mapping[str, str | bytes]) -> Path:
        """Write a zip archive."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, text in files.items():
                archive.writestr(each, text if isinstance(text, bytes) else textwrap.dedent(text))
        return self.write(name, stream.getvalue())

    def pin(self, entry: str, files: Mapping[str, bytes]) -> None:
        """Write the lock of a source that holds these files, as ``thence pin`` would."""
        pins = {name: Pin(sha256(data).hexdigest(), len(data)) for name, data in files.items()}
        Sources(lock=self.folder / "thence.lock").rules.write_lock({entry: pins})

    def pin_archive(self, name: str) -> None:
        """What ``thence pin`` does, in this process: the lock is written, the files are kept."""
        entry = str(self.folder / name)
        lock, cache = self.folder / "thence.lock", self.folder / "cache"
        sources = Sources([entry], lock=lock, cache=cache)
        source = sources.shelf.contents_at(entry)[0].source
        sources.rules.write_lock({entry: hashes_of(source, sources.rules)})

    def respect_permissions(self) -> None:
        """From now on commands may write only where their user may, be it root."""
        if os.getuid():
            return
        if shutil.which("setpriv") is None:
            pytest.skip("root may write everywhere, and there is no setpriv: NOT TESTED")
        power = "-dac_override,-dac_read_search"
        self.begin = ["setpriv", "--bounding-set", power, "--inh-caps", power]

    def python(self, text: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Run a program that may import thence."""
        program = self.write("program.py", text)
        return self._run([sys.executable, *options, str(program)], PYTHONPATH=THENCE)

    def output(self, text: str) -> str:
        """What a program prints; it has to end well."""
        ended = self.python(text)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def thence(
        self, *words: str, below: str = ".", python: str = sys.executable
    ) -> subprocess.CompletedProcess[str]:
        """Run the command, in the folder or one below it."""
        return self._run([python, "-c", COMMAND, *words], below)

    def run_with(self, source: str, program: str) -> subprocess.CompletedProcess[str]:
        """Run a program that finds a source, the standard library, and nothing else."""
        command = [sys.executable, "-S", "-c", COMMAND, "run", "--source", source, program]
        return self._run(command)

    def run_on_disk(self, folder: str, program: str) -> subprocess.CompletedProcess[str]:
        """Run a program that finds a folder, the standard library, and nothing else."""
        return self._run([sys.executable, "-S", program], PYTHONPATH=folder)

    def _run(
        self, command: list[str], below: str = ".", **more: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.begin, *command],
            cwd=self.folder / below,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty folder."""
    return Place(tmp_path)
