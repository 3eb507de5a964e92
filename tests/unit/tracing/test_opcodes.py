"""The table of instructions, against the interpreter's own."""

import dis
import opcode
import sys

import pytest

from thence.tracing.opcodes import BY_VERSION, NONE

NAMES = {
    "load_constant": "LOAD_CONST",
    "import_name": "IMPORT_NAME",
    "extended": "EXTENDED_ARG",
    "push_error": "PUSH_EXC_INFO",
    "with_error": "WITH_EXCEPT_START",
    "check_match": "CHECK_EXC_MATCH",
    "load_name": "LOAD_NAME",
    "load_global": "LOAD_GLOBAL",
    "load_attribute": "LOAD_ATTR",
    "build_tuple": "BUILD_TUPLE",
    "pop": "POP_TOP",
    "reraise": "RERAISE",
    "raise_again": "RAISE_VARARGS",
    "pop_error": "POP_EXCEPT",
    "check_group": "CHECK_EG_MATCH",
    "build_list": "BUILD_LIST",
    "copy": "COPY",
    "swap": "SWAP",
    "load_local": "LOAD_FAST",
    "store_local": "STORE_FAST",
    "store_name": "STORE_NAME",
    "jump": "POP_JUMP_IF_FALSE" if sys.version_info >= (3, 12) else "POP_JUMP_FORWARD_IF_FALSE",
}
# Forms that instructions take while code runs; -1 where a version has none.
SPECIAL = {
    "extended_quick": "EXTENDED_ARG_QUICK",
    "load_immortal": "LOAD_CONST_IMMORTAL",
    "load_mortal": "LOAD_CONST_MORTAL",
}
# Instructions that some versions do not have.
NEWER = {
    "load_small_integer": "LOAD_SMALL_INT",
    "load_local_checked": "LOAD_FAST_CHECK",
    "load_local_borrowed": "LOAD_FAST_BORROW",
    "store_load_local": "STORE_FAST_LOAD_FAST",
}
CACHES = {
    "global_caches": "LOAD_GLOBAL",
    "jump_caches": NAMES["jump"],
    "attribute_caches": "LOAD_ATTR",
}


@pytest.fixture
def numbers():
    version = sys.version_info[:2]
    if version not in BY_VERSION:
        pytest.skip(f"the table has no Python {version}: add it")
    return BY_VERSION[version]


@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_the_interpreters(numbers, name):
    assert numbers[name] == opcode.opmap[NAMES[name]]


@pytest.mark.parametrize("name", SPECIAL)
def test_numbers_of_special_forms_are_the_interpreters(numbers, name):
    known = getattr(opcode, "_specialized_opmap", None) or getattr(dis, "_all_opmap", {})

    assert numbers[name] == known.get(SPECIAL[name], -1)


def test_none_is_no_constant_of_the_code_since_3_15(numbers):
    code = compile("import a", "", "exec")
    before = code.co_code[list(code.co_code).index(numbers["import_name"]) - 2]

    assert (before == numbers["load_common"]) == (sys.version_info >= (3, 15))


def test_what_tools_and_optimizers_put_there_has_the_highest_numbers(numbers):
    named = {name: each for name, each in opcode.opmap.items() if each < 256}
    put_there = ("INSTRUMENTED_", "ENTER_EXECUTOR", "TRACE_RECORD")
    above = {name for name, each in named.items() if each >= numbers["instrumented"]}

    assert {name for name in named if name.startswith(put_there[0])} <= above
    assert all(name.startswith(put_there) for name in above)


@pytest.mark.parametrize("name", CACHES)
def test_so_many_cache_entries_follow(numbers, name):
    found = opcode._inline_cache_entries  # type: ignore[attr-defined]
    entry = CACHES[name]
    by_name = found.get(entry, 0) if hasattr(found, "get") else found[opcode.opmap[entry]]

    assert numbers[name] == by_name


@pytest.mark.parametrize("name", NEWER)
def test_numbers_of_newer_instructions_are_the_interpreters(numbers, name):
    assert numbers[name] == opcode.opmap.get(NEWER[name], NONE)


def test_every_version_has_every_number():
    names = {name for numbers in BY_VERSION.values() for name in numbers}

    assert all(set(numbers) == names for numbers in BY_VERSION.values())
    others = {"attribute_shift", "import_shift", "instrumented", "load_common"}
    assert names == {*NAMES, *SPECIAL, *NEWER, *CACHES, *others}
