"""Modules that exist as bytecode only."""

from .. import paths
from ..bytecode import format
from .base import CodeLoader, FileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType


class SourcelessFileLoader(FileLoader, CodeLoader):
    """A .pyc file where the source would be."""

    def get_code(self, fullname: str) -> "CodeType":
        """The code in the file.

        Raises ImportError for a file of another interpreter, EOFError for one cut short,
        OSError, and what marshal raises.
        """
        observer = self.import_state.observer
        path = self.get_filename(fullname)
        if observer is not None:
            observer.reading(fullname, path)
        data = self.get_data(path)
        format.header_flags(data, fullname, {"name": fullname, "path": path})
        body = memoryview(data)[format.HEADER_SIZE :]
        if observer is not None:
            observer.unmarshalling(fullname, path)
        code = format.code_in(body, name=fullname, bytecode_path=path)
        if observer is not None:
            observer.code_ready(fullname, code)
        return code

    def get_data(self, path: str) -> bytes:
        """All bytes of a file, which may be code.  Raises OSError."""
        return paths.read_code_file(path)

    def get_source(self, fullname: str) -> None:
        """None: there is no source."""
        return
