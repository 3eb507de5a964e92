"""An import statement, from its instructions."""

import pytest

from thence.tracing.opcodes import own_opcodes
from thence.tracing.statements import import_at

MANY_NAMES = "\n".join(f"name_{number} = 'constant {number}'" for number in range(300))
STATEMENTS = {
    "import a": ("a", 0, ()),
    "import a.b.c as d": ("a.b.c", 0, ()),
    "from a import b, c": ("a", 0, ("b", "c")),
    "from a import *": ("a", 0, ("*",)),
    "from . import b": ("", 1, ("b",)),
    "from ...a.b import c": ("a.b", 3, ("c",)),
    f"{MANY_NAMES}\nfrom ..far import away": ("far", 2, ("away",)),
    f"{MANY_NAMES}\nimport a": ("a", 0, ()),
}


@pytest.mark.parametrize("source", STATEMENTS, ids=lambda text: text[-30:])
def test_name_level_and_from_list(source):
    code, known = compile(source, "a.py", "exec"), own_opcodes()
    offsets = range(0, len(code.co_code), 2)

    found = [import_at(code, at, known) for at in offsets]

    assert [each for each in found if each is not None] == [STATEMENTS[source]]


def test_other_instructions_are_no_import():
    code = compile("x = f('a')", "a.py", "exec")

    assert {import_at(code, at, own_opcodes()) for at in range(-2, 100, 2)} == {None}
