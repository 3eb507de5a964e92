"""The few instructions of each Python that the recorder reads: data only.

``opcode`` knows them all, but is not to be loaded into the user's program; a test compares.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    class Opcodes:
        """The numbers of one version; ``..._caches`` count code units that follow.

        ``extended_quick`` is what ``extended`` becomes while code runs; ``load_immortal`` and
        ``load_mortal`` are what ``load_constant`` does; ``load_common`` is for constants that are
        not the code's own, None among them.  -1: this version has none.  From ``instrumented`` on,
        numbers are of instructions that a tool put there (``sys.monitoring``).
        """

        build_list: int
        build_tuple: int
        check_group: int
        check_match: int
        copy: int
        extended: int
        extended_quick: int
        global_caches: int
        import_name: int
        instrumented: int
        import_shift: int
        jump: int
        jump_caches: int
        load_attribute: int
        load_constant: int
        load_immortal: int
        load_mortal: int
        load_common: int
        load_global: int
        load_local: int
        load_local_borrowed: int
        load_local_checked: int
        load_name: int
        load_small_integer: int
        pop: int
        pop_error: int
        push_error: int
        raise_again: int
        reraise: int
        store_load_local: int
        store_local: int
        store_name: int
        swap: int
        with_error: int
        attribute_caches: int
        attribute_shift: int
        extensions: tuple[int, ...]
        constants: tuple[int, ...]


# types.SimpleNamespace, without types: to make a class takes as long as a dozen rows.
SIMPLE_NAMESPACE: "Any" = type(sys.implementation)
NONE = -1  # no such instruction

# Version -> instruction -> its number.
BY_VERSION: dict[tuple[int, int], dict[str, int]] = {
    (3, 11): {
        "load_constant": 100, "import_name": 108, "extended": 144, "push_error": 35,
        "with_error": 49, "check_match": 36, "load_name": 101, "load_global": 116,
        "load_attribute": 106, "build_tuple": 102, "pop": 1, "jump": 114, "global_caches": 5,
        "jump_caches": 0, "attribute_caches": 4, "attribute_shift": 0,
        "extended_quick": 34, "load_immortal": -1, "load_mortal": -1, "load_common": -1,
        "instrumented": 256,
        "import_shift": 0, "load_small_integer": NONE,
        "reraise": 119, "raise_again": 130, "pop_error": 89, "check_group": 37,
        "build_list": 103, "copy": 120, "swap": 99,
        "load_local": 124, "store_local": 125, "store_name": 90, "load_local_checked": NONE,
        "load_local_borrowed": NONE, "store_load_local": NONE,
    },
    (3, 12): {
        "load_constant": 100, "import_name": 108, "extended": 144, "push_error": 35,
        "with_error": 49, "check_match": 36, "load_name": 101, "load_global": 116,
        "load_attribute": 106, "build_tuple": 102, "pop": 1, "jump": 114, "global_caches": 4,
        "jump_caches": 0, "attribute_caches": 9, "attribute_shift": 1,
        "extended_quick": -1, "load_immortal": -1, "load_mortal": -1, "load_common": -1,
        "instrumented": 237,
        "import_shift": 0, "load_small_integer": NONE,
        "reraise": 119, "raise_again": 130, "pop_error": 89, "check_group": 37,
        "build_list": 103, "copy": 120, "swap": 99,
        "load_local": 124, "store_local": 125, "store_name": 90, "load_local_checked": 127,
        "load_local_borrowed": NONE, "store_load_local": NONE,
    },
    (3, 13): {
        "load_constant": 83, "import_name": 75, "extended": 71, "push_error": 33,
        "with_error": 44, "check_match": 7, "load_name": 92, "load_global": 91,
        "load_attribute": 82, "build_tuple": 52, "pop": 32, "jump": 97, "global_caches": 4,
        "jump_caches": 1, "attribute_caches": 9, "attribute_shift": 1,
        "extended_quick": -1, "load_immortal": -1, "load_mortal": -1, "load_common": -1,
        "instrumented": 236,
        "import_shift": 0, "load_small_integer": NONE,
        "reraise": 102, "raise_again": 101, "pop_error": 31, "check_group": 6,
        "build_list": 47, "copy": 61, "swap": 115,
        "load_local": 85, "store_local": 110, "store_name": 114, "load_local_checked": 87,
        "load_local_borrowed": NONE, "store_load_local": 111,
    },
    (3, 14): {
        "load_constant": 82, "import_name": 73, "extended": 69, "push_error": 32,
        "with_error": 43, "check_match": 6, "load_name": 93, "load_global": 92,
        "load_attribute": 80, "build_tuple": 51, "pop": 31, "jump": 100, "global_caches": 4,
        "jump_caches": 1, "attribute_caches": 9, "attribute_shift": 1,
        "extended_quick": -1, "load_immortal": 190, "load_mortal": 191, "load_common": -1,
        "instrumented": 234,
        "import_shift": 0, "load_small_integer": 94,
        "reraise": 105, "raise_again": 104, "pop_error": 29, "check_group": 5,
        "build_list": 46, "copy": 59, "swap": 117,
        "load_local": 84, "store_local": 112, "store_name": 116, "load_local_checked": 88,
        "load_local_borrowed": 86, "store_load_local": 113,
    },
    (3, 15): {
        "load_constant": 81, "import_name": 72, "extended": 67, "push_error": 30,
        "with_error": 41, "check_match": 6, "load_name": 92, "load_global": 91,
        "load_attribute": 79, "build_tuple": 49, "pop": 29, "jump": 99, "global_caches": 4,
        "jump_caches": 1, "attribute_caches": 9, "attribute_shift": 1,
        "extended_quick": -1, "load_immortal": -1, "load_mortal": -1, "load_common": 80,
        "instrumented": 233,
        "import_shift": 2, "load_small_integer": 93,
        "reraise": 104, "raise_again": 103, "pop_error": 27, "check_group": 5,
        "build_list": 44, "copy": 57, "swap": 116,
        "load_local": 83, "store_local": 111, "store_name": 115, "load_local_checked": 87,
        "load_local_borrowed": 85, "store_load_local": 112,
    },
}  # fmt: skip


def own_opcodes() -> "Opcodes | None":
    """Those of the running Python; None for one that came later than this file."""
    numbers = BY_VERSION.get(sys.version_info[:2])
    if numbers is None:
        return None
    # What pushes a constant: before an import statement, its from-list.
    constants = ("load_constant", "load_immortal", "load_mortal", "load_common")
    found: Opcodes = SIMPLE_NAMESPACE(
        **numbers,
        extensions=(numbers["extended"], numbers["extended_quick"]),
        constants=tuple([numbers[each] for each in constants]),
    )
    return found
