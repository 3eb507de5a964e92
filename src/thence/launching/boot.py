"""From the first line of ``start.py`` to the first line of the program."""

import sys

# Kept: a program may have taken them away when it ends.
from builtins import KeyboardInterrupt, SystemExit, bool, getattr, isinstance  # noqa: A004, UP029

import thence

from .._engine import paths
from . import ending, flags, plan, programs, sites
from .collecting import begin_collecting_anew, collector
from .command_line import CommandLine
from .kept_names import NAMES_GO_FIRST, Exit, KeptNames
from .launcher import replace_process, started
from .starting import folder, start_file, wants_prompt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any


class Boot:
    """One start.  ``with`` it, ``function(*arguments())`` is the program.

    ``namespace`` is that of __main__, in which start.py runs now and the program will;
    ``name`` is what start.py calls this object there.
    """

    def __init__(self, namespace: "dict[str, Any]", name: str) -> None:
        self.namespace = namespace
        self.name = name
        end = sys.argv.index(plan.END)
        self.plan = plan.Plan.from_words(sys.argv[1:end])
        self.line = CommandLine([sys.orig_argv[0], *sys.argv[end + 1 :]])
        # Whether the interpreter will look at what the program left behind (-i).
        self.inspects = bool(sys.flags.inspect)
        # Which of the program's imports are lazy; empty before 3.15.
        self.lazy_imports: str = namespace["lazy_imports"]
        self.program = programs.Program(int)
        self.collector = collector()
        self.installation: thence.Installation | None = None

    def prepare(self) -> None:
        """Everything before the program, in the order of a plain start."""
        if wants_prompt(self.line) and not self.plan.prompt:
            # A child: whoever started it could not know what its standard input is.
            replace_process(started(self.line, self.plan))
        self.forget_own_names()
        self.restore_sys()
        self.installation = thence.install()
        follow = self.following_children()
        self.plan.call_hooks(plan.INSTALLED)
        follow()
        self.forget_own_entries()
        if self.lazy_imports:
            sys.set_lazy_imports(self.lazy_imports)  # type: ignore[attr-defined, unused-ignore]
        sites.import_site()
        self.program = programs.find_program(self.line, self.namespace, at_prompt=self.plan.prompt)
        self.plan.call_hooks(plan.READY)
        begin_collecting_anew(self.collector)

    def following_children(self) -> "Callable[[], None]":
        """What has interpreters that the program starts follow the plan, if they are to."""
        if not self.plan.children:
            return lambda: None
        from .children import following

        return following(self.plan)

    def restore_sys(self) -> None:
        """Show the command line, the flags and the path that the user's start has."""
        sys.orig_argv[:] = self.line.arguments
        sys.argv[:] = self.line.argv
        if not sys.flags.safe_path:
            del sys.path[0]  # the folder of start.py
        sys.flags = flags.as_the_user_gave(sys.flags, self.line, prompt=self.plan.prompt)

    def forget_own_names(self) -> None:
        """Leave in __main__ what the interpreter made there, and this object."""
        kept = self.namespace.pop(self.name)
        for name in [name for name in self.namespace if not name.startswith("__")]:
            del self.namespace[name]
        self.namespace[self.name] = kept
        self.namespace["__doc__"] = None

    def forget_own_entries(self) -> None:
        """Leave no finder in the cache that a plain start would not have made."""
        own = paths.split(folder())[0]
        for entry in list(sys.path_importer_cache):
            if entry == start_file() or f"{entry}/".startswith(f"{own}/"):
                del sys.path_importer_cache[entry]

    @property
    def function(self) -> "Any":
        """What runs the program."""
        return self.program.function

    def arguments(self) -> "tuple[Any, ...]":
        """What the function is called with; the last of start.py's names is taken away."""
        del self.namespace[self.name]
        return self.program.arguments

    def __enter__(self) -> None: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: "TracebackType | None",
    ) -> None:
        if self.namespace.get(self.name) is self:  # there was no program to run
            del self.namespace[self.name]
        self.plan.call_hooks(plan.ENDED)
        if isinstance(error, SystemExit):
            ending.tell_why_there_is_no_module(error)
        if self.program.keeps_names and NAMES_GO_FIRST:
            self.end_with_names(KeptNames(self.namespace), error)
        else:
            self.end(error)

    def end(self, error: BaseException | None) -> None:
        """Let the program end, with the error that left it."""
        # The interpreter would now take start.py's __file__ out of __main__: it must not come
        # to that where __main__ is a module's.
        leave = self.program.keeps_names and not self.inspects and not asks_for_prompt()
        if error is None:
            if leave:
                raise SystemExit(0)
        elif not isinstance(error, SystemExit) or self.inspects:
            # The interpreter itself has to see an interrupt, to die of it.
            leave = leave and not isinstance(error, KeyboardInterrupt)
            ending.show_without_own_frames(leave=leave)

    def end_with_names(self, kept: KeptNames, error: BaseException | None) -> None:
        """The same, where __file__ has been taken away when the interpreter looks at the error."""
        if error is None:
            if not self.inspects and not asks_for_prompt():
                raise Exit(kept, SystemExit(0))
        elif isinstance(error, SystemExit) and not self.inspects:
            raise Exit(kept, error)
        else:
            ending.show_without_own_frames(first=kept.put_back)


def asks_for_prompt() -> bool:
    """Whether the program asked for a prompt after its end, through the environment."""
    # Not by a statement: the program may have taken __import__ away.
    environ = getattr(sys.modules.get("os"), "environ", {})
    return bool(not sys.flags.ignore_environment and environ.get("PYTHONINSPECT"))
