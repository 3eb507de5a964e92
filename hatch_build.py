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
    """Puts the joined modules in the place of the small ones."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files that differ, and have them taken into the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from building.joining import joined_package

        self.written = TemporaryDirectory()
        for path, text in joined_package(Path(self.root, "src", "thence")).items():
            file = Path(self.written.name, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            build_data["force_include"][str(file)] = path

    def finalize(self, version: str, *_: Any) -> None:
        """Take the files away again."""
        if version != "editable":
            self.written.cleanup()
