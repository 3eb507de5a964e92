"""A server with GitHub's API of files, on loopback, and the proxy that takes it for GitHub.

fsspec has the address ``https://api.github.com`` built in.  Nothing of it is replaced: it is told
of a proxy, and of the certificate authority of the tests.
"""

from __future__ import annotations

import base64
import contextlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from authority import Authority
from web_server import Handler, ProxyHandler, Site, serving

HOST = "api.github.com"
SHOWN = 1 << 20  # bytes of a file that the API hands out itself
Files = dict[str, bytes]


@dataclass
class Github:
    """Repositories; ``requests`` are those that the API got, as paths without their query.

    ``environment`` are the variables by which the API is found.
    """

    # "owner/repository" -> branch, or hash of a commit -> files
    repositories: dict[str, dict[str, Files]] = field(default_factory=dict)
    site: Site = field(default_factory=Site)
    # What large and empty files are fetched from, without TLS: aiohttp knows nothing of proxies.
    raw: Site = field(default_factory=Site)
    environment: dict[str, str] = field(default_factory=dict)
    # How many more requests are answered.
    left: int = 1 << 30
    _trees: dict[str, Files] = field(default_factory=dict)

    @property
    def requests(self) -> list[str]:
        return self.site.requests

    def put(self, repository: str, files: Mapping[str, bytes], branch: str = "main") -> str:
        """The files of a branch from now on; the hash of their commit."""
        commit = hash_of(repr(sorted(files.items())).encode())
        branches = self.repositories.setdefault(repository, {})
        branches[branch] = branches[commit] = dict(files)
        return commit

    def answer(self, handler: Handler) -> bool:
        """Answer a request for the API."""
        url = urlsplit(handler.path)
        parts = unquote(url.path).strip("/").split("/")
        self.left -= 1
        if self.left < 0:
            handler.site.requests.append("refused")
            return told(handler, {"message": "API rate limit exceeded"}, 403)
        owner, repository, *rest = parts[1:]
        branches = self.repositories.get(f"{owner}/{repository}")
        found: Any = None
        if branches is not None and not rest:
            found = {"default_branch": next(iter(branches))}
        elif branches is not None and rest[:2] == ["git", "trees"]:
            found = self._tree(branches.get(rest[2], self._trees.get(rest[2])))
        elif branches is not None and rest[0] == "contents":
            ref = parse_qs(url.query)["ref"][0]
            found = self._contents(f"{owner}/{repository}/{ref}", branches[ref], rest[1:])
        return told(handler, found or {"message": "Not Found"}, 200 if found else 404)

    def _tree(self, files: Files | None) -> Any:
        if files is None:
            return None
        rows = []
        for name in sorted({name.partition("/")[0] for name in files}):
            if (data := files.get(name)) is not None:
                row: dict[str, Any] = {"mode": "100644", "type": "blob", "size": len(data)}
                row["sha"] = hash_of(data)
            else:
                start = f"{name}/"
                below = {n[len(start) :]: d for n, d in files.items() if n.startswith(start)}
                row = {"mode": "040000", "type": "tree"}
                row["sha"] = hash_of(repr(sorted(below.items())).encode())
                self._trees[row["sha"]] = below
            rows.append({"path": name, **row})
        return {"tree": rows, "truncated": False}

    def _contents(self, where: str, files: Files, parts: list[str]) -> Any:
        name = "/".join(parts)
        if name not in files:
            below = [each for each in files if each.startswith(f"{name}/")]
            return [{"path": each} for each in below] or None
        data = files[name]
        self.raw.files[f"{where}/{name}"] = data
        is_shown = len(data) <= SHOWN
        return {
            "type": "file",
            "path": name,
            "size": len(data),
            "sha": hash_of(data),
            "encoding": "base64" if is_shown else "none",
            "content": base64.encodebytes(data).decode() if is_shown else "",
            "download_url": f"{self.raw.url}/{where}/{name}",
        }


def told(handler: Handler, what: Any, status: int) -> bool:
    """Send JSON.  True, as a gate says when it answered."""
    return handler.send(json.dumps(what).encode(), status, Content_Type="application/json")


def hash_of(data: bytes) -> str:
    """As Git has them: 40 letters."""
    return sha1(data, usedforsecurity=False).hexdigest()


class RawHandler(Handler):
    """Serves files, and tells of them."""

    def do_HEAD(self) -> None:  # noqa: N802 - http.server's name
        data = self.site.files.get(unquote(self.path.lstrip("/")), b"")
        self.begin(Content_Length=str(len(data)), Accept_Ranges="bytes")


class GatewayHandler(ProxyHandler):
    """A proxy that leads to one server, as whoever it is asked for."""

    port: int

    def do_CONNECT(self) -> None:  # noqa: N802 - http.server's name
        if self.path != f"{HOST}:443":
            self.send(b"not here", 403)
            return
        self.path = f"127.0.0.1:{self.port}"
        super().do_CONNECT()


@contextlib.contextmanager
def running() -> Iterator[Github]:
    """GitHub, until the end."""
    github = Github()
    github.site.gate = github.answer
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="thence-github-")))
        authority = Authority(folder)
        stack.enter_context(serving(github.site, authority.context(HOST)))
        stack.enter_context(serving(github.raw, handler=RawHandler))
        gateway = type("Gateway", (GatewayHandler,), {"port": github.site.port})
        proxy = stack.enter_context(serving(handler=gateway))
        github.environment = {
            "HTTPS_PROXY": proxy.url,
            "REQUESTS_CA_BUNDLE": str(authority.file),
            "NO_PROXY": "127.0.0.1",
            "NETRC": str(folder / "netrc"),
        }
        yield github
