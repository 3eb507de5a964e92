"""CycloneDX 1.6: what was really imported, of which distribution, with the hash of each file.

Source: https://cyclonedx.org/docs/1.6/json/
"""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from ..recording import Recording
from ..tree import Import, Outcome
from .owning import Owner, Owners, file_of

SPEC_VERSION = "1.6"
Value = dict[str, Any]

# The SHA-256 of a file, in hexadecimal; None: it cannot be read any more.
HashOf = Callable[[str], str | None]


def document(recording: Recording, owners: Owners, hash_of: HashOf, version: str = "") -> Value:
    """The bill of materials, as plain values for JSON."""
    grouped: dict[Owner, dict[str, Import]] = {}
    for node in recording.imports():
        file = file_of(node)
        if file is not None and node.outcome is Outcome.LOADED:
            grouped.setdefault(owners(node), {}).setdefault(file, node)
    components = [component_of(owner, files, hash_of) for owner, files in grouped.items()]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": SPEC_VERSION,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identity_of(recording))}",
        "version": 1,
        "metadata": {
            "tools": {"components": [tool(version)]},
            "component": program_of(recording),
        },
        "components": sorted(components, key=lambda each: str(each["bom-ref"])),
    }


def identity_of(recording: Recording) -> str:
    """What tells a recording from all others."""
    return repr([(each.pid, each.began_at, each.argv) for each in recording.processes])


def tool(version: str) -> Value:
    """Who made the document."""
    known = {"type": "application", "name": "thence", "version": version}
    return {name: value for name, value in known.items() if value}


def program_of(recording: Recording) -> Value:
    """The program whose imports these are."""
    words = recording.processes[0].argv if recording.processes else ()
    return {"type": "application", "bom-ref": "program", "name": " ".join(words) or "python"}


def component_of(owner: Owner, files: dict[str, Import], hash_of: HashOf) -> Value:
    """A distribution, or what stands for one, and its files below it."""
    component: Value = {
        "type": "platform" if owner.kind in ("standard library", "interpreter") else "library",
        "bom-ref": f"owner:{owner.label}",
        "name": owner.name or owner.kind,
    }
    if owner.version:
        component["version"] = owner.version
    if owner.kind == "distribution":
        component["purl"] = package_url(owner)
    listed = sorted(files.items())
    component["components"] = [file_component(file, node, hash_of) for file, node in listed]
    return component


def package_url(owner: Owner) -> str:
    """The package URL of a distribution.

    >>> package_url(Owner("distribution", "Zope.Interface", "5.0"))
    'pkg:pypi/zope-interface@5.0'
    """
    name = (owner.name or "").lower().replace("_", "-").replace(".", "-")
    return f"pkg:pypi/{quote(name)}" + (f"@{quote(owner.version)}" if owner.version else "")


def file_component(file: str, node: Import, hash_of: HashOf) -> Value:
    """A file that a module was made from."""
    component: Value = {
        "type": "file",
        "bom-ref": f"file:{file}",
        "name": file,
        "properties": [{"name": "thence:module", "value": node.fullname}],
    }
    found = hash_of(file)
    if found is not None:
        component["hashes"] = [{"alg": "SHA-256", "content": found}]
    return component
