"""The build step of a wheel: the modules that every start loads are joined (building/joining.py).

An editable install has the small files themselves.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class JoiningHook(BuildHookInterface):  # type: ignore[type-arg]
    """Names every file of the package, since some are not taken as they lie in the sources."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files that differ; take them and all others into the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from building.joining import joined_package

        package = Path(self.root, "src", "thence")
        files = {
            file.relative_to(package.parent).as_posix(): file
            for file in package.rglob("*")
            if file.is_file() and "__pycache__" not in file.parts
        }
        self.written = TemporaryDirectory()
        for path, text in joined_package(package).items():
            files[path] = Path(self.written.name, path)
            files[path].parent.mkdir(parents=True, exist_ok=True)
            files[path].write_text(text, "utf-8")
        build_data["force_include"].update({str(file): path for path, file in files.items()})

    def finalize(self, version: str, *_: Any) -> None:
        """Take the written files away again."""
        if version != "editable":
            self.written.cleanup()
