"""Modules and names that the standard library has from a later Python on, and what brings them.

Source: "Added in version" in the library reference; the READMEs of the backports.
"""

MODULES = {
    "annotationlib": ("3.14", "typing_extensions"),
    "compression": ("3.14", "backports.zstd"),
    "compression.zstd": ("3.14", "backports.zstd"),
    "concurrent.interpreters": ("3.14", ""),
    "graphlib": ("3.9", ""),
    "string.templatelib": ("3.14", ""),
    "tomllib": ("3.11", "tomli"),
    "zoneinfo": ("3.9", "backports.zoneinfo"),
}
# typing's, each with the Python that has it; typing_extensions has all of them.
TYPING = {
    "3.11": (
        *("LiteralString", "Never", "NotRequired", "Required", "Self", "TypeVarTuple", "Unpack"),
        *("assert_never", "assert_type", "clear_overloads", "dataclass_transform"),
        *("get_overloads", "reveal_type"),
    ),
    "3.12": ("TypeAliasType", "override"),
    "3.13": ("NoDefault", "ReadOnly", "TypeIs", "get_protocol_members", "is_protocol"),
    "3.14": ("evaluate_forward_ref",),
}
# The names of other modules.
OTHERS: dict[str, dict[str, tuple[str, ...]]] = {
    "asyncio": {"3.11": ("Barrier", "Runner", "TaskGroup", "timeout"), "3.13": ("QueueShutDown",)},
    "calendar": {"3.12": ("Day", "Month")},
    "collections.abc": {"3.12": ("Buffer",)},
    "concurrent.futures": {"3.14": ("InterpreterPoolExecutor",)},
    "contextlib": {"3.11": ("chdir",)},
    "copy": {"3.13": ("replace",)},
    "datetime": {"3.11": ("UTC",)},
    "enum": {"3.11": ("EnumCheck", "ReprEnum", "StrEnum", "member", "nonmember", "verify")},
    "functools": {"3.14": ("Placeholder",)},
    "hashlib": {"3.11": ("file_digest",)},
    "inspect": {"3.12": ("markcoroutinefunction",)},
    "itertools": {"3.12": ("batched",)},
    "math": {"3.11": ("cbrt", "exp2"), "3.12": ("sumprod",), "3.13": ("fma",)},
    "operator": {"3.11": ("call",), "3.14": ("is_none", "is_not_none")},
    "os": {"3.13": ("process_cpu_count",)},
    "pathlib": {"3.13": ("UnsupportedOperation",)},
    "queue": {"3.13": ("ShutDown",)},
    "random": {"3.12": ("binomialvariate",)},
    "types": {"3.12": ("get_original_bases",)},
    "typing": TYPING,
    "warnings": {"3.13": ("deprecated",)},
}
# What has a later module's names for this Python.
BACKPORTS = {"typing": "typing_extensions", "warnings": "typing_extensions"}


def added_in(module: str, name: str) -> str | None:
    """The version from which on a module of the library has a name.

    >>> added_in("typing", "override"), added_in("typing", "Any")
    ('3.12', None)
    """
    versions = OTHERS.get(module, {}).items()
    return next((version for version, names in versions if name in names), None)
