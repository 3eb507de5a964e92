"""The rules about an environment, the most harmful first."""

from . import (
    circular_project,
    editable_gone,
    extension_of_another_python,
    files_gone,
    hidden_module,
    open_entry,
    path_file,
    stale_entry,
    two_versions,
    unused_bytecode,
)

RULES = (
    open_entry,
    hidden_module,
    two_versions,
    extension_of_another_python,
    files_gone,
    editable_gone,
    path_file,
    circular_project,
    stale_entry,
    unused_bytecode,
)
