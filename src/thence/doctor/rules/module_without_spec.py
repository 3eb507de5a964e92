"""TH002: a module put an object in its own place, and that object has no ``__spec__``.

``importlib.util.find_spec`` looks into ``sys.modules`` first, and raises ValueError for a module
whose ``__spec__`` is None.  Lazy modules that forget to pass theirs on are the usual ones.
"""

import re
from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame, Module
from ..finding import Culprit, Finding
from ..known.mended import mended_in
from ..questions import asker, culprit_in, line_that_puts, lines_in, pip, place

CODE, NAME = "TH002", "module-without-spec"
SPEC_IS_NONE = re.compile(r"^(?P<name>[\w.]+)\.__spec__ is None$")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a "X.__spec__ is None" about a module that replaced itself."""
    for error in evidence.error.chain:
        found = SPEC_IS_NONE.match(error.message) if error.is_a("ValueError") else None
        module = evidence.modules.get(found["name"]) if found else None
        if found and module is not None and module.spec == "none":
            yield finding(evidence, error, found["name"], module)


def finding(evidence: Evidence, error: Error, name: str, module: Module) -> Finding:
    """The module that replaced itself, and who asked for its spec."""
    frame = asker(error)
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{name} replaced its entry in sys.modules by an instance of {module.type}, and did "
            f"not pass on its __spec__; {asked_by(frame)}importlib.util.find_spec, and that looks "
            f"into sys.modules first and refuses a __spec__ of None"
        ),
        culprit=culprit(evidence, name, module),
        evidence=seen(evidence, name, module, frame),
        mends=mends(evidence, name, module, frame),
    )


def culprit(evidence: Evidence, name: str, module: Module) -> Culprit:
    """The line that replaces the module, if there is one; else its file."""
    line = replacing_line(evidence, name, module)
    where = f"sys.modules[{name!r}] is a {module.type.rpartition('.')[2]}"
    return culprit_in(file_of(evidence, name, module), line, module.owner, where)


def file_of(evidence: Evidence, name: str, module: Module) -> str | None:
    """The file of the module that was replaced; what took its place may not name it."""
    return module.file or evidence.replaced.get(name)


def replacing_line(evidence: Evidence, name: str, module: Module) -> int:
    """The line that writes to sys.modules, in the module's own file; 0 if none is known."""
    own = line_that_puts(evidence, "__name__")
    file = file_of(evidence, name, module)
    lines = [each for each in lines_in(evidence, "sys.modules", file) if own or each]
    return next((each.line for each in lines if each.name in ("__name__", name)), 0)


def mends(evidence: Evidence, name: str, module: Module, frame: Frame | None) -> list[str]:
    """Upgrade who is known to have mended it, or pass the spec on."""
    owner = module.owner
    if owner is None or owner.kind != "distribution" or not owner.name:
        file = file_of(evidence, name, module) or name
        return [
            (
                f"in {file}, set __spec__ = __spec__ on the object that takes the module's place "
                f"(module.__spec__ = __spec__)"
            ),
            f"import what asks{asker_file(frame)} before {name}",
        ]
    version = mended_in(owner.name, owner.version or "", name)
    wanted = f"{owner.name}>={version}" if version else f"--upgrade {owner.name}"
    lines = [f"upgrade {owner.name}: {pip(evidence, repr(wanted) if version else wanted)}"]
    asking = frame.owner if frame and frame.owner and frame.owner.name else None
    if asking:
        other = mended_in(asking.name or "", asking.version or "", "find_spec")
        if other:
            lines.append(f"upgrade who asks: {pip(evidence, repr(f'{asking.name}>={other}'))}")
    return [*lines, f"import what asks{asker_file(frame)} before {name}"]


def asker_file(frame: Frame | None) -> str:
    """Who asked, in brackets."""
    return f" ({frame.file}:{frame.line})" if frame else ""


def asked_by(frame: Frame | None) -> str:
    """Who asked, as the beginning of a sentence."""
    return f"{frame.file}:{frame.line} asks " if frame else ""


def seen(evidence: Evidence, name: str, module: Module, frame: Frame | None) -> list[str]:
    """Who imported it first, what it is, who asked."""
    first = evidence.asked_by.get(name)
    lines = [f"{name} was imported first at {first[0]}:{first[1]}"] if first else []
    lines.append(f"sys.modules[{name!r}] is an instance of {module.type}, its __spec__ is None")
    return [*lines, f"asked for at {place(frame)}"] if frame else lines
