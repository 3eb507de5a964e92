"""For which processor a binary was built, as the first bytes of an ELF file say."""

import sys
from functools import cache
from pathlib import Path

NAMES = {3: "x86", 40: "ARM", 62: "x86-64", 183: "AArch64", 243: "RISC-V", 21: "PowerPC 64"}
NAMES |= {22: "S/390", 258: "LoongArch"}


def processor_of_another(file: str) -> str:
    """The processor of a binary, if it is not that of this interpreter; else ""."""
    # The executable may be a script that starts Python; what runs is known to the system.
    own, other = header(sys.executable) or header("/proc/self/exe"), header(file)
    if own is None or other is None or own == other:
        return ""
    bits = 64 if other[0] == 2 else 32  # noqa: PLR2004 - ELFCLASS64
    return f"{NAMES.get(other[1], f'machine {other[1]}')}, {bits} bits"


@cache
def header(file: str) -> tuple[int, int] | None:
    """The class (1: 32 bits, 2: 64) and the machine of an ELF file; None: it is none.

    Source: System V ABI, chapter 4: e_ident is 16 bytes, e_machine the second half word after.
    """
    try:
        with Path(file).open("rb", buffering=0) as stream:
            start = stream.read(20)
    except OSError:
        return None
    if start[:4] != b"\x7fELF" or len(start) < 20:  # noqa: PLR2004 - of the header
        return None
    return start[4], int.from_bytes(start[18:20], "little" if start[5] == 1 else "big")
