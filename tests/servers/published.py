"""Sites as ``thence publish`` makes them, and sources of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from web_server import Site

from thence.sources import Limits, Settings
from thence.sources.libraries import Libraries
from thence.sources.stores.http import HttpSource
from thence.sources.stores.static import bundled, index_of
from thence.sources.stores.static_revisions import INDEX


def settings_of(*allowed: str, plain_http: bool = False, **limits: Any) -> Settings:
    """Settings of a test's own."""
    return Settings(allowed, Libraries(), limits=Limits(**limits), plain_http=plain_http)


def source_at(entry: str, *allowed: str, plain_http: bool = False, **limits: Any) -> HttpSource:
    """A source with settings of its own."""
    settings = settings_of(entry, *allowed, plain_http=plain_http, **limits)
    return HttpSource(entry, settings)


def publish(
    site: Site, files: Mapping[str, bytes | str], folder: str = "lib", *, bundle: bool = False
) -> str:
    """Put files and their listing on a site; their path entry."""
    plain = {
        name: data.encode() if isinstance(data, str) else data for name, data in files.items()
    }
    settings = settings_of()
    index = index_of(plain, settings)
    more: dict[str, bytes] = {}
    if bundle:
        archive = bundled(plain, settings)
        index["bundle"] = f"thence-bundle-{settings.library.sha256(archive)}.zip"
        more[index["bundle"]] = archive
    more[INDEX] = json.dumps(index).encode()
    site.publish(folder, {**plain, **more})
    return f"{site.url}/{folder}"
