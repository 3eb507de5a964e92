"""A server with the API of S3, on a free port of this machine: moto's."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import moto.moto_server.werkzeug_app as moto  # type: ignore[import-not-found]
from werkzeug.serving import make_server  # type: ignore[import-not-found]

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "tester",
    "AWS_SECRET_ACCESS_KEY": "s3cret-of-the-test",
    "AWS_DEFAULT_REGION": "us-east-1",
}


class Server:
    """A running server; ``requests`` are those that it got, as ``GET /bucket/key``.

    ``environment`` are the variables by which s3fs finds it.
    """

    def __init__(self) -> None:
        self.requests: list[str] = []
        # Set as long as requests are answered.
        self._speaking = threading.Event()
        self._speaking.set()
        self._application = moto.DomainDispatcherApplication(moto.create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._heard, threaded=True)
        url = f"http://127.0.0.1:{self._server.port}"
        self.environment = {**CREDENTIALS, "AWS_ENDPOINT_URL": url}

    def _heard(self, environment: dict[str, Any], start: Callable[..., Any]) -> Any:
        self.requests.append(f"{environment['REQUEST_METHOD']} {environment['PATH_INFO']}")
        self._speaking.wait()
        return self._application(environment, start)

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Answer nobody meanwhile, but take every request."""
        self._speaking.clear()
        try:
            yield
        finally:
            self._speaking.set()

    def serve(self) -> None:
        """Answer until it is stopped."""
        self._server.serve_forever()

    def stop(self) -> None:
        """End that."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def running() -> Iterator[Server]:
    """A server that is stopped in the end.

    s3fs keeps its file systems by their arguments, among which the address is not: one that an
    earlier server was known by would go on asking that.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = Server()
    serving = threading.Thread(target=server.serve)
    serving.start()
    file_system = import_module("s3fs").S3FileSystem
    file_system.clear_instance_cache()
    try:
        yield server
    finally:
        file_system.clear_instance_cache()
        server.stop()
        serving.join()
