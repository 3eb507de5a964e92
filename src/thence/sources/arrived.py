"""Modules that were imported while a source was asked for them: it needed them itself.

What asked for the source's answer would import them a second time, and the first copy would live
on in whatever imported that.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from .._engine.spec import ModuleSpec


class ArrivedLoader:
    """Hands over a module that is there already, as it is."""

    def __init__(self, module: "ModuleType") -> None:
        self._module = module
        self._spec = module.__spec__

    def create_module(self, spec: "ModuleSpec") -> "ModuleType":  # noqa: ARG002 - the protocol's
        """The module itself."""
        return self._module

    def exec_module(self, module: "ModuleType") -> None:
        """It was executed; only its spec is put back."""
        module.__spec__ = self._spec


def spec_of(module: "ModuleType", fullname: str, spec_class: "Any") -> "ModuleSpec":
    """A spec by which a module that is there is imported.  Its own is put back by the loader."""
    spec: ModuleSpec = spec_class(
        fullname, ArrivedLoader(module), origin=getattr(module.__spec__, "origin", None)
    )
    spec.submodule_search_locations = getattr(module, "__path__", None)
    # The import protocol prefers the spec of a module that appeared during the search, and would
    # execute it again by that.
    module.__spec__ = None
    return spec
