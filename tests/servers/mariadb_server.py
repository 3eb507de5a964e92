"""A MariaDB server of a test's own: an empty folder, on a free port of this machine."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from postgresql_server import PASSWORD, USER, free_port

PLACES = ("/usr/sbin/mariadbd", "/usr/libexec/mariadbd")
QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
STARTS = 5
ATTEMPTS = 600  # of a tenth of a second
SETTINGS = """
[mariadbd]
user = {user}
datadir = {folder}/data
socket = {folder}/socket
pid-file = {folder}/pid
log-error = {folder}/log
bind-address = 127.0.0.1,127.0.0.2,127.0.0.3
init-file = {folder}/begin.sql
skip-name-resolve
innodb-flush-method = nosync
innodb-buffer-pool-size = 16M
innodb-log-file-size = 8M
"""
TLS = """
ssl-cert = {folder}/server.pem
ssl-key = {folder}/server.key
"""
BEGIN = f"""
CREATE DATABASE IF NOT EXISTS code CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS {USER}@'127.0.0.%' IDENTIFIED BY '{PASSWORD}';
GRANT ALL ON code.* TO {USER}@'127.0.0.%';
"""


def server_program() -> str | None:
    """The server; None where there is none."""
    return shutil.which("mariadbd") or next(filter(os.path.exists, PLACES), None)


@contextmanager
def running(program: str, certify: Callable[[Path], object] | None = None) -> Iterator[int]:
    """A server with a database ``code``, on all addresses of this machine; gives its port.

    With TLS, if ``certify`` puts a certificate into a folder.
    """
    with tempfile.TemporaryDirectory(prefix="thence-mariadb-") as name:
        folder = Path(name)
        settings = SETTINGS.format(user=getpass.getuser(), folder=folder)
        if certify is not None:
            certify(folder)
            settings += TLS.format(folder=folder)
        (folder / "settings").write_text(settings, "utf-8")
        (folder / "begin.sql").write_text(BEGIN, "utf-8")
        install = shutil.which("mariadb-install-db") or "/usr/bin/mariadb-install-db"
        options = (f"--defaults-file={folder}/settings", "--skip-test-db")
        subprocess.run([install, *options], check=True, **QUIET)
        server, port = started([program, options[0]], folder / "pid")
        try:
            yield port
        finally:
            server.terminate()
            server.wait()


def started(command: list[str], pid: Path) -> tuple[subprocess.Popen, int]:
    """A server that answers, and its port; another one where somebody was faster to take it."""
    for _ in range(STARTS):
        port = free_port()
        server = subprocess.Popen([*command, f"--port={port}"], **QUIET)
        try:
            wait_for(server, pid)
        except OSError as error:
            server.kill()
            server.wait()
            failure = error
        else:
            return server, port
    raise failure


def wait_for(server: subprocess.Popen, pid: Path) -> None:
    """Until it has written its number, when it answers.  Raises OSError when it ends instead."""
    for _ in range(ATTEMPTS):
        if pid.exists():
            return
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise OSError("the MariaDB server does not answer")
