"""The kinds of rows that a recorder writes: kind and thread, time, facts.

Each stands for the class of that name in ``events.py``; ``decoding.py`` knows the facts of each.
Rows follow each other in one flat list, since a tuple for each would be one more object for the
garbage collector to look after.  Numbers and sizes are part of the file format: new kinds get
new numbers, and each file says what its sizes are.
"""

# A row begins with its kind, and as many times this as is its thread's number.
THREAD = 256

THREAD_SEEN = 1
REQUESTED = 2
CACHE_ANSWERED = 3
FINDER_ANSWERED = 4
ENTRY_ANSWERED = 5
HOOK_ANSWERED = 6
SPEC_CHOSEN = 7
EXECUTING = 8
READING = 9
UNMARSHALLING = 10
COMPILING = 11
CODE_READY = 12
BYTECODE_REFUSED = 13
BYTECODE_WRITTEN = 14
EXECUTED = 15
FAILED = 16
REQUEST_ENDED = 17
SWALLOWED = 18
LIST_CHANGED = 19
IMPORT_FUNCTION_CHANGED = 20
ATTRIBUTE_CHANGED = 21
MEMORY_MEASURED = 22
PROCESS_ENDED = 23
CONTENT_READ = 24
FINDERS = 26  # a number for some finders, and their names, in the order in which they are asked
# Several steps in one row, which others that were written meanwhile stand before.
BYTECODE_USED = 27  # the file, when it was looked for, and when it had been read; now it is code
# The number of the finders, when each had answered, and the facts of SPEC_CHOSEN; None for what
# the spec shadows: a finder raised.
SEARCHED = 28

# How many facts follow kind and time.
SIZES = {
    THREAD_SEEN: 2,
    REQUESTED: 6,
    CACHE_ANSWERED: 8,
    FINDER_ANSWERED: 3,
    ENTRY_ANSWERED: 4,
    HOOK_ANSWERED: 3,
    SPEC_CHOSEN: 7,
    EXECUTING: 1,
    READING: 2,
    UNMARSHALLING: 2,
    COMPILING: 2,
    CODE_READY: 1,
    BYTECODE_REFUSED: 3,
    BYTECODE_WRITTEN: 2,
    EXECUTED: 2,
    FAILED: 4,
    REQUEST_ENDED: 1,
    SWALLOWED: 6,
    LIST_CHANGED: 3,
    IMPORT_FUNCTION_CHANGED: 2,
    ATTRIBUTE_CHANGED: 4,
    MEMORY_MEASURED: 1,
    PROCESS_ENDED: 1,
    CONTENT_READ: 5,
    FINDERS: 2,
    BYTECODE_USED: 4,
    SEARCHED: 9,
}
