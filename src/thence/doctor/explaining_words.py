"""Words for what the evidence says of the interpreter."""

from .evidence import Evidence


def running_python(evidence: Evidence) -> str:
    """The Python that failed, in two numbers.

    >>> from .evidence import Interpreter
    >>> running_python(Evidence(interpreter=Interpreter(version="3.11.7")))
    'Python 3.11'
    """
    return f"Python {'.'.join(map(str, evidence.interpreter.number[:2]))}"
