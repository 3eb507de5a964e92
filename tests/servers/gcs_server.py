"""A server with the API of Google's Cloud Storage, on a free port: gcp-storage-emulator's."""

from __future__ import annotations

import http.server
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from importlib import import_module
from typing import Any
from urllib.parse import unquote, urlsplit

from gcp_storage_emulator.exceptions import NotFound  # type: ignore[import-not-found,import-untyped]
from gcp_storage_emulator.handlers import buckets  # type: ignore[import-not-found,import-untyped]
from gcp_storage_emulator.server import RequestHandler  # type: ignore[import-not-found,import-untyped]
from gcp_storage_emulator.storage import Storage  # type: ignore[import-not-found,import-untyped]

# Without an account of this machine's, and without gRPC, which the emulator does not speak.
ANONYMOUS = {
    "GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT": "false",
    "GOOGLE_APPLICATION_CREDENTIALS": "",
    "NO_GCE_CHECK": "true",
}
DOWNLOADS = "/download/storage/v1/b/"


class Handler(RequestHandler):  # type: ignore[misc]
    """Answers one request at a time, and notes it: the emulator's store knows no threads."""

    server: Server

    def parse_request(self) -> bool:
        """As every server does; what is asked for is noted, while the server speaks."""
        is_one: bool = super().parse_request()
        self.server.requests.append(f"{self.command} {self.path}")
        self.server.speaking.wait()
        return is_one

    def handle_one_request(self) -> None:
        """As every server does, one after the other."""
        with self.server.at_once:
            super().handle_one_request()

    def do_GET(self) -> None:  # noqa: N802 - http.server's name
        """As the emulator does; as with Google's server, what is empty has no ranges."""
        bucket, slash, name = urlsplit(self.path).path.partition(DOWNLOADS)[2].partition("/o/")
        self.server.spans += self.headers.get_all("Range", [])
        if slash and "Range" in self.headers and not self._content(bucket, unquote(name)):
            self.send_error(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        else:
            super().do_GET()

    def _content(self, bucket: str, name: str) -> Any:
        try:
            return self.storage.get_file(bucket, name)
        except NotFound:
            return None, "and the emulator says so"

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


class Server(http.server.ThreadingHTTPServer):
    """A running server.

    ``requests`` are those that it got, as ``GET /storage/v1/b/code``; ``spans`` the ranges of
    those that had one; ``environment`` are the variables by which gcsfs finds it.
    """

    daemon_threads = True

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.spans: list[str] = []
        self.at_once = threading.Lock()
        # Set as long as requests are answered.
        self.speaking = threading.Event()
        self.speaking.set()
        self._storage = Storage(use_memory_fs=True)
        super().__init__(("127.0.0.1", 0), partial(Handler, self._storage))
        url = f"http://127.0.0.1:{self.server_address[1]}"
        self.environment = {**ANONYMOUS, "STORAGE_EMULATOR_HOST": url}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: gcsfs asks two questions at once, and hangs up on one of them."""

    def make_bucket(self, name: str) -> None:
        """One that is empty."""
        buckets.create_bucket(name, self._storage)

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Answer nobody meanwhile, but take every request."""
        self.speaking.clear()
        try:
            yield
        finally:
            self.speaking.set()


@contextmanager
def running() -> Iterator[Server]:
    """A server that is stopped in the end.

    gcsfs keeps its file systems by their arguments, among which the address is not.
    """
    logging.getLogger("gcp_storage_emulator").setLevel(logging.CRITICAL)  # of files not there
    with Server() as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        forget()
        try:
            yield server
        finally:
            forget()
            server.shutdown()
            serving.join()


def forget() -> None:
    """No file system knows an earlier server any more."""
    import_module("fsspec").get_filesystem_class("gs").clear_instance_cache()
