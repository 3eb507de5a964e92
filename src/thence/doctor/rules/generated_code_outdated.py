"""TH061: code that a compiler for protocol buffers wrote does not fit the installed runtime.

A ``_pb2.py`` file is written for a range of protobuf's versions, and a ``_pb2_grpc.py`` for one of
grpcio's; the runtime refuses what is too old or too new for it.
"""

from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame
from ..finding import Finding
from ..questions import culprit_at, owner_in_words, pip, place
from ..requirements import unmet

CODE, NAME = "TH061", "generated-code-outdated"
GENERATED = ("_pb2.py", "_pb2_grpc.py")
RUNTIMES = {"_pb2.py": "protobuf", "_pb2_grpc.py": "grpcio"}


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what a generated module or its runtime raised while it was imported."""
    for error in evidence.error.chain:
        frames = [
            each for each in error.frames if each.file.endswith(GENERATED) and each.is_module_code
        ]
        if frames and is_about_versions(error):
            yield finding(evidence, error, frames[-1])
            return


def is_about_versions(error: Error) -> bool:
    """Is it one of the ways in which generated code and runtime do not fit?

    A module that is not found has causes of its own, and so has a name that is taken (TH097).
    """
    if any(sign in error.message for sign in ("duplicate", "already")):
        return False
    signs = ("generated", "gencode", "google.protobuf", "file_deserializer", "descriptor")
    named = any(sign in error.message.lower() for sign in signs)
    return named and not error.is_a("ModuleNotFoundError")


def finding(evidence: Evidence, error: Error, frame: Frame) -> Finding:
    """The generated file, and the runtime."""
    suffix = next(each for each in GENERATED if frame.file.endswith(each))
    runtime = RUNTIMES[suffix]
    installed = evidence.distribution(runtime)
    version = f" {installed.version}" if installed else ""
    owner = frame.owner if frame.owner and frame.owner.kind == "distribution" else None
    needs = unmet(evidence, owner.name or "", runtime) if owner else None
    name = owner.name if owner else None
    again = (
        f"upgrade {name}: {pip(evidence, f'--upgrade {name}')}"
        if name
        else f"generate it again with the compiler of {runtime}{version} (protoc, or grpcio-tools)"
    )
    other = pip(evidence, repr(needs or bound(error, runtime)).replace(" ", ""))
    install = f"install the {runtime} that it was generated for: {other}"
    whose = owner_in_words(owner) or frame.file
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{frame.file} was generated for another version of {runtime} than is installed "
            f"({runtime}{version}): {error.message.partition(chr(10))[0].rstrip('.')}"
            + (f"; {whose} needs {needs}" if needs else "")
        ),
        culprit=culprit_at(frame),
        evidence=[place(frame)],
        mends=[install, again] if needs or is_too_new(error) else [again, install],
    )


def is_too_new(error: Error) -> bool:
    """Is the generated code newer than the runtime, and not older?"""
    return "runtime_version" in error.message or "newer" in error.message


def bound(error: Error, runtime: str) -> str:
    """What to install where nobody says it."""
    if runtime == "protobuf" and "Descriptors cannot" in error.message:
        return "protobuf<4"
    return f"{runtime}>=5" if "runtime_version" in error.message else runtime
