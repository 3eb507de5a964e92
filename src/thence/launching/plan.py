"""What else is to happen at a start, besides running the program on thence.

The plan travels on the interpreter's command line, as words before a ``--``: nothing of it
shows in the program's environment.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

END = "--"
NO_CHILDREN = "no-children"
EVERYWHERE = "everywhere"
PROMPT = "prompt"

# The moments at which a hook may be called, in their order.
INSTALLED = "installed"  # thence is in force; site was not imported yet
READY = "ready"  # site was imported, sys.path is complete; the program comes next
ENDED = "ended"  # the program ran to its end or raised; exit handlers are still to come
MOMENTS = (INSTALLED, READY, ENDED)


class Hook:
    """A function to be called at one moment: ``module:function``, with one string.

    >>> Hook.from_word("installed=thence.tracing:begin=out=1.json").argument
    'out=1.json'
    """

    __slots__ = ("_found", "argument", "function", "module", "moment")

    def __init__(self, moment: str, module: str, function: str, argument: str = "") -> None:
        self.moment = moment
        self.module = module
        self.function = function
        self.argument = argument
        self._found: Any = None

    @classmethod
    def from_word(cls, word: str) -> "Hook":
        """The hook that ``word`` stands for."""
        moment, target, argument = word.split("=", 2)
        module, _, function = target.partition(":")
        return cls(moment, module, function, argument)

    def word(self) -> str:
        """The hook as one word of a command line."""
        return f"{self.moment}={self.module}:{self.function}={self.argument}"

    def find(self) -> None:
        """Import the module, and keep the function.

        That of a hook that is called after the program, too, before the program: it may empty
        ``sys.modules`` and ``sys.path``, and replace what is built in.
        """
        if self._found is None:
            self._found = getattr(__import__(self.module, fromlist=[self.function]), self.function)

    def call(self) -> None:
        """Call the function."""
        self.find()
        self._found(self.argument)


class Plan:
    """What a launcher asks of ``boot``; children are started with the same plan.

    ``children``: whether the interpreters that the program starts run on thence, too;
    ``everywhere``: those that other programs start between, too (a shell), which can be seen in
    the environment of these.
    ``prompt``: whether there is no program, and somebody types at a terminal.
    """

    __slots__ = ("children", "everywhere", "hooks", "prompt")

    def __init__(
        self,
        *,
        children: bool = True,
        everywhere: bool = False,
        prompt: bool = False,
        hooks: "Iterable[Hook]" = (),
    ) -> None:
        self.children = children
        self.everywhere = everywhere
        self.prompt = prompt
        self.hooks = tuple(hooks)

    @classmethod
    def from_words(cls, words: "Iterable[str]") -> "Plan":
        """The plan that ``words`` stand for.

        >>> Plan.from_words(Plan(children=False).words()).children
        False
        """
        words = list(words)
        hooks = [Hook.from_word(word) for word in words if "=" in word]
        return cls(
            children=NO_CHILDREN not in words,
            everywhere=EVERYWHERE in words,
            prompt=PROMPT in words,
            hooks=hooks,
        )

    def words(self) -> list[str]:
        """The plan as words of a command line."""
        said = {
            NO_CHILDREN: not self.children,
            EVERYWHERE: self.everywhere,
            PROMPT: self.prompt,
        }
        words = [word for word, is_so in said.items() if is_so]
        return words + [hook.word() for hook in self.hooks]

    def at_prompt(self) -> "Plan":
        """The same plan, for somebody who types at a terminal."""
        return self._with_prompt(prompt=True)

    def without_prompt(self) -> "Plan":
        """The same plan, for a child."""
        return self._with_prompt(prompt=False)

    def _with_prompt(self, *, prompt: bool) -> "Plan":
        return Plan(
            children=self.children, everywhere=self.everywhere, prompt=prompt, hooks=self.hooks
        )

    def call_hooks(self, moment: str) -> None:
        """Call the hooks of one moment, in their order."""
        for hook in self.hooks:
            hook.find()
            if hook.moment == moment:
                hook.call()
