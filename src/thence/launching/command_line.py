"""A command line of ``python``, read as the interpreter reads it."""

from . import interpreter_options as known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class NoProgramError(Exception):
    """The line runs no program: the interpreter answers it, or refuses it."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class CommandLine:
    """What one command line asks for.

    ``arguments`` is the whole line, its first item the name of the interpreter; words in
    ``own`` are options of the caller's: they are put aside before the program, in ``found``.

    Raises NoProgramError for ``--version``, ``--help``, and whatever python would refuse.

    >>> line = CommandLine(["python", "-OWerror", "-m", "pkg.mod", "-v"])
    >>> line.options, line.how, line.what, line.argv
    ([['-O'], ['-W', 'error']], 'module', 'pkg.mod', ['-m', '-v'])
    >>> line = CommandLine(["python", "-x", "a.py", "-O"])
    >>> line.options, line.how, line.what, line.argv
    ([['-x']], 'script', 'a.py', ['a.py', '-O'])
    """

    def __init__(self, arguments: "Sequence[str]", own: frozenset[str] = frozenset()) -> None:
        # The interpreter's options without the program, as [["-O"], ["-W", "error"]].
        self.options: list[list[str]] = []
        # "script", "module", "command" or "stdin", and the file, the name or the code.
        self.how = "stdin"
        self.what = ""
        # sys.argv as the program first sees it.
        self.argv = [""]
        self.found: list[str] = []
        self._own = own
        words = iter(arguments[1:])
        self._read(words)
        self.argv.extend(words)
        self.arguments = [arguments[0], *self._without_own(arguments)]

    @property
    def switches(self) -> frozenset[str]:
        """The letters of the switches that were given."""
        return frozenset(option[0][1] for option in self.options if len(option) == 1)

    def _read(self, words: "Iterator[str]") -> None:
        for word in words:
            if word in self._own:
                self.found.append(word)
            elif word == "--":
                return self._read_program(next(words, None))
            elif word.startswith("--"):
                self._read_word(word, words)
            elif word.startswith("-") and word != "-":
                if self._read_letters(word[1:], words):
                    return None
            else:
                return self._read_program(word)
        return None

    def _read_program(self, word: str | None) -> None:
        if word is None:
            return
        if word != "-":
            self.how, self.what = "script", word
        self.argv = [word]

    def _read_word(self, word: str, words: "Iterator[str]") -> None:
        if word not in known.VALUED_WORDS:
            raise NoProgramError(word)
        self.options.append([word, value_of(word, "", words)])

    def _read_letters(self, letters: str, words: "Iterator[str]") -> bool:
        """Take the letters of one word; True when they named the program."""
        for position, letter in enumerate(letters, 1):
            option = f"-{letter}"
            if letter in known.SWITCHES:
                self.options.append([option])
                continue
            if letter in known.VALUED:
                self.options.append([option, value_of(option, letters[position:], words)])
                return False
            if letter not in known.PROGRAMS:
                raise NoProgramError(option)
            self.how = known.PROGRAMS[letter]
            self.what = value_of(option, letters[position:], words)
            self.argv = [option]
            return True
        return False

    def _without_own(self, arguments: "Sequence[str]") -> list[str]:
        left = list(arguments[1:])
        for word in self.found:
            left.remove(word)
        return left


def value_of(option: str, joined: str, words: "Iterator[str]") -> str:
    """The value of an option: what is joined to it, or the next word."""
    value = joined or next(words, None)
    if value is None:
        raise NoProgramError(option)
    return value
