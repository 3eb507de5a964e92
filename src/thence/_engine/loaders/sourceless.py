"""Modules that exist as bytecode only."""

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
        path = self.get_filename(fullname)
        data = self.get_data(path)
        format.header_flags(data, fullname, {"name": fullname, "path": path})
        body = memoryview(data)[format.HEADER_SIZE :]
        return format.code_in(body, name=fullname, bytecode_path=path)

    def get_source(self, fullname: str) -> None:
        """None: there is no source."""
        return
