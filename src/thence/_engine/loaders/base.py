"""What the loaders have in common."""

from .. import paths
from ..errors import no_code, wrong_loader
from ..modules import tell_cached
from ..names import last_part_of
from ..primitives import thread
from ..protocol.legacy import load_module_warning
from ..protocol.loading import execute_again, load_locked
from ..protocol_marks import _call_with_frames_removed
from ..spec import spec_from_loader
from ..state import ImportState
from ..versions import LOAD_MODULE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any

    from ..spec import ModuleSpec


class Bound:
    """A class that belongs to one import system.

    The loaders and finders are written once; each system makes subclasses of its own, in which
    ``import_state`` is its state (see ``docs/decisions/002-bound-classes.md``).
    """

    import_state: ImportState


def load_module(loader: "Any", fullname: str) -> "ModuleType":
    """What the deprecated ``load_module`` does: load, or execute again what is in the cache.

    ``loader`` is the loader, or its class.  Raises what loading raises.
    """
    state: ImportState = loader.import_state
    load_module_warning(state)
    spec = spec_from_loader(state.spec_class, fullname, loader)
    if fullname in state.modules:
        execute_again(state, spec, state.modules[fullname])
        return state.modules[fullname]  # type: ignore[no-any-return]
    return load_locked(state, spec)  # type: ignore[no-any-return]


def code_and_cache(loader: "Any", state: ImportState, module: "ModuleType") -> "CodeType | None":
    """What ``get_code`` returns; where transforms are, the module learns which file has it.

    The list of transforms, or what one of them wants, may be another than when the spec was made.
    """
    request = (thread.get_ident(), module.__name__)
    state.caches_in_use[request] = None
    try:
        code: CodeType | None = loader.get_code(module.__name__)
    finally:
        cached = state.caches_in_use.pop(request, None)
    if cached is not None:
        tell_cached(module, cached)
    return code


class CodeLoader(Bound):
    """A loader that executes the code that its ``get_code`` returns."""

    def is_package(self, fullname: str) -> bool:
        """Is the file named ``__init__``, and the module not?"""
        file = paths.split(self.get_filename(fullname))[1]
        return file.rsplit(".", 1)[0] == "__init__" and last_part_of(fullname) != "__init__"

    def get_filename(self, fullname: str) -> str:
        """The file of the module.  Raises ImportError for a module of another loader."""
        raise NotImplementedError

    def get_code(self, fullname: str) -> "CodeType | None":
        """The module's code."""
        raise NotImplementedError

    def create_module(self, spec: "ModuleSpec") -> "ModuleType | None":
        """None: the import system makes the module."""
        return None

    def exec_module(self, module: "ModuleType") -> None:
        """Execute the module's code in its namespace.  Raises ImportError when there is none."""
        # Loaders of importlib.abc have this method on loan, and belong to no system.
        state = getattr(self, "import_state", None)
        if state is not None and state.transforms:
            code = code_and_cache(self, state, module)
        else:
            code = self.get_code(module.__name__)
        if code is None:
            raise no_code(module.__name__)
        _call_with_frames_removed(exec, code, module.__dict__)

    if LOAD_MODULE:

        def load_module(self, fullname: str) -> "ModuleType":
            """Deprecated: create and execute in one step."""
            return load_module(self, fullname)


class FileLoader(Bound):
    """A loader for one module in one file.

    ``name`` is the module's absolute name, ``path`` its file.
    """

    def __init__(self, fullname: str, path: str) -> None:
        self.name = fullname
        self.path = path

    def __eq__(self, other: object) -> bool:
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(self.name) ^ hash(self.path)

    def check_name(self, name: str | None) -> str:
        """Raise ImportError unless the name is the loader's own; None stands for that."""
        if name is not None and name != self.name:
            raise wrong_loader(self.name, name)
        return self.name

    if LOAD_MODULE:

        def load_module(self, fullname: str | None = None) -> "ModuleType":
            """Deprecated: create and execute in one step."""
            return load_module(self, self.check_name(fullname))

    def get_filename(self, fullname: str | None = None) -> str:
        """The module's file."""
        self.check_name(fullname)
        return self.path

    def get_data(self, path: str) -> bytes:
        """All bytes of a file.  Raises OSError."""
        return paths.read_file(path)

    def get_resource_reader(self, name: str | None = None) -> "Any":
        """What ``importlib.resources`` reads the package's files with."""
        self.check_name(name)
        from importlib.readers import FileReader  # the library's part, loaded when asked for

        reader: Any = FileReader
        return reader(self)
