"""Each way of starting a program: what __main__ looks like, and what runs it."""

import sys

from . import sources
from .first_frame import function_with_room, with_room
from .main_names import be_file, be_no_file, loader_class
from .path_zero import absolute, insert_path_zero, path_importer
from .prompts import begin_prompt
from .starting import prompt_is_a_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .command_line import CommandLine

# The interpreter calls the prompt that is a module; before, it ran it as -m does.
PROMPT_IS_CALLED = sys.version_info >= (3, 14)


class Program:
    """What runs a program: start.py calls the function, so that no frame lies between.

    ``keeps_names``: __main__ has its __file__ to the end.  That of a script loses it when the
    script has run; the interpreter sees to that, and takes start.py for the script.
    """

    __slots__ = ("arguments", "function", "keeps_names")

    def __init__(self, function: "Any", *arguments: "Any", keeps_names: bool = False) -> None:
        self.function = function
        self.arguments = arguments
        self.keeps_names = keeps_names


def find_program(line: "CommandLine", namespace: "dict[str, Any]", *, at_prompt: bool) -> Program:
    """Make __main__ and ``sys.path`` ready for the program, and say what runs it."""
    if line.how == "script":
        return script(line, namespace)
    be_no_file(namespace)
    if at_prompt:
        return prompt(line, namespace)
    insert_path_zero(line)
    if line.how == "module":
        return module(line.what)
    if line.how == "command":
        return command(line.what, namespace)
    return standard_input(namespace)


def script(line: "CommandLine", namespace: "dict[str, Any]") -> Program:
    """A file with source or bytecode, or a folder or an archive with a __main__."""
    file = line.what if is_url(line.what) else absolute(line.what)
    if path_importer(file) is not None:
        be_no_file(namespace)
        sys.path.insert(0, file)
        return run_by_runpy("__main__", alter_argv=False)
    insert_path_zero(line)
    sys.audit("cpython.run_file", file)
    data = sources.read_program(file, skip_line="x" in line.switches)
    be_file(namespace, file)
    kind = "SourcelessFileLoader" if sources.is_bytecode(file, data) else "SourceFileLoader"
    namespace["__loader__"] = loader_class(kind)("__main__", file)
    return Program(exec, with_room(sources.code_of_file(file, data)), namespace)


def is_url(word: str) -> bool:
    """Is this a URL?  A path hook may know it; where none does, it is a file's name."""
    return "://" in word and path_importer(word) is not None


def module(name: str) -> Program:
    """``-m``: the standard library's job, as it is the interpreter's."""
    sys.audit("cpython.run_module", name)
    return run_by_runpy(name, alter_argv=True)


def run_by_runpy(name: str, *, alter_argv: bool) -> Program:
    """A module that is found on the path, and becomes __main__."""
    import runpy

    run = function_with_room(runpy._run_module_as_main)  # type: ignore[attr-defined]
    return Program(run, name, alter_argv, keeps_names=True)


def command(code: str, namespace: "dict[str, Any]") -> Program:
    """``-c``."""
    sys.audit("cpython.run_command", code)
    return Program(exec, with_room(sources.code_of_command(f"{code}\n")), namespace)


def standard_input(namespace: "dict[str, Any]") -> Program:
    """A program that comes through standard input."""
    sys.audit("cpython.run_stdin")
    code = sources.code_of_source("<stdin>", sources.read_standard_input())
    be_file(namespace, "<stdin>")
    return Program(exec, with_room(code), namespace)


def prompt(line: "CommandLine", namespace: "dict[str, Any]") -> Program:
    """Nobody gave a program.

    Where the prompt is the interpreter's own, nothing runs: the interpreter was given -i, and
    turns to the prompt by itself when start.py has ended.
    """
    as_module = prompt_is_a_module(line)
    begin_prompt(line, namespace, as_module=as_module)
    if not as_module:
        return Program(int)
    return called_prompt() if PROMPT_IS_CALLED else run_by_runpy("_pyrepl", alter_argv=False)


def called_prompt() -> Program:
    """The prompt that is a module's function."""
    from _pyrepl.main import interactive_console  # type: ignore[import-not-found]

    return Program(interactive_console, sys.modules["__main__"])
