"""TH118: something that is executed at each start of Python raises.

``site`` executes the ``import`` lines of ``.pth`` files, sitecustomize and usercustomize. It says
what they raise, and goes on: what they were to set up is not.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import FailedStart, Surroundings

CODE, NAME = "TH118", "failing-start"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each line, and each module, that raised when Python was started."""
    # Why they fail is known without a start: told by TH107.
    known = {(each.file, each.line) for each in surroundings.path_lines if each.why != "missing"}
    for each in surroundings.failed_starts:
        if each.module:
            yield from of_module(surroundings, each)
        elif (each.file, each.line) not in known:
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"line {each.line} of {each.file} raises {each.error} at each start: the rest "
                    "of the file is skipped"
                ),
                culprit=Culprit(each.file, each.line),
                mends=["mend the line, or remove it"],
            )


def of_module(surroundings: Surroundings, failed: FailedStart) -> Iterator[Finding]:
    """The module that the path has of its name."""
    for _, provider in surroundings.providers(failed.module)[:1]:
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{failed.module} raises {failed.error} at each start: the rest of it is not "
                "executed"
            ),
            culprit=Culprit(provider.file),
            mends=[f"mend {provider.file}, or remove it"],
            checks=[f"PYTHONVERBOSE=1 {surroundings.executable or 'python'} -c pass"],
        )
